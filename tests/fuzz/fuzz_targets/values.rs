//! Days, numbers, amounts and levels are read or refused.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = alongside::calendar::Date::parse(text);
    let cell = format!("\"{}\"", text.replace('"', "\"\""));
    let row = |cells: usize| vec![cell.as_str(); cells].join(",");
    let tasks = format!("name,start,end,duration,percent,after,planned cost\nx,{}\n", row(6));
    let risks = format!("title,probability,impact,cost,delay,owner,status\nx,{}\n", row(6));
    let kpis = format!("name,unit,baseline,target,cadence\nx,{}\n", row(4));
    shared::read(&[("tasks.csv", &tasks), ("risks.csv", &risks), ("kpis.csv", &kpis)]);
});
