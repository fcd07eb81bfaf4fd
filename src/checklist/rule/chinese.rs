//! A rule's examples as a Chinese reader would write them: names of files, fields and words as the product reads them in Chinese, and
//! texts from the list below. Ids, days and numbers stay, and so does what only its spelling is about.

use super::ExampleFile;
use crate::project::{Common, Kind};
use crate::source::fold::fold;
use crate::source::schema::{Choice, Field, Shape};

/// The files of an example as a Chinese reader would write them.
pub(crate) fn in_chinese(files: &[ExampleFile]) -> Vec<(String, String)> {
    // Of what is about languages the texts are the matter.
    if files.iter().any(|(_, text)| text.contains("languages:")) {
        return files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    }
    files.iter().map(|file| written(*file)).collect()
}

fn written((path, text): ExampleFile) -> (String, String) {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let kind = Kind::of_path(path);
    match (kind, extension) {
        (Some(kind), "yaml") => (named(path, kind), Yaml::of(kind.fields()).rewrite(text)),
        (Some(kind), "csv") => (named(path, kind), rows(text, kind.fields())),
        (_, "yaml") => (path.to_owned(), Yaml::of(&[]).rewrite(text)),
        _ => {
            let fields = kind.map_or(&[][..], Kind::fields);
            let lines: Vec<String> = text.lines().map(|text| line(text, fields)).collect();
            (path.to_owned(), lines.join("\n") + if text.ends_with('\n') { "\n" } else { "" })
        }
    }
}

/// The file under the Chinese name of its register; in a folder of its own it keeps its name.
fn named(path: &str, kind: Kind) -> String {
    let Some((stem, extension)) = path.rsplit_once('.').filter(|_| !path.contains('/')) else { return path.to_owned() };
    let zh = kind.label().zh;
    if Kind::of_stem(&zh) == Some(kind) { format!("{zh}.{extension}") } else { format!("{stem}.{extension}") }
}

/// A line of a document: the cells of a table, else the text behind its mark.
fn line(line: &str, fields: &'static [Field]) -> String {
    if line.starts_with('|') {
        let cell = |cell: &str| {
            let text = cell.trim();
            let said = fields
                .iter()
                .find(|field| !text.is_empty() && fold(field.name) == fold(text))
                .map(|field| field.zh)
                .or_else(|| phrase(text));
            said.map_or_else(|| cell.to_owned(), |said| format!(" {said} "))
        };
        return line.split('|').map(cell).collect::<Vec<_>>().join("|");
    }
    let start = line.find(|c: char| !matches!(c, '#' | '-' | ' ')).unwrap_or(line.len());
    let (mark, text) = line.split_at(start);
    format!("{mark}{}", phrase(text).unwrap_or(text))
}

/// A table: its heads and its cells.
fn rows(text: &str, fields: &'static [Field]) -> String {
    let cell = |at: usize, cell: &str, heads: &[Option<&'static Field>]| match heads.get(at).copied().flatten() {
        Some(field) => value(cell, Some(field)),
        None => phrase(cell).unwrap_or(cell).to_owned(),
    };
    let mut heads: Vec<Option<&'static Field>> = Vec::new();
    let mut out = String::new();
    for (nth, row) in text.lines().enumerate() {
        let cells: Vec<String> = if nth == 0 {
            heads = row.split(',').map(|head| found(fields, head)).collect();
            row.split(',')
                .zip(&heads)
                .map(|(head, field)| field.map_or_else(|| phrase(head).unwrap_or(head), |field| field.zh).to_owned())
                .collect()
        } else {
            row.split(',').enumerate().map(|(at, text)| cell(at, text, &heads)).collect()
        };
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

/// The field of a name among some, or among those that every record may have.
fn found(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().chain(Common::FIELDS).find(|field| field.name == name)
}

/// A value as it is written in Chinese: a word of its field's list, else a text of the list below.
fn value(text: &str, field: Option<&'static Field>) -> String {
    // By an id others name the record, and by its unit a number is known in a text.
    if field.is_some_and(|field| matches!(field.name, "id" | "unit")) {
        return text.to_owned();
    }
    let words = field.map_or(&[][..], |field| words(field.shape));
    let word = words.iter().find(|word| fold(word.name) == fold(text)).map(|word| word.zh);
    word.or_else(|| phrase(text)).unwrap_or(text).to_owned()
}

fn words(shape: Shape) -> &'static [Choice] {
    match shape {
        Shape::Choice(words, _) => words,
        Shape::List(item) => words(*item),
        _ => &[],
    }
}

fn part(shape: Shape) -> Option<&'static [Field]> {
    match shape {
        Shape::Part(fields) => Some(fields),
        Shape::List(item) => part(*item),
        _ => None,
    }
}

/// YAML as examples have it, rewritten token by token.
struct Yaml {
    /// The fields of each bracket that is open, and the one whose value comes.
    open: Vec<(&'static [Field], Option<&'static Field>)>,
    out: String,
}

impl Yaml {
    fn of(fields: &'static [Field]) -> Self {
        Self { open: vec![(fields, None)], out: String::new() }
    }

    fn rewrite(mut self, text: &str) -> String {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '{' | '[' | '}' | ']' | ',' | '\n' => self.sign(first),
                ' ' | '-' | ':' if is_between(rest) => self.copy(rest, 1),
                '#' => self.copy(rest, rest.find('\n').unwrap_or(rest.len())),
                '"' | '\'' => self.quoted(rest, first),
                _ => self.scalar(rest),
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        self.out
    }

    fn copy(&mut self, rest: &str, length: usize) -> usize {
        self.out.push_str(rest.get(..length).unwrap_or_default());
        length
    }

    fn sign(&mut self, sign: char) -> usize {
        let (fields, field) = self.open.last().copied().unwrap_or((&[], None));
        match sign {
            '{' => self.open.push((field.and_then(|field| part(field.shape)).unwrap_or(fields), None)),
            '[' => self.open.push((fields, field)),
            '}' | ']' if self.open.len() > 1 => drop(self.open.pop()),
            _ => {}
        }
        // In a list the field stays; elsewhere the next one comes.
        let is_list = sign == ',' && self.out.rfind('[') > self.out.rfind(['{', ']', '}']);
        if matches!(sign, ',' | '\n')
            && !is_list
            && let Some(last) = self.open.last_mut()
        {
            last.1 = None;
        }
        self.out.push(sign);
        1
    }

    fn quoted(&mut self, rest: &str, quote: char) -> usize {
        let end = rest.get(1..).and_then(|rest| rest.find(quote)).map_or(rest.len(), |end| end + 2);
        let text = rest.get(1..end.saturating_sub(1)).unwrap_or_default();
        match phrase(text) {
            Some(zh) => {
                self.out.push_str(zh);
                end
            }
            None => self.copy(rest, end),
        }
    }

    fn scalar(&mut self, rest: &str) -> usize {
        let is_flow = self.open.len() > 1;
        let ends = |(at, c): (usize, char)| {
            let follows = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            c == '\n' || (c == ':' && follows.is_none_or(char::is_whitespace)) || (is_flow && matches!(c, ',' | '}' | ']'))
        };
        let end = rest.char_indices().find(|at| ends(*at)).map_or(rest.len(), |(at, _)| at);
        let text = rest.get(..end).unwrap_or_default();
        let (fields, field) = self.open.last().copied().unwrap_or((&[], None));
        if rest.get(end..).is_some_and(|rest| rest.starts_with(':')) {
            let known = found(fields, text);
            self.out.push_str(known.map_or(text, |field| field.zh));
            if let Some(last) = self.open.last_mut() {
                last.1 = known;
            }
        } else {
            let said = value(text.trim_end(), field);
            self.out.push_str(&said);
            self.out.push_str(text.get(text.trim_end().len()..).unwrap_or_default());
        }
        end
    }
}

/// Whether a blank, a dash or a colon stands between tokens and is no beginning of one.
fn is_between(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(' ') => true,
        Some('-' | ':') => chars.next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// A text of an example in Chinese.
fn phrase(text: &str) -> Option<&'static str> {
    let same = |en: &str| en.split_whitespace().map(str::to_lowercase).eq(text.split_whitespace().map(str::to_lowercase));
    PHRASES.iter().find(|(en, _)| same(en)).map(|(_, zh)| *zh)
}

/// The texts of examples. The same text is the same in all of them, so that what refers to it still does.
const PHRASES: &[(&str, &str)] = &[
    ("12000 sign-ups", "1.2万人预约"),
    ("12000 sign-ups before the launch", "上市前1.2万人预约"),
    ("31 sales a store instead of 22", "每店售出31台，原为22台"),
    ("A third of families know us", "三分之一的家庭知道我们"),
    ("Agency delivers late", "代理商交付延误"),
    ("All visits were in new flats", "走访的都是新房"),
    ("An activity count", "只统计了活动次数"),
    ("App loses the machine", "App连不上机器"),
    ("Artwork", "设计稿"),
    ("Asked in the weekly meeting", "周会上问过"),
    ("Awareness", "知名度"),
    ("Be known", "打响知名度"),
    ("Brand", "品牌"),
    ("Buyer interviews", "买家访谈"),
    ("Checked claims", "审过的宣传用语"),
    ("Claims", "宣传用语"),
    ("Commits", "提交数"),
    ("Consent box is unreadable", "同意框看不清"),
    ("Creators and search get the money", "预算转给达人和搜索"),
    ("Cut", "剪辑"),
    ("Cut short video by half", "短视频投放减半"),
    ("Data engineer", "数据工程师"),
    ("Days to answer", "答复用时"),
    ("Deliver from two warehouses", "两仓发货"),
    ("Design frozen", "设计冻结"),
    ("Do enough people ask for an offer?", "询价的人够多吗？"),
    ("Docs freeze back to week 13", "文档冻结改回第13周"),
    ("Door hinge", "门铰链"),
    ("Draw visits by year", "按房龄抽取走访户"),
    ("Draw visits by year of the building", "按房龄抽取走访户"),
    ("Every other Tuesday", "隔周周二"),
    ("Everything is digital", "全部为线上交付"),
    ("Exams", "考试"),
    ("Film", "短片"),
    ("Film comes two weeks late", "短片晚了两周"),
    ("Film of the quiet kitchen", "《安静厨房》短片"),
    ("First picture", "首图"),
    ("Folded sells", "折叠款好卖"),
    ("Freeze on 10 June", "6月10日冻结"),
    ("Gate", "关口"),
    ("Group", "集团"),
    ("Keep the plan for landlords", "房东计划不变"),
    ("Landing page live", "落地页上线"),
    ("Later", "稍后"),
    ("Launch", "上市"),
    ("Launch announcement", "上市公告"),
    ("Launch on 1 September", "9月1日上市"),
    ("Legal", "法务"),
    ("List price", "标价"),
    ("List price stays", "标价不变"),
    ("M-05 from 20 May to 29 April", "M-05由5月20日提前到4月29日"),
    ("Mail", "邮件"),
    ("More sign-ups", "更多预约"),
    ("Nine of ten", "九成"),
    ("Nine of ten on the day", "九成当天完成"),
    ("No rough cut on a Friday", "周五没有粗剪"),
    ("Nobody reads on", "没人往下读"),
    ("Noise after nine is the first reason not to buy", "晚九点后的噪声是不买的首要原因"),
    ("Noise matters", "噪声很要紧"),
    ("none", "无"),
    ("Not yet", "尚未"),
    ("Notes come too late", "纪要发得太晚"),
    ("Notes come two days late", "纪要晚两天才发"),
    ("Notes on the day of the meeting", "会议当天发纪要"),
    ("On sale", "开售"),
    ("Orders", "订单"),
    ("Page later", "页面推迟"),
    ("Page live", "页面上线"),
    ("Page three weeks earlier", "页面提前三周"),
    ("Photo film", "拍摄短片"),
    ("Photo studio", "摄影棚"),
    ("Post", "推文"),
    ("Prepare", "准备"),
    ("Project board", "项目看板"),
    ("Qualified leads", "有效线索"),
    ("Quick questions", "快速提问"),
    ("Quiet first", "主打安静"),
    ("Rental flats", "出租房"),
    ("Renters", "租房人群"),
    ("Returns", "退货"),
    ("Returns are at 6%", "退货率达6%"),
    ("Sales", "销售"),
    ("Search", "搜索"),
    ("Sell", "卖出去"),
    ("Send the brief", "发出任务书"),
    ("Send the claims list", "发出宣传用语清单"),
    ("Shared calendar", "共享日历"),
    ("Shared files", "共享文件"),
    ("Shorter films", "更短的片子"),
    ("Shorter page", "精简页面"),
    ("Sign the second agency", "签下第二家代理商"),
    ("Sign-ups", "预约数"),
    ("Sign-ups are counted twice", "预约被重复计数"),
    ("Spare parts to the partners", "向合作方发备件"),
    ("Spring", "春季"),
    ("Spring launch", "春季上市"),
    ("Summer is quiet in the category", "夏季是品类淡季"),
    ("Tea", "茶歇"),
    ("Test shop", "测试商城"),
    ("Texts", "文案"),
    ("Texts checked", "文案已审"),
    ("The film comes late", "短片晚到"),
    ("The film is cut", "短片已剪好"),
    ("Trends", "趋势"),
    ("Twelve stores instead of twenty", "门店由二十家改为十二家"),
    ("Units sold", "销量"),
    ("Views", "播放量"),
    ("Visit old kitchens too", "也走访老厨房"),
    ("Waitlist page live", "预约页上线"),
    ("Watch leads until the fair", "展会前持续观察线索"),
    ("Web analytics", "网站分析"),
    ("Weekly rough cut", "每周粗剪"),
    ("Winter flight", "冬季投放"),
    ("Winter flight for renters", "冬季投放面向租房人群"),
    ("Write them in the meeting", "在会上写好"),
    ("paid by the parent company", "由母公司支付"),
    ("shop page", "商城页"),
    ("typed by the agency", "由代理商录入"),
    ("Samples are late", "样品延误"),
    ("Film is cut", "短片已剪好"),
    ("How loud is it really?", "到底有多吵？"),
    ("The hose does not fit", "软管装不上"),
    ("Is it loud?", "吵吗？"),
    ("Pilot", "试点"),
    ("Rain", "下雨"),
    ("Materials", "物料"),
    ("Media", "媒体"),
    ("People", "人员"),
    ("Stores", "门店"),
];
