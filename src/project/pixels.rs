//! How large images are.

use super::content::extension;
use super::{LinkTarget, Project};
use crate::source::files::Source;
use crate::source::{Limits, Problem};

/// The first bytes of most images that tell their size; others are read as a whole.
const HEAD: u64 = 1 << 16;

/// Width and height of an image in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels {
    /// The width.
    pub width: usize,
    /// The height.
    pub height: usize,
}

impl Pixels {
    /// The size of an image; `None` for what is no GIF, JPEG, PNG or WebP, or has no extent. That a file can be read at all is seen
    /// for all.
    pub(super) fn of_file(source: &dyn Source, path: &str, limits: &Limits) -> Result<Option<Self>, Box<Problem>> {
        let is_image = matches!(extension(path).as_str(), "gif" | "jpeg" | "jpg" | "png" | "webp");
        let head = source.bytes(path, if is_image { HEAD } else { 0 })?;
        if !is_image {
            return Ok(None);
        }
        let is_cut = head.len() as u64 == HEAD;
        Ok(Self::of_bytes(&head).or_else(|| Self::of_bytes(&source.bytes(path, limits.file_bytes).ok().filter(|_| is_cut)?)))
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let size = imagesize::blob_size(bytes).ok()?;
        (size.width > 0 && size.height > 0).then_some(Self { width: size.width, height: size.height })
    }
}

impl Project {
    /// The size of the image to which a link, as written in a file, leads.
    pub fn pixels(&self, from: usize, target: &str) -> Option<Pixels> {
        let LinkTarget::File(file, _) = self.follow(from, target) else { return None };
        self.files.get(file)?.pixels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::files::Memory;

    #[test]
    fn only_images_have_a_size() {
        // A GIF of 3 × 2 pixels: signature, then width and height, lowest byte first.
        let gif = b"GIF89a\x03\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;";
        let files: [(&str, &[u8]); 4] = [("A.GIF", gif), ("a.pdf", gif), ("b.png", b"no image"), ("c.gif", b"")];
        let source = Memory::new(files);
        let size = |path| Pixels::of_file(&source, path, &Limits::default()).unwrap();
        assert_eq!(files.map(|(path, _)| size(path)), [Some(Pixels { width: 3, height: 2 }), None, None, None]);
        assert!(Pixels::of_file(&source, "d.gif", &Limits::default()).is_err());
    }

    #[test]
    fn a_size_behind_long_notes_is_found() {
        // A JPEG: its start, two comments of the longest kind, then the frame with height and width.
        let comment = [&[0xFF, 0xFE, 0xFF, 0xFF][..], &vec![b' '; 0xFFFD]].concat();
        let frame = [0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x02, 0x00, 0x03, 0x01, 0x01, 0x11, 0x00];
        let jpeg = [&[0xFF, 0xD8][..], &comment, &comment, &frame].concat();
        let pixels = Pixels::of_file(&Memory::new([("a.jpg", jpeg)]), "a.jpg", &Limits::default()).unwrap();
        assert_eq!(pixels, Some(Pixels { width: 3, height: 2 }));
    }
}
