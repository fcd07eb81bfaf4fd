//! How large images are.

use std::path::Path;

use super::{LinkTarget, Project};

/// Width and height of an image in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels {
    /// The width.
    pub width: usize,
    /// The height.
    pub height: usize,
}

impl Pixels {
    /// The size that the head of a file tells; `None` for what is no GIF, JPEG, PNG or WebP, or has no extent.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        if !["gif", "jpeg", "jpg", "png", "webp"].contains(&extension.as_str()) {
            return None;
        }
        let size = imagesize::size(path).ok()?;
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

    #[test]
    fn only_images_have_a_size() {
        let folder = std::env::temp_dir().join(format!("alongside-pixels-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        // A GIF of 3 × 2 pixels: signature, then width and height, lowest byte first.
        let gif = b"GIF89a\x03\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;";
        let read = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).unwrap();
            Pixels::of_file(&path)
        };
        let found = [read("A.GIF", gif), read("a.pdf", gif), read("b.png", b"no image"), read("c.gif", b"")];
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [Some(Pixels { width: 3, height: 2 }), None, None, None]);
    }
}
