//! The archive that a workbook is: what is in it, and what that weighs unpacked.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;

use super::Refused;

/// The archive of some bytes.
pub(super) type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens an archive whose parts weigh no more than so many bytes, which is tried: what an archive says of itself may not be true.
pub(super) fn open(bytes: &[u8], most: u64) -> Result<Package<'_>, Refused> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    let mut left = most;
    for at in 0..package.len() {
        let part = package.by_index(at).map_err(|_| Refused::Damaged)?;
        let size = copy(&mut part.take(left.saturating_add(1)), &mut sink()).map_err(|_| Refused::Damaged)?;
        left = left.checked_sub(size).ok_or(Refused::TooHeavy(most))?;
    }
    Ok(package)
}

/// The text of a part, if there is one of the name.
pub(super) fn part(package: &mut Package<'_>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    package.by_name(name).ok()?.read_to_end(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}
