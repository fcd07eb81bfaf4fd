//! What the product as a whole must keep to.

#![cfg(test)]

mod circles;
mod citations;
mod cli;
mod damage;
mod defects;
mod dependencies;
mod encodings;
mod first_page;
mod fix;
mod floors;
mod formats;
mod forms;
mod generated;
mod habits;
mod history;
mod hostile;
mod import;
mod init;
mod internal;
mod leaks;
mod lsp;
mod manual;
mod new;
mod order;
mod planted;
mod promises;
mod quarter;
mod report;
mod schemas;
mod scratch;
mod serve;
mod site;
mod snapshots;
mod stylesheet;
mod subtract;
mod surroundings;
mod time;
mod vanish;
mod vectors;
mod versions;
mod ways_in;
mod words;
mod workbooks;
