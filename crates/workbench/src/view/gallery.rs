//! The gallery: the examples in their groups, and those that a search finds.

use crate::gallery::List;
use crate::model::Model;
use scenario::examples::Listing;
use std::rc::Rc;

/// What is drawn as the gallery.
#[derive(Clone, PartialEq, Debug)]
pub enum GalleryView {
    /// The list is on its way.
    Coming,
    /// The list did not come.
    Missing,
    /// Here it is.
    Here {
        /// All examples.
        list: Rc<[Listing]>,
        /// The id of the one that is on its way.
        opening: Option<String>,
    },
}

/// Examples under one heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// The heading.
    pub name: String,
    /// The examples.
    pub listings: Vec<Listing>,
}

impl GalleryView {
    pub(crate) fn new(model: &Model) -> GalleryView {
        let opening = model.gallery.wanted.as_ref();
        match &model.gallery.list {
            List::Unasked | List::Coming => GalleryView::Coming,
            List::Missing => GalleryView::Missing,
            List::Here(list) => GalleryView::Here {
                list: Rc::clone(list),
                opening: opening.map(|wanted| wanted.id.clone()),
            },
        }
    }
}

/// The examples in which every word of a search occurs, in their groups.
pub fn search(list: &[Listing], words: &str) -> Vec<Group> {
    let words = words.to_lowercase();
    let is_found = |listing: &&Listing| {
        let text = format!(
            "{} {} {} {} {}",
            listing.id, listing.group, listing.title, listing.summary, listing.teaches
        );
        let text = text.to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    };
    let mut groups: Vec<Group> = Vec::new();
    for listing in list.iter().filter(is_found) {
        match groups.last_mut() {
            Some(group) if group.name == listing.group => group.listings.push(listing.clone()),
            _ => groups.push(Group {
                name: listing.group.clone(),
                listings: vec![listing.clone()],
            }),
        }
    }
    groups
}
