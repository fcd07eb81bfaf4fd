//! The records of a workbook before 2007: a number, a length, and data that may go on in records behind (\[MS-XLS\] 2.1.4).

/// The record in which the one before goes on.
const CONTINUED: u16 = 0x003C;

/// A record with all the pieces of its data.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pieces: Vec<&'s [u8]>,
}

impl Record<'_> {
    pub(super) fn data(&self) -> Pieces<'_> {
        let (first, rest) = self.pieces.split_first().map_or((&[] as &[u8], &[] as &[&[u8]]), |(first, rest)| (*first, rest));
        Pieces { piece: first, rest }
    }
}

/// The records of a stream from a place on. What is cut off ends them.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream.get(start..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, data) = record(&mut rest)?;
        let mut pieces = vec![data];
        let mut behind = rest;
        while let Some((CONTINUED, data)) = record(&mut behind) {
            pieces.push(data);
            rest = behind;
        }
        Some(Record { kind, pieces })
    })
}

fn record<'s>(rest: &mut &'s [u8]) -> Option<(u16, &'s [u8])> {
    let (head, behind) = rest.split_first_chunk::<4>()?;
    let [kind_low, kind_high, length_low, length_high] = *head;
    let length = usize::from(u16::from_le_bytes([length_low, length_high]));
    let (data, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    Some((u16::from_le_bytes([kind_low, kind_high]), data))
}

/// What is left of a record's data.
pub(super) struct Pieces<'r> {
    piece: &'r [u8],
    rest: &'r [&'r [u8]],
}

impl Pieces<'_> {
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.bytes().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    /// The row and the column of a cell.
    pub(super) fn place(&mut self) -> Option<(u32, u32)> {
        Some((u32::from(self.u16()?), u32::from(self.u16()?)))
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.piece.len() {
            count -= self.piece.len();
            self.next_piece()?;
        }
        self.piece = self.piece.get(count..)?;
        Some(())
    }

    /// A text with its length in two bytes before it.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        self.characters(usize::from(length))
    }

    /// A text that may be set in several ways, which stands behind it and is left out (\[MS-XLS\] 2.5.293).
    pub(super) fn rich_text(&mut self) -> Option<String> {
        let (length, flags) = (self.u16()?, self.u8()?);
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let further = if flags & 4 == 0 { 0 } else { self.u32()? as usize };
        let text = self.units(usize::from(length), flags)?;
        self.skip(runs * 4)?;
        self.skip(further)?;
        Some(text)
    }

    /// So many characters, behind a byte that says whether each has one byte or two.
    pub(super) fn characters(&mut self, count: usize) -> Option<String> {
        let flags = self.u8()?;
        self.units(count, flags)
    }

    /// Where characters go on in the next piece, it says anew how many bytes each has.
    fn units(&mut self, count: usize, mut flags: u8) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            if self.piece.is_empty() {
                self.next_piece()?;
                flags = self.byte()?;
            }
            let low = self.byte()?;
            let high = if flags & 1 == 0 { 0 } else { self.byte()? };
            units.push(u16::from_le_bytes([low, high]));
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.next_piece()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    fn next_piece(&mut self) -> Option<()> {
        let (next, rest) = self.rest.split_first()?;
        (self.piece, self.rest) = (next, rest);
        Some(())
    }
}
