//! What the product as a whole must keep to.

#![cfg(test)]

mod defects;
mod encodings;
mod floors;
mod forms;
mod scratch;
