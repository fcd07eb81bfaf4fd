//! The comparisons of a file, and its text with a switch at each.

use std::collections::BTreeMap;
use std::ops::Range;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr, Token};

/// A comparison that can be turned round.
pub struct Site {
    /// The file, from the root of the repository.
    pub file: String,
    /// The line that it begins in.
    pub line: usize,
    /// The function it stands in.
    pub function: String,
    /// As it is written, on one line.
    pub before: String,
    /// As it reads when it is turned round.
    pub after: String,
    turned: &'static str,
    whole: Range<usize>,
    left: Range<usize>,
    right: Range<usize>,
    written: &'static str,
}

impl Site {
    /// What it is called in the list, whatever line it stands in.
    pub fn name(&self) -> String {
        format!("{} | {} | {} → {}", self.file, self.function, self.before, self.after)
    }
}

/// The comparisons of a file; those alike in one function are told apart by their number.
pub fn find(file: &str, text: &str) -> syn::Result<Vec<Site>> {
    let parsed = syn::parse_file(text)?;
    let mut finder = Finder { file, text, functions: Vec::new(), sites: Vec::new() };
    finder.visit_file(&parsed);
    let mut sites = finder.sites;
    sites.sort_by_key(|site| (site.whole.start, std::cmp::Reverse(site.whole.end)));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for site in &mut sites {
        let count = seen.entry(site.name()).or_default();
        *count += 1;
        if *count > 1 {
            site.after += &format!(" #{count}");
        }
    }
    Ok(sites)
}

/// The text of a file with a switch at each of its sites, whose numbers begin at `first`.
pub fn rewrite(text: &str, sites: &[Site], first: usize) -> String {
    let numbered: Vec<(usize, &Site)> = sites.iter().enumerate().map(|(at, site)| (first + at, site)).collect();
    render(text, 0..text.len(), &numbered)
}

/// Sites come in the order of their beginnings, the outer before the inner.
fn render(text: &str, range: Range<usize>, sites: &[(usize, &Site)]) -> String {
    let (mut out, mut at) = (String::new(), range.start);
    for (index, (id, site)) in sites.iter().enumerate() {
        let is_inside = site.whole.start >= at && site.whole.end <= range.end;
        if !is_inside {
            continue;
        }
        let inner = &sites[index + 1..];
        let (left, right) = (render(text, site.left.clone(), inner), render(text, site.right.clone(), inner));
        out += &text[at..site.whole.start];
        let (turned, written) = (site.turned, site.written);
        out += &format!("(if crate::mutants::on({id}) {{ (({left}) {turned} ({right})) }} else {{ (({left}) {written} ({right})) }})");
        at = site.whole.end;
    }
    out + &text[at..range.end]
}

struct Finder<'a> {
    file: &'a str,
    text: &'a str,
    functions: Vec<String>,
    sites: Vec<Site>,
}

impl Finder<'_> {
    fn enter(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.functions.push(name);
        visit(self);
        self.functions.pop();
    }

    /// Values of a macro are read as expressions where they can be; what only the macro understands is left alone.
    fn tokens(&mut self, tokens: &TokenStream) {
        let values = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone());
        let values = values.map(|values| values.into_iter().collect()).or_else(|_| guarded.parse2(tokens.clone()));
        for value in values.unwrap_or_default() {
            self.visit_expr(&value);
        }
    }
}

/// The value and the guard of `matches!`.
fn guarded(input: ParseStream<'_>) -> syn::Result<Vec<Expr>> {
    let value = input.parse()?;
    input.parse::<Token![,]>()?;
    syn::Pat::parse_multi_with_leading_vert(input)?;
    let mut values = vec![value];
    if input.parse::<Option<Token![if]>>()?.is_some() {
        values.push(input.parse()?);
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(values)
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Const(_) | syn::Item::Static(_) => return,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Macro(item) if item.ident.is_some() => return,
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if item.sig.constness.is_none() {
            self.enter(item.sig.ident.to_string(), |finder| visit::visit_item_fn(finder, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if item.sig.constness.is_none() && !is_test(&item.attrs) {
            self.enter(item.sig.ident.to_string(), |finder| visit::visit_impl_item_fn(finder, item));
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.enter(item.sig.ident.to_string(), |finder| visit::visit_trait_item_fn(finder, item));
    }

    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}

    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}

    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}

    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(&call.tokens);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        if let Some((written, turned)) = turned(&binary.op) {
            let (left, right) = (binary.left.span().byte_range(), binary.right.span().byte_range());
            let line = |range: &Range<usize>| self.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let (before, whole) = (line(&(left.start..right.end)), left.start..right.end);
            self.sites.push(Site {
                file: self.file.to_owned(),
                line: binary.span().start().line,
                function: self.functions.last().cloned().unwrap_or_default(),
                after: turned.to_owned(),
                before,
                turned,
                written,
                whole,
                left,
                right,
            });
        }
        visit::visit_expr_binary(self, binary);
    }
}

/// A comparison and its neighbour.
fn turned(operator: &BinOp) -> Option<(&'static str, &'static str)> {
    Some(match operator {
        BinOp::Lt(_) => ("<", "<="),
        BinOp::Le(_) => ("<=", "<"),
        BinOp::Gt(_) => (">", ">="),
        BinOp::Ge(_) => (">=", ">"),
        BinOp::Eq(_) => ("==", "!="),
        BinOp::Ne(_) => ("!=", "=="),
        _ => return None,
    })
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_for_tests = |list: &syn::MetaList| list.tokens.to_string() == "test";
        attribute.path().is_ident("test") || attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(is_for_tests)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        rewrite(text, &find("a.rs", text).unwrap(), 7)
    }

    #[test]
    fn a_comparison_becomes_a_switch() {
        assert_eq!(
            rewritten("fn late(a: u8) -> bool { a < 3 }"),
            "fn late(a: u8) -> bool { (if crate::mutants::on(7) { ((a) <= (3)) } else { ((a) < (3)) }) }"
        );
    }

    #[test]
    fn one_within_another_stands_in_both_branches() {
        let text = rewritten("fn f(x: &[u8]) -> bool { x.iter().filter(|x| **x > 1).count() == 2 }");
        assert_eq!(text.matches("on(7)").count(), 1, "{text}");
        assert_eq!(text.matches("on(8)").count(), 2, "{text}");
    }

    #[test]
    fn what_is_constant_or_a_test_is_left_alone() {
        for text in [
            "const LONG: bool = 1 < 2;",
            "const fn is_long(n: u8) -> bool { n > 2 }",
            "#[cfg(test)] mod tests { fn f() -> bool { 1 < 2 } }",
            "fn f() -> Vec<u8> { [0; 1 + (2 < 3) as usize].to_vec() }",
            "macro_rules! less { ($a:expr) => { $a < 2 }; }",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }

    #[test]
    fn values_and_guards_of_macros_are_comparisons_too() {
        let sites = find("a.rs", "fn f(n: u8) -> bool { vec![n < 1].len() > 0 && matches!(n, 1 | 2 if n >= 2) }").unwrap();
        let written: Vec<&str> = sites.iter().map(|site| site.before.as_str()).collect();
        assert_eq!(written, ["vec![n < 1].len() > 0", "n < 1", "n >= 2"]);
    }

    #[test]
    fn those_alike_in_one_function_have_a_number() {
        let sites = find("a.rs", "fn f(n: u8) -> u8 { if n < 1 { 1 } else if n < 1 { 2 } else { 3 } }").unwrap();
        assert_eq!(sites.iter().map(Site::name).collect::<Vec<_>>(), ["a.rs | f | n < 1 → <=", "a.rs | f | n < 1 → <= #2"]);
    }
}
