//! How a very long register is cut into pages.

/// A register with more rows than these has several pages.
const MOST_ROWS: usize = 500;

/// The rows of each of them.
pub(crate) const ROWS: usize = 120;

/// How many pages a register of so many rows has.
pub(crate) const fn count(rows: usize) -> usize {
    if rows > MOST_ROWS { rows.div_ceil(ROWS) } else { 1 }
}

/// The page that holds a row, counted from 0.
pub(crate) const fn of_row(rows: usize, row: usize) -> usize {
    if rows > MOST_ROWS { row / ROWS } else { 0 }
}

/// The rows of a page.
pub(crate) fn rows<T>(all: &[T], sheet: usize) -> &[T] {
    if count(all.len()) == 1 { all } else { all.chunks(ROWS).nth(sheet).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page() {
        for n in [0, 1, 500, 501, 600, 601] {
            let all: Vec<usize> = (0..n).collect();
            let sheets: Vec<&[usize]> = (0..count(n)).map(|sheet| rows(&all, sheet)).collect();
            assert_eq!(sheets.concat(), all);
            assert!(sheets.iter().enumerate().all(|(at, sheet)| sheet.iter().all(|row| of_row(n, *row) == at)), "{n}");
        }
        assert_eq!([500, 501, 600, 601].map(count), [1, 5, 5, 6]);
    }
}
