//! Exports of other programs come into the registers, and come again: what was changed on one side alone is so, what was changed on
//! both stays ours.

use std::fs;
use std::process::Command;

use alongside::source::{Limits, workbook};

use crate::scratch::Scratch;
use crate::workbooks::repacked;

const PEOPLE: &str = "- {name: Maya Stone, email: maya@example.com}\n- {name: Omar Reed, email: omar@example.com}\n";

/// An export, what it becomes, and what another one makes of it after both sides were changed.
struct Case {
    file: &'static str,
    first: &'static str,
    /// Texts of the export that are others the second time.
    there: &'static [(&'static str, &'static str)],
    /// Texts of the register that are changed between.
    here: &'static [(&'static str, &'static str)],
    register: &'static str,
    made: &'static str,
    merged: &'static str,
}

const CASES: [Case; 18] = [
    Case {
        file: "jira.csv",
        first: "Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Created,Resolved,Due date,Votes,Labels,Labels,Description\n\
                Samples missing,TR-7,10007,Bug,In Progress,Highest,Maya Stone,12/Mar/26 9:41 AM,,31/Mar/26 12:00 AM,0,print,launch,\"They were lost, all\"\n\
                Hall too small,TR-8,10008,Task,To Do,Medium,omar@example.com,13/Mar/26 8:00 AM,,30/Apr/26 12:00 AM,0,,,\n\
                Old idea,TR-9,10009,Task,To Do,Low,,13/Mar/26 8:00 AM,,,0,,,\n\
                Not ours,TR-10,10010,Task,To Do,Low,,13/Mar/26 8:00 AM,,,0,,,\n",
        there: &[
            ("31/Mar/26 12:00 AM", "7/Apr/26 12:00 AM"),
            ("30/Apr/26 12:00 AM", "15/May/26 12:00 AM"),
            (
                "Old idea,TR-9,10009,Task,To Do,Low,,13/Mar/26 8:00 AM,,,0,,,\n",
                "New idea,TR-11,10011,Task,To Do,Low,,14/Mar/26 8:00 AM,,,0,,,\n",
            ),
        ],
        here: &[("2026-04-30", "2026-05-08"), ("In Progress", "In review"), ("TR-10,Not ours,,,To Do,,\n", "")],
        register: "tasks.csv",
        made: "id,name,owner,end,status,description,tags\nTR-7,Samples missing,Maya Stone,2026-03-31,In Progress,\"They were lost, all\",\"print; launch\"\nTR-8,Hall too small,Omar Reed,2026-04-30,To Do,,\nTR-9,Old idea,,,To Do,,\nTR-10,Not ours,,,To Do,,\n",
        merged: "id,name,owner,end,status,description,tags\nTR-7,Samples missing,Maya Stone,2026-04-07,In review,\"They were lost, all\",\"print; launch\"\nTR-8,Hall too small,Omar Reed,2026-05-08,To Do,,\nTR-9,Old idea,,,To Do,,\nTR-11,New idea,,,To Do,,\n",
    },
    Case {
        file: "asana.csv",
        first: "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task\n\
                1001,2026-03-01,,2026-03-05,Plan launch,Doing,M. Stone,maya@example.com,2026-03-04,2026-07-01,launch,Kick-off,Launch,\n\
                1002,2026-03-02,,2026-03-06,Book hall,Doing,Maya Stone,maya@example.com,,2026-03-10,,,Launch,Plan launch\n",
        there: &[("2026-07-01", "2026-07-08"), ("2026-03-10", "2026-03-12")],
        here: &[("2026-03-10", "2026-03-17")],
        register: "tasks.csv",
        made: "id,name,phase,owner,start,end,parent,description,tags\n1001,Plan launch,Doing,Maya Stone,2026-03-04,2026-07-01,,Kick-off,launch\n1002,Book hall,Doing,Maya Stone,,2026-03-10,Plan launch,,\n",
        merged: "id,name,phase,owner,start,end,parent,description,tags\n1001,Plan launch,Doing,Maya Stone,2026-03-04,2026-07-08,,Kick-off,launch\n1002,Book hall,Doing,Maya Stone,,2026-03-17,Plan launch,,\n",
    },
    Case {
        file: "linear.csv",
        first: "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,Created,Updated,Started,Completed,Due Date,Parent issue\n\
                LAU-1,Launch,Cut film,,In Progress,3,High,p1,Spring,omar@example.com,maya@example.com,film,4,Cycle 4,2026-03-01,2026-03-02,2026-03-02,,2026-04-30,\n\
                LAU-2,Launch,Print,,Todo,3,High,p1,Spring,omar@example.com,,,4,Cycle 4,2026-03-01,2026-03-02,,,2026-05-29,\n",
        there: &[("2026-04-30", "2026-05-07"), ("2026-05-29", "2026-06-05")],
        here: &[("2026-05-29", "2026-06-12")],
        register: "tasks.csv",
        made: "id,name,owner,end,actual_start,effort,status,tags\nLAU-1,Cut film,Maya Stone,2026-04-30,2026-03-02,3,In Progress,film\nLAU-2,Print,,2026-05-29,,3,Todo,\n",
        merged: "id,name,owner,end,actual_start,effort,status,tags\nLAU-1,Cut film,Maya Stone,2026-05-07,2026-03-02,3,In Progress,film\nLAU-2,Print,,2026-06-12,,3,Todo,\n",
    },
    Case {
        file: "board.json",
        first: "{\"lists\": [{\"id\": \"l1\", \"name\": \"Doing\"}], \"members\": [{\"id\": \"m1\", \"fullName\": \"Maya Stone\"}], \"cards\": [\
                {\"id\": \"c1\", \"name\": \"Print bags\", \"desc\": \"A2\", \"due\": \"2026-04-01T12:00:00.000Z\", \"idList\": \"l1\", \"idMembers\": [\"m1\"], \"labels\": [{\"name\": \"print\"}], \"closed\": false},\
                {\"id\": \"c2\", \"name\": \"Book hall\", \"desc\": \"\", \"due\": \"2026-04-02T12:00:00.000Z\", \"idList\": \"l1\", \"idMembers\": [], \"labels\": [], \"closed\": false}]}",
        there: &[("2026-04-01T", "2026-04-11T"), ("2026-04-02T", "2026-04-12T")],
        here: &[("2026-04-02", "2026-04-22")],
        register: "tasks.csv",
        made: "id,name,owner,end,status,description,tags\nc1,Print bags,Maya Stone,2026-04-01,Doing,A2,print\nc2,Book hall,,2026-04-02,Doing,,\n",
        merged: "id,name,owner,end,status,description,tags\nc1,Print bags,Maya Stone,2026-04-11,Doing,A2,print\nc2,Book hall,,2026-04-22,Doing,,\n",
    },
    Case {
        file: "github.json",
        first: "[{\"number\": 12, \"title\": \"Samples missing\", \"state\": \"open\", \"labels\": [{\"name\": \"bug\"}], \"assignees\": [{\"login\": \"maya\"}], \"created_at\": \"2026-03-01T10:00:00Z\", \"closed_at\": null, \"html_url\": \"https://example.com/12\"},\
                {\"number\": 13, \"title\": \"Hall too small\", \"state\": \"open\", \"labels\": [], \"assignees\": [], \"created_at\": \"2026-03-02T10:00:00Z\", \"closed_at\": null, \"html_url\": \"https://example.com/13\"}]",
        there: &[
            ("Samples missing\", \"state\": \"open", "Samples missing\", \"state\": \"closed"),
            ("Hall too small", "Hall far too small"),
        ],
        here: &[("Hall too small", "Hall small")],
        register: "issues.csv",
        made: "id,title,raised,owner,status,tags,links\n12,Samples missing,2026-03-01,Maya Stone,open,bug,https://example.com/12\n13,Hall too small,2026-03-02,,open,,https://example.com/13\n",
        merged: "id,title,raised,owner,status,tags,links\n12,Samples missing,2026-03-01,Maya Stone,closed,bug,https://example.com/12\n13,Hall small,2026-03-02,,open,,https://example.com/13\n",
    },
    Case {
        file: "github.csv",
        first: "number,title,state,labels,assignees,milestone,created_at,closed_at,url\n12,Samples missing,open,\"bug,print\",omar,v1,2026-03-01T10:00:00Z,,https://example.com/12\n13,Hall too small,open,,,,2026-03-02T10:00:00Z,,https://example.com/13\n",
        there: &[("missing,open", "missing,closed"), ("Hall too small", "Hall far too small")],
        here: &[("Hall too small", "Hall small")],
        register: "issues.csv",
        made: "id,title,raised,owner,status,tags,links\n12,Samples missing,2026-03-01,Omar Reed,open,\"bug; print\",https://example.com/12\n13,Hall too small,2026-03-02,,open,,https://example.com/13\n",
        merged: "id,title,raised,owner,status,tags,links\n12,Samples missing,2026-03-01,Omar Reed,closed,\"bug; print\",https://example.com/12\n13,Hall small,2026-03-02,,open,,https://example.com/13\n",
    },
    Case {
        file: "gitlab.csv",
        first: "Title,Description,Issue ID,URL,State,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent\n\
                Samples missing,Lost,4,https://example.com/4,Open,Omar Reed,omar,Maya Stone,maya,No,No,2026-04-01,2026-03-01 10:00:00,2026-03-02 10:00:00,,v1,,bug,0,0\n\
                Hall too small,,5,https://example.com/5,Open,Omar Reed,omar,,,No,No,2026-04-02,2026-03-01 10:00:00,2026-03-02 10:00:00,,,,,0,0\n",
        there: &[("missing,Lost", "missing,Lost at sea"), ("Hall too small", "Hall far too small")],
        here: &[("Hall too small", "Hall small")],
        register: "issues.csv",
        made: "id,title,raised,owner,due,status,description,raised_by,tags,links\n4,Samples missing,2026-03-01,Maya Stone,2026-04-01,Open,Lost,Omar Reed,bug,https://example.com/4\n5,Hall too small,2026-03-01,,2026-04-02,Open,,Omar Reed,,https://example.com/5\n",
        merged: "id,title,raised,owner,due,status,description,raised_by,tags,links\n4,Samples missing,2026-03-01,Maya Stone,2026-04-01,Open,Lost at sea,Omar Reed,bug,https://example.com/4\n5,Hall small,2026-03-01,,2026-04-02,Open,,Omar Reed,,https://example.com/5\n",
    },
    Case {
        file: "gitlab.json",
        first: "[{\"iid\": 4, \"title\": \"Samples missing\", \"state\": \"opened\", \"assignees\": [{\"name\": \"Maya Stone\"}], \"due_date\": \"2026-04-01\", \"created_at\": \"2026-03-01T10:00:00Z\", \"web_url\": \"https://example.com/4\", \"labels\": [\"bug\"]}]",
        there: &[("Samples missing", "Samples lost")],
        here: &[("bug", "print")],
        register: "issues.csv",
        made: "id,title,raised,owner,due,status,tags,links\n4,Samples missing,2026-03-01,Maya Stone,2026-04-01,opened,bug,https://example.com/4\n",
        merged: "id,title,raised,owner,due,status,tags,links\n4,Samples lost,2026-03-01,Maya Stone,2026-04-01,opened,print,https://example.com/4\n",
    },
    Case {
        file: "todoist.csv",
        first: "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT\n\
                section,Before launch,,,,,,,,,,\ntask,Call printer,Ask for A2,1,1,Omar Reed (1),Maya Stone (2),2026-04-01,en,Europe/Berlin,,\n\
                note,They close at six,,,,,,,,,,\ntask,Book hall,,1,1,Omar Reed (1),,2026-04-02,en,Europe/Berlin,,\n",
        there: &[("2026-04-01", "2026-04-11"), ("2026-04-02", "2026-04-12")],
        here: &[("2026-04-02", "2026-04-22")],
        register: "tasks.csv",
        made: "name,owner,end,description\nCall printer,Maya Stone,2026-04-01,Ask for A2\nBook hall,,2026-04-02,\n",
        merged: "name,owner,end,description\nCall printer,Maya Stone,2026-04-11,Ask for A2\nBook hall,,2026-04-22,\n",
    },
    Case {
        file: "plan.xml",
        first: "<Project xmlns=\"http://schemas.microsoft.com/project\"><Tasks><Task><UID>1</UID><Name>Film</Name><Start>2026-03-02T08:00:00</Start><Finish>2026-04-30T17:00:00</Finish><PercentComplete>40</PercentComplete></Task>\
                <Task><UID>2</UID><Name>Print</Name><Start>2026-05-04T08:00:00</Start><Finish>2026-05-29T17:00:00</Finish><PercentComplete>0</PercentComplete><PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink></Task></Tasks>\
                <Resources><Resource><UID>5</UID><Name>Maya Stone</Name></Resource></Resources><Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>5</ResourceUID></Assignment></Assignments></Project>",
        there: &[("<PercentComplete>40", "<PercentComplete>60"), ("2026-05-29", "2026-06-05")],
        here: &[("2026-05-29", "2026-06-12")],
        register: "tasks.csv",
        made: "id,name,owner,start,end,percent,after\n1,Film,Maya Stone,2026-03-02,2026-04-30,40,\n2,Print,,2026-05-04,2026-05-29,0,1\n",
        merged: "id,name,owner,start,end,percent,after\n1,Film,Maya Stone,2026-03-02,2026-04-30,60,\n2,Print,,2026-05-04,2026-06-12,0,1\n",
    },
    Case {
        file: "notion.csv",
        first: "Name,Assign,Status,Due,Tags,Created time,Last edited time\nDraft brief,Maya Stone,In progress,\"April 2, 2026\",\"brief, film\",\"March 1, 2026 9:00 AM\",\"March 2, 2026 9:00 AM\"\n",
        there: &[("In progress", "Done")],
        here: &[("2026-04-02", "2026-04-09")],
        register: "tasks.csv",
        made: "name,owner,end,status,tags\nDraft brief,Maya Stone,2026-04-02,In progress,\"brief; film\"\n",
        merged: "name,owner,end,status,tags\nDraft brief,Maya Stone,2026-04-09,Done,\"brief; film\"\n",
    },
    Case {
        // A report of a month: the days stand above the table, the sums below it, and the budget is one a day.
        file: "Campaign report.csv",
        first: "Campaign report\n\"March 1, 2026 - March 31, 2026\"\nCampaign status,Campaign,Budget,Budget type,Currency code,Campaign type,Impr.,Clicks,Cost,Conversions,Conv. value\n\
                Enabled,Spring search,120.00,Daily,EUR,Search,\"88,400\",\"4,120\",\"3,378.40\",212.00,\"9,540.00\"\nPaused,Brand,40.00,Daily,EUR,Search,\"12,310\",990,306.90,88.00,0.00\n\
                Total: Campaigns,--,--,--,EUR,--,\"100,710\",\"5,110\",\"3,685.30\",300.00,\"9,540.00\"\n",
        there: &[("306.90,88.00", "310.20,90.00"), ("\"3,378.40\",212.00", "\"3,400.00\",214.00")],
        here: &[("88.00", "85.00")],
        register: "campaign-results.csv",
        made: "campaign,period,channel,spent,impressions,clicks,conversions,revenue\nSpring search,2026-03-01..2026-03-31,Search,\"3,378.40\",\"88,400\",\"4,120\",212.00,\"9,540.00\"\nBrand,2026-03-01..2026-03-31,Search,306.90,\"12,310\",990,88.00,0.00\n",
        merged: "campaign,period,channel,spent,impressions,clicks,conversions,revenue\nSpring search,2026-03-01..2026-03-31,Search,\"3,400.00\",\"88,400\",\"4,120\",214.00,\"9,540.00\"\nBrand,2026-03-01..2026-03-31,Search,310.20,\"12,310\",990,85.00,0.00\n",
    },
    Case {
        // By day and device: rows that say the same of what they are follow each other in the same order.
        file: "ads by day.csv",
        first: "Ads\nAll time\nDay,Campaign,Device,Cost,Impr.,Clicks\n2026-03-01,Spring search,Computers,40.12,1200,55\n2026-03-01,Spring search,Phones,38.00,1100,50\n",
        there: &[("38.00", "39.00"), ("50\n", "50\n2026-03-02,Spring search,Computers,41.00,1000,48\n")],
        here: &[("1200", "1210")],
        register: "campaign-results.csv",
        made: "campaign,period,spent,impressions,clicks\nSpring search,2026-03-01,40.12,1200,55\nSpring search,2026-03-01,38.00,1100,50\n",
        merged: "campaign,period,spent,impressions,clicks\nSpring search,2026-03-01,40.12,1210,55\nSpring search,2026-03-01,39.00,1100,50\nSpring search,2026-03-02,41.00,1000,48\n",
    },
    Case {
        // Traffic of a month by channel, of no campaign; the sum has no channel.
        file: "Traffic.csv",
        first: "# ----\n# Traffic acquisition\n# Start date: 20260301\n# End date: 20260331\n# ----\nSession primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,Key events,Total revenue\n\
                Organic Search,5210,3120,0.5988,210,10400.5\nPaid Search,2110,1010,0.4787,120,5400\n,7320,4130,0.5642,330,15800.5\n",
        there: &[("5210,3120", "5300,3190"), ("120,5400", "125,5600")],
        here: &[("5400", "5450")],
        register: "campaign-results.csv",
        made: "period,channel,clicks,conversions,revenue\n2026-03-01..2026-03-31,Organic Search,5210,210,10400.5\n2026-03-01..2026-03-31,Paid Search,2110,120,5400\n",
        merged: "period,channel,clicks,conversions,revenue\n2026-03-01..2026-03-31,Organic Search,5300,210,10400.5\n2026-03-01..2026-03-31,Paid Search,2110,125,5450\n",
    },
    Case {
        file: "campaigns sent.csv",
        first: "Title,Subject,List,Send Date,Total Recipients,Successful Deliveries,Unique Opens,Open Rate,Unique Clicks,Click Rate,Unique Id,Total Orders,Total Revenue\n\
                Spring news,Spring is here,Customers,\"Mar 03, 2026 09:00 am\",12040,11980,4100,34.22%,610,5.09%,a1,31,2480.00\nLaunch mail,Now on sale,Customers,\"Mar 24, 2026 10:00 am\",12100,12050,5200,43.15%,1320,10.95%,d4,120,9600.00\n",
        there: &[("4100,34.22%", "4180,34.89%"), ("5200,43.15%", "5260,43.65%")],
        here: &[("5200", "5000")],
        register: "campaign-results.csv",
        made: "id,campaign,period,channel,impressions,reach,clicks,conversions,revenue\na1,Spring news,2026-03-03,Mail,11980,4100,610,31,2480.00\nd4,Launch mail,2026-03-24,Mail,12050,5200,1320,120,9600.00\n",
        merged: "id,campaign,period,channel,impressions,reach,clicks,conversions,revenue\na1,Spring news,2026-03-03,Mail,11980,4180,610,31,2480.00\nd4,Launch mail,2026-03-24,Mail,12050,5000,1320,120,9600.00\n",
    },
    Case {
        file: "crm.csv",
        first: "Campaign ID,Campaign name,Start date,End date,Campaign owner,Campaign status,Campaign audience,Campaign goal,Currency,Budget total,Spend total,Influenced contacts\n\
                11223,Spring webinar,2026-03-01,2026-03-31,Maya Stone,Active,IT buyers,Fill the pipeline,EUR,5000,3200,310\n11224,Fair,2026-05-04,2026-05-06,omar@example.com,Planned,Dealers,Meet dealers,EUR,9000,0,0\n",
        there: &[("5000,3200", "5000,3900"), ("Planned", "Active")],
        here: &[("9000", "8500"), ("Planned", "Approved")],
        register: "campaigns.csv",
        made: "id,name,objective,audience,start,end,budget,spent,owner,stage\n11223,Spring webinar,Fill the pipeline,IT buyers,2026-03-01,2026-03-31,5000,3200,Maya Stone,Active\n11224,Fair,Meet dealers,Dealers,2026-05-04,2026-05-06,9000,0,Omar Reed,Planned\n",
        merged: "id,name,objective,audience,start,end,budget,spent,owner,stage\n11223,Spring webinar,Fill the pipeline,IT buyers,2026-03-01,2026-03-31,5000,3900,Maya Stone,Active\n11224,Fair,Meet dealers,Dealers,2026-05-04,2026-05-06,8500,0,Omar Reed,Approved\n",
    },
    Case {
        // A register whose records have no name of their own is known by what each line is for.
        file: "budget plan.csv",
        first: "Category,Period,Planned,Actual\nMedia,2026-03,1000,900\nMedia,2026-04,2000,0\nTravel,2026-04,300,0\n",
        there: &[("2026-04,2000,0", "2026-04,2000,1800"), ("300,0", "400,0")],
        here: &[("300,0", "350,0")],
        register: "budget.csv",
        made: "category,period,planned,actual\nMedia,2026-03,1000,900\nMedia,2026-04,2000,0\nTravel,2026-04,300,0\n",
        merged: "category,period,planned,actual\nMedia,2026-03,1000,900\nMedia,2026-04,2000,1800\nTravel,2026-04,350,0\n",
    },
    Case {
        file: "Risk list.csv",
        first: "Risk,Owner,Probability,Impact,Colour\nAgency delivers late,maya@example.com,4,5,red\nSamples lost,Omar Reed,2,3,\n",
        there: &[("4,5,red", "3,5,red"), ("2,3", "2,4")],
        here: &[("2,3", "2,2")],
        register: "risks.csv",
        made: "title,owner,probability,impact,Colour\nAgency delivers late,Maya Stone,4,5,red\nSamples lost,Omar Reed,2,3,\n",
        merged: "title,owner,probability,impact,Colour\nAgency delivers late,Maya Stone,3,5,red\nSamples lost,Omar Reed,2,2,\n",
    },
];

fn project(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("alongside.yaml", b"project: {name: T}\n");
    scratch.write("people.yaml", PEOPLE.as_bytes());
    scratch
}

fn import(scratch: &Scratch, arguments: &[&str]) -> (String, String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    let output =
        command.current_dir(scratch.path()).arg("import").args(arguments).env("SOURCE_DATE_EPOCH", "1774915200").output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.success())
}

fn file(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.path().join(path)).unwrap_or_default()
}

fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}: {text}");
        text.replace(from, to)
    })
}

#[test]
fn what_was_changed_on_both_sides_stays_ours() {
    for case in &CASES {
        let scratch = project("import");
        // Hidden files are no part of the project.
        let path = format!(".in/{}", case.file);
        scratch.write(&path, case.first.as_bytes());
        let (said, errors, is_done) = import(&scratch, &[&path]);
        assert!(is_done, "{}: {said}{errors}", case.file);
        let made = file(&scratch, case.register);
        assert_eq!(made, case.made, "{}", case.file);
        let own = changed(&made, case.here);
        scratch.write(case.register, own.as_bytes());
        scratch.write(&path, changed(case.first, case.there).as_bytes());
        let (dry, ..) = import(&scratch, &["--dry-run", &path]);
        assert_eq!(file(&scratch, case.register), own, "{}: {dry}", case.file);
        let (said, ..) = import(&scratch, &[&path]);
        assert_eq!(dry, said);
        let merged = file(&scratch, case.register);
        assert_eq!(merged, case.merged, "{}: {said}", case.file);
        let (again, ..) = import(&scratch, &[&path]);
        assert!(file(&scratch, case.register) == merged && again.contains(" 0 records added, 0 cells changed"), "{}: {again}", case.file);
    }
}

#[test]
fn only_changed_lines_of_a_file_differ_and_it_stays_as_it_is_stored() {
    let scratch = project("import-own");
    let before = "\u{feff}编号;名称;负责人;备注\r\nT-1;\"剪辑; 影片\";Maya Stone;\"a, b\"\r\nT-2;印刷\r\n";
    scratch.write("任务.csv", before.as_bytes());
    scratch.write(".in/x.csv", "id,name,end,owner\nT-2,印刷,2026-05-01,omar@example.com\nT-3,发货,,\n".as_bytes());
    let (said, errors, is_done) = import(&scratch, &["--as", "任务", ".in/x.csv"]);
    assert!(is_done, "{said}{errors}");
    let after =
        "\u{feff}编号;名称;负责人;备注;end\r\nT-1;\"剪辑; 影片\";Maya Stone;\"a, b\"\r\nT-2;印刷;Omar Reed;;2026-05-01\r\nT-3;发货;;;\r\n";
    assert_eq!(file(&scratch, "任务.csv"), after);
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let risks = "id,title,owner,raised,probability,visibility,colour\nR-1,Samples lost,Maya Stone,2026-03-02,2,,red\nR-2,Secret plan,,,3,internal,\nR-3,Hall too small,,2026-03-09,1,,\n";
    for lang in ["en", "zh-CN"] {
        let scratch = project("export");
        scratch.write("risks.csv", risks.as_bytes());
        let run = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
            let output =
                command.current_dir(scratch.path()).args(arguments).env("SOURCE_DATE_EPOCH", "1774915200").output().expect("it runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        run(&["export", "-o", ".out/All.xlsx", "--lang", lang]);
        let bytes = fs::read(scratch.path().join(".out/All.xlsx")).expect("a workbook");
        let text = workbook::decode(&bytes, &Limits::default()).expect("a workbook").text;
        assert!(text.contains("Samples lost") && text.contains("red") && text.contains("2026-03-02"), "{text}");
        assert!(!text.contains("Secret") && !text.contains("R-2"), "{text}");
        let own = file(&scratch, "risks.csv").replace("Hall too small", "Hall small");
        scratch.write("risks.csv", own.as_bytes());
        let there = repacked(&bytes, "xl/sharedStrings.xml", "Samples lost", "Samples gone");
        scratch.write(".out/All.xlsx", &repacked(&there, "xl/sharedStrings.xml", "Hall too small", "Hall full"));
        let (said, errors, is_done) = import(&scratch, &[".out/All.xlsx"]);
        assert!(is_done, "{said}{errors}");
        assert_eq!(file(&scratch, "risks.csv"), own.replace("Samples lost", "Samples gone"), "{said}");
        assert!(said.contains("“Hall small” here, “Hall full” at the source; ours stays"), "{said}");
        let mut inside = Command::new(env!("CARGO_BIN_EXE_alongside"));
        let output = inside.current_dir(scratch.path()).args(["export", "-o", "new/plan.xlsx"]).output().expect("it runs");
        assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("read a second time"));
        run(&["export", "risks", "--all", "-o", ".out/csv"]);
        assert!(file(&scratch, ".out/csv/risks.csv").contains("R-2,Secret plan"));
    }
}

#[test]
fn records_in_yaml_and_markdown_are_changed_where_they_stand() {
    let scratch = project("import-yaml");
    let yaml = "# Looked at weekly.\n- title: Samples lost  # since March\n  owner: 'Maya Stone'\n  raised: 2026-03-02\n- {title: Hall too small, owner: Omar Reed}\n";
    scratch.write("risks.yaml", yaml.as_bytes());
    scratch.write("tasks.md", "# Tasks\n\n| name | end |\n|---|---|\n| Film | 2026-04-30 |\n".as_bytes());
    scratch.write(".in/x.csv", "Risk,Owner,Raised\nSamples lost,Maya Stone,2026-03-02\nHall too small,Omar Reed,\n".as_bytes());
    scratch.write(".in/tasks.csv", "Task,Finish\nFilm,2026-04-30\n".as_bytes());
    let bring = |arguments: &[&str]| {
        let (said, errors, is_done) = import(&scratch, arguments);
        assert!(is_done, "{said}{errors}");
        said
    };
    bring(&["--as", "risks", ".in/x.csv"]);
    bring(&[".in/tasks.csv"]);
    scratch.write(
        ".in/x.csv",
        "Risk,Owner,Raised\nSamples lost,Omar Reed,2026-03-02\nHall too small,Omar Reed,2026-03-09\nRain,,\n".as_bytes(),
    );
    scratch.write(".in/tasks.csv", "Task,Finish\nFilm,2026-05-07\n".as_bytes());
    let said = bring(&["--as", "risks", ".in/x.csv"]);
    assert_eq!(file(&scratch, "risks.yaml"), yaml.replace("'Maya Stone'", "'Omar Reed'"), "{said}");
    assert!(said.contains("“Hall too small” `raised`: write “2026-03-09” by hand"), "{said}");
    assert_eq!(file(&scratch, "risks.csv"), "title\nRain\n");
    bring(&[".in/tasks.csv"]);
    assert!(file(&scratch, "tasks.md").contains("| Film | 2026-05-07 |"));
}

#[test]
fn a_document_of_word_becomes_markdown_and_stays_ours() {
    let scratch = project("import-word");
    let docx = |text: &str| {
        let body = format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut zip, body.as_bytes()).expect("a part");
        zip.finish().expect("an archive").into_inner()
    };
    let path = "meetings/2026-03-02 Minutes.md";
    scratch.write(".in/2026-03-02 Minutes.docx", &docx("First."));
    let (said, errors, is_done) = import(&scratch, &[".in/2026-03-02 Minutes.docx"]);
    assert!(is_done && file(&scratch, path) == "First.\n", "{said}{errors}");
    scratch.write(".in/2026-03-02 Minutes.docx", &docx("Second."));
    let (.., is_done) = import(&scratch, &[".in/2026-03-02 Minutes.docx"]);
    assert!(is_done && file(&scratch, path) == "Second.\n");
    scratch.write(path, b"Ours.\n");
    let (said, _, is_done) = import(&scratch, &[".in/2026-03-02 Minutes.docx"]);
    assert!(is_done && said.contains("as before") && file(&scratch, path) == "Ours.\n", "{said}");
    scratch.write(".in/2026-03-02 Minutes.docx", &docx("Third."));
    let (_, errors, is_done) = import(&scratch, &[".in/2026-03-02 Minutes.docx"]);
    assert!(!is_done && errors.contains("was changed here and in the document"), "{errors}");
    assert_eq!(file(&scratch, path), "Ours.\n");
}

#[test]
fn a_workbook_that_was_given_out_is_known_under_another_name() {
    let scratch = project("renamed");
    scratch.write("tasks.csv", b"id,name,end\nT-1,Film,2026-04-30\nT-2,Print,2026-05-29\n");
    let away = Scratch::new("renamed-away");
    let [out, renamed] = ["plan.xlsx", "plan (final).xlsx"].map(|name| away.path().join(name));
    let mut export = Command::new(env!("CARGO_BIN_EXE_alongside"));
    let given = export.args(["export", "tasks", "--folder"]).arg(scratch.path()).arg("-o").arg(&out).output().expect("the program runs");
    assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stderr));
    // Here the end of one task moved since; in the workbook nothing did.
    scratch.write("tasks.csv", b"id,name,end\nT-1,Film,2026-05-07\nT-2,Print,2026-05-29\n");
    std::fs::rename(&out, &renamed).expect("another name");
    let (told, errors, _) = import(&scratch, &[&renamed.to_string_lossy()]);
    assert!(told.contains(" 0 cells changed, 0 kept as here"), "what is as it was given out is no change: {told}{errors}");
    assert_eq!(file(&scratch, "tasks.csv"), "id,name,end\nT-1,Film,2026-05-07\nT-2,Print,2026-05-29\n");
}

#[test]
fn what_heads_mean_goes_to_the_settings_and_reads_the_file_itself() {
    let scratch = project("learned");
    let export = "Summary,Issue key,Issue id,Issue Type,Status,Assignee\nSamples missing,TR-7,10007,Bug,In Progress,Maya Stone\n";
    scratch.write(".in/jira.csv", export.as_bytes());
    let settings = file(&scratch, "alongside.yaml");
    let (told, _, _) = import(&scratch, &[".in/jira.csv", "--dry-run"]);
    assert!(told.contains("kept in `columns` of the settings: “Issue key”\n"), "{told}");
    assert_eq!(file(&scratch, "alongside.yaml"), settings, "nothing is written");
    import(&scratch, &[".in/jira.csv"]);
    assert_eq!(file(&scratch, "alongside.yaml"), format!("{settings}columns:\n  tasks:\n    Issue key: id\n"));
    let (told, _, _) = import(&scratch, &[".in/jira.csv"]);
    assert!(!told.contains("in `columns`"), "{told}");
}

#[test]
fn what_cannot_be_brought_is_said() {
    let scratch = project("import-fails");
    scratch.write("risks.yaml", b"- title: Rain\n");
    scratch.write(".in/a.csv", b"Colour,Shape\nred,round\n");
    scratch.write(".in/risks.csv", b"Risk,Owner\nSnow,Maya Stone\n");
    scratch.write(".in/a.docx", b"x");
    scratch.write(".in/a.pages", b"x");
    scratch.write(".in/a.json", b"{}");
    for (arguments, said) in [
        (&[".in/a.csv"][..], "Nothing in `a.csv` is a table of a register."),
        (&[".in/a.docx"], "cannot be read as a document of Word."),
        (&[".in/a.pages"], "is of a kind that is not imported."),
        (&[".in/a.json"], "holds no list of records."),
        (&[".in/none.csv"], "The file is not there"),
        (&["--into", "risks.yaml", ".in/risks.csv"], "New records are written to CSV files, and `risks.yaml` is none."),
        (&["--as", "colours", ".in/a.csv"], "“colours” is no register."),
    ] {
        let (out, errors, is_done) = import(&scratch, arguments);
        assert!(!is_done && out.is_empty() && errors.contains(said), "{arguments:?}: {out}{errors}");
    }
    scratch.write(".hidden/risks.csv", b"x");
    for (path, said) in [("colours.csv", "does not bear the name of “Risks”"), (".hidden/risks.csv", "is no part of the project")] {
        let (_, errors, is_done) = import(&scratch, &["--into", path, ".in/risks.csv"]);
        assert!(!is_done && errors.contains(said), "{path}: {errors}");
    }
    assert_eq!(file(&scratch, ".hidden/risks.csv"), "x");
    let (_, errors, is_done) = import(&scratch, &["--into", "risks/more.csv", ".in/risks.csv"]);
    assert!(is_done, "{errors}");
    assert_eq!(file(&scratch, "risks/more.csv"), "title,owner\nSnow,Maya Stone\n");
}
