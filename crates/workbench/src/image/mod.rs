//! Pictures of the organization and of the decision path as SVG, for slides and papers. The same
//! state gives the same bytes.
//!
//! Not responsible for turning them into pixels: the browser does.

mod drawing;
mod path;
mod tree;

use crate::model::Model;

/// What a picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// The organization, as far as its rows are open.
    Organization,
    /// The verdict and its path.
    Path,
}

/// The form of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImageFormat {
    /// Lines and letters, sharp in every size.
    Svg,
    /// Pixels.
    Png,
}

/// The ground of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shade {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    /// The SVG document.
    pub svg: String,
    /// In pixels, at its own size.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Picture {
    /// All of them with what the menu says.
    pub const ALL: [(Picture, &'static str); 2] = [
        (Picture::Organization, "Organization"),
        (Picture::Path, "Decision path"),
    ];

    pub(crate) const fn file_word(self) -> &'static str {
        match self {
            Picture::Organization => "organization",
            Picture::Path => "decision path",
        }
    }
}

impl ImageFormat {
    /// All of them with what the menu says.
    pub const ALL: [(ImageFormat, &'static str); 2] =
        [(ImageFormat::Svg, "SVG"), (ImageFormat::Png, "PNG")];

    pub(crate) const fn extension(self) -> &'static str {
        match self {
            ImageFormat::Svg => "svg",
            ImageFormat::Png => "png",
        }
    }
}

/// The picture of what is on the page.
// A door of the split build: what lies behind it waits (ARCHITECTURE.md).
#[inline(never)]
pub(crate) fn image(model: &Model, picture: Picture, shade: Shade) -> Image {
    match picture {
        Picture::Organization => tree::image(model, shade),
        Picture::Path => path::image(model, shade),
    }
}
