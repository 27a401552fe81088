//! The list "My scenarios".

use super::dialog::WorksBody;
use crate::message::{Dialog, MOST_WORKS, Message};
use crate::model::Model;
use crate::works::{Holder, Works};

/// A kept scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it was changed and how large it is, such as "changed 5 minutes ago, 12 kB".
    pub detail: String,
    /// Whether it is in hand.
    pub current: bool,
    /// What is special about it: open here, open in another tab, not readable and why.
    pub remark: Option<String>,
    /// Whether it can be opened, copied and renamed.
    pub readable: bool,
    /// Opens it.
    pub open: Message,
    /// Makes a second one.
    pub duplicate: Message,
    /// Asks for another name.
    pub rename: Message,
    /// Writes it into a file.
    pub export: Message,
    /// Deletes it.
    pub delete: Message,
}

pub(super) fn body(model: &Model) -> WorksBody {
    let keeping = &model.keeping;
    let now = keeping.list.now;
    let works = |works| Message::Works(works);
    let row = |work: &crate::keeping::Work| {
        let listed = &work.listed;
        let id = || listed.id.clone();
        let current = keeping.work.as_ref() == Some(&listed.id);
        let remark = match (&work.title, listed.holder, current) {
            (Err(why), ..) => Some(format!(
                "It cannot be opened. {} Save it as a file to mend it by hand.",
                crate::edit::sentence(why)
            )),
            (_, Holder::OtherTab, _) => Some("Open in another tab".into()),
            (_, Holder::Free, true) => Some("Open in this tab".into()),
            (_, Holder::Free, false) => None,
        };
        WorkRow {
            title: match &work.title {
                Ok(title) => title.clone(),
                Err(_) => "Not readable".into(),
            },
            detail: format!(
                "{}, {}",
                changed(now, listed.stamp.time),
                size(listed.text.len())
            ),
            current,
            remark,
            readable: work.title.is_ok(),
            open: works(Works::Open(id())),
            duplicate: works(Works::Duplicate(id())),
            rename: Message::ShowDialog(Some(Dialog::RenameWork(id()))),
            export: works(Works::Export(id())),
            delete: works(Works::Delete(id())),
            id: id(),
        }
    };
    let rows: Option<Vec<WorkRow>> = keeping
        .list
        .works
        .as_ref()
        .map(|works| works.iter().map(row).collect());
    let bytes = keeping.list.works.iter().flatten();
    let bytes: usize = bytes.map(|work| work.listed.text.len()).sum();
    let count = rows.as_ref().map_or(0, Vec::len);
    let mut remark = match count {
        0 => "Nothing is kept yet. A scenario is kept in this browser from its first change on."
            .to_owned(),
        1 => format!(
            "1 scenario, {}. It is kept in this browser only.",
            size(bytes)
        ),
        _ => format!(
            "{count} scenarios, {}. They are kept in this browser only.",
            size(bytes)
        ),
    };
    if MOST_WORKS <= count + 10 {
        remark.push_str(&format!(" There is room for {MOST_WORKS}."));
    }
    if keeping.work.is_none() && 0 < count {
        let title = model.called();
        remark.push_str(&format!(
            " “{title}”, which is open, is kept from its first change on."
        ));
    }
    let deleted = keeping.list.deleted.as_ref();
    WorksBody {
        waiting: rows.is_none(),
        rows: rows.unwrap_or_default(),
        remark,
        deleted: deleted.map(|deleted| format!("Deleted “{}”.", deleted.work.called())),
    }
}

/// How long ago something was changed.
fn changed(now: u64, then: u64) -> String {
    if then == 0 {
        return "from an earlier version of this page".into();
    }
    let minutes = now.saturating_sub(then) / 60_000;
    let ago = |count: u64, unit: &str| match count {
        1 => format!("changed 1 {unit} ago"),
        _ => format!("changed {count} {unit}s ago"),
    };
    match minutes {
        0 => "changed just now".into(),
        1..60 => ago(minutes, "minute"),
        60..1440 => ago(minutes / 60, "hour"),
        1440..43_200 => ago(minutes / 1440, "day"),
        43_200..525_600 => ago(minutes / 43_200, "month"),
        _ => ago(minutes / 525_600, "year"),
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_said_as_people_say_them() {
        let now = 1_764_031_571_000;
        let ago = |minutes: u64| changed(now, now - minutes * 60_000);
        let said = [0, 1, 59, 60, 1439, 1440, 43_199, 43_200, 525_600].map(ago);
        expect_test::expect![[r#"
            [
                "changed just now",
                "changed 1 minute ago",
                "changed 59 minutes ago",
                "changed 1 hour ago",
                "changed 23 hours ago",
                "changed 1 day ago",
                "changed 29 days ago",
                "changed 1 month ago",
                "changed 1 year ago",
            ]
        "#]]
        .assert_debug_eq(&said);
        // A clock that was put back.
        assert_eq!(changed(5, 1_000_000_000), "changed just now");
        assert_eq!(
            [999, 12_345, 1_960_000].map(size),
            ["999 bytes", "12 kB", "1.9 MB"]
        );
    }
}
