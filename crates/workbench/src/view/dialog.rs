//! The dialogs: what each asks, what can be chosen, and the message that an answer sends.

use super::managed::{self, ManagedView};
use super::version;
use crate::attachments;
use crate::item::Item;
use crate::message::{Details, Dialog, Message, Thing};
use crate::model::Model;
use crate::share::ShareView;
use crate::update::refusal_of_attaching;
use crate::view::effective::EffectiveView;
use crate::view::fill::FillView;
use crate::view::find;
use crate::view::gallery::GalleryView;
use crate::view::works::{self, WorkRow};
use crate::works::Works;
use iam::{AccountId, PolicyKind};
use scenario::{NodeKind, NodeRef, PolicyRef, Scenario, edit};

/// What is drawn as a dialog.
#[derive(Clone, PartialEq, Debug)]
pub struct DialogView {
    /// Which; makes the message from what is typed.
    pub dialog: Dialog,
    /// Its heading.
    pub title: String,
    /// Why the answer before was refused.
    pub problem: Option<String>,
    /// What it asks.
    pub body: Body,
}

/// What a dialog asks.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// One of a list.
    Choices {
        /// What is said above the list, such as how much of a quota is used.
        remark: String,
        /// The list.
        choices: Vec<Choice>,
    },
    /// A name; `Dialog::named` makes the message.
    Name {
        /// What is typed.
        label: &'static str,
        /// What stands there at first.
        value: String,
        /// What the button says.
        button: &'static str,
    },
    /// Name and id of an account; `Dialog::account` makes the message.
    Account {
        /// An id that is free.
        id: String,
    },
    /// Name and kind of a policy; `Dialog::policy` makes the message.
    Policy {
        /// What it is called at first.
        name: String,
        /// The kinds with their names; the most likely first.
        kinds: Vec<(PolicyKind, &'static str)>,
        /// What the button says.
        button: &'static str,
    },
    /// Tags, path and the like; `Dialog::details` makes the message.
    Details(Details),
    /// One of many, looked for with `Search`.
    Search {
        /// What is typed.
        label: &'static str,
        /// The present text.
        query: String,
        /// What was found.
        choices: Vec<Choice>,
        /// How many more there are, or that there is none.
        remark: String,
    },
    /// A text to fill the request from.
    Fill(FillView),
    /// The visitor's scenarios.
    Works(WorksBody),
    /// What is shared, and how.
    Share(Box<ShareView>),
    /// An example.
    Gallery(GalleryView),
    /// The effective policies of a node.
    Effective(EffectiveView),
    /// One of AWS's own policies.
    Managed(ManagedView),
    /// Terms, with what is said of each.
    About(Vec<(&'static str, String)>),
    /// The keys of the page, by where they work.
    Keys(&'static [(&'static str, Keys)]),
}

/// The visitor's scenarios.
#[derive(Clone, PartialEq, Debug)]
pub struct WorksBody {
    /// Whether the browser has not answered yet.
    pub waiting: bool,
    /// All of them, the one that was changed last first.
    pub rows: Vec<WorkRow>,
    /// How many they are, and where they are kept.
    pub remark: String,
    /// What was deleted last and can be brought back by `Works::Restore`.
    pub deleted: Option<String>,
}

/// Something to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// A remark beside it, such as a policy's kind.
    pub detail: String,
    /// How deep it stands in the tree, from 0.
    pub level: u32,
    /// What choosing it does.
    pub message: Message,
    /// Why it cannot be chosen.
    pub problem: Option<String>,
}

/// Keys, each with what it does.
pub type Keys = &'static [(&'static str, &'static str)];

/// Each as docs/ACCESSIBILITY.md has it, by where it works; what menus and dialogs have in common
/// is not told here.
pub(crate) const KEYS: [(&str, Keys); 7] = [
    (
        "Anywhere but in text fields",
        &[
            ("Ctrl+Z", "undo"),
            ("Ctrl+Shift+Z, Ctrl+Y", "redo"),
            ("Ctrl+S", "keep now, with a link in the address bar"),
            ("F9", "open or close the matrix"),
            ("?", "this list"),
        ],
    ),
    (
        "Organization",
        &[
            ("Up, Down, Home, End", "go to another row"),
            ("Right, Left", "open or go in, close or go out"),
            (
                "letters and digits",
                "go to the next row that begins with them",
            ),
            ("/", "search, where there are many rows"),
            ("Enter, Space, Shift+F10", "menu of the row"),
            ("Alt+Enter", "effective policies"),
            ("F2", "rename"),
            ("Delete", "delete"),
            (
                "Ctrl+X, then Ctrl+V on another row",
                "move an account or OU",
            ),
            ("Tab", "go to the row’s menu button, then on"),
            ("Escape", "close it, where it covers the policy"),
        ],
    ),
    (
        "Policy editor",
        &[
            ("Tab, Shift+Tab", "leave"),
            ("Ctrl+], Ctrl+[", "indent more, less"),
            ("F8, Shift+F8", "next, previous finding"),
            ("Ctrl+.", "put the finding right"),
            ("Ctrl+Space", "complete"),
        ],
    ),
    (
        "Decision path",
        &[
            ("Enter, Space on a line of the path", "open or close it"),
            ("Enter, Space on a statement", "show it in the editor"),
        ],
    ),
    (
        "Walk along the path",
        &[
            ("Left, Right, Home, End", "go to another stop"),
            ("Escape", "end the walk"),
        ],
    ),
    (
        "Matrix",
        &[
            ("arrow keys, Page Up, Page Down", "go to another cell"),
            ("Home, End", "first, last cell of the row"),
            ("Ctrl+Home, Ctrl+End", "first, last cell of all"),
            ("Enter, Space", "ask what the cell asks"),
        ],
    ),
    (
        "Lines between the parts",
        &[
            (
                "arrow keys, with Shift farther",
                "make the part larger or smaller",
            ),
            ("Home, End", "as small, as large as can be"),
            ("Enter", "usual size"),
        ],
    ),
];

impl Dialog {
    /// The message of a dialog that asks for a name.
    pub fn named(&self, name: String) -> Option<Message> {
        match self {
            Dialog::Rename(item) => Some(Message::Rename(item.clone(), name)),
            Dialog::NewOu(parent) => Some(Message::AddOu {
                parent: *parent,
                name,
            }),
            Dialog::RenamePolicy(policy) => Some(Message::RenamePolicy(*policy, name)),
            Dialog::RenameWork(id) => Some(Message::Works(Works::Rename(id.clone(), name))),
            Dialog::NewIn(account, thing) => {
                let (account, thing) = (*account, *thing);
                Some(Message::AddTo {
                    account,
                    thing,
                    name,
                })
            }
            _ => None,
        }
    }

    /// The message of the dialog that asks for details.
    pub fn details(&self, details: Details) -> Option<Message> {
        match self {
            Dialog::Details(item) => Some(Message::SetDetails(item.clone(), details)),
            _ => None,
        }
    }

    /// The message of the dialog that asks for an account.
    pub fn account(&self, name: String, id: String) -> Option<Message> {
        match self {
            Dialog::NewAccount(parent) => Some(Message::AddAccount {
                parent: *parent,
                name,
                id,
            }),
            _ => None,
        }
    }

    /// The message of the dialog that asks for a policy.
    pub fn policy(&self, kind: PolicyKind, name: String) -> Option<Message> {
        match self {
            Dialog::NewPolicy => Some(Message::NewPolicy(kind, name)),
            Dialog::NewPolicyFor(item) => Some(Message::NewPolicyFor(item.clone(), kind, name)),
            Dialog::AddPolicy(_, text) => Some(Message::AddPolicy(kind, name, text.clone())),
            _ => None,
        }
    }
}

impl DialogView {
    /// The dialog of a model, if one is shown.
    pub fn new(model: &Model) -> Option<DialogView> {
        DialogView::of(model, model.dialog()?)
    }

    // A door of the split build: what lies behind it waits (ARCHITECTURE.md).
    #[inline(never)]
    fn of(model: &Model, dialog: &Dialog) -> Option<DialogView> {
        let scenario = model.scenario();
        let name = |label, value: String, button| Body::Name {
            label,
            value,
            button,
        };
        let label = |item: &Item| attachments::label(scenario, item);
        let node = |node: &NodeRef| label(&Item::Node(*node));
        let (title, body) = match dialog {
            Dialog::MoveTo(moved) => (
                match moved {
                    Item::Account(_) => format!("Invite {} into the organization", label(moved)),
                    _ => format!("Move {} to…", label(moved)),
                },
                choices(places(scenario, moved)),
            ),
            Dialog::Effective(of) => (
                format!("Effective policies of {}", node(of)),
                Body::Effective(EffectiveView::new(model, *of)),
            ),
            Dialog::Attach(item) => (
                format!("Attach to {}", label(item)),
                Body::Choices {
                    remark: quotas(scenario, item),
                    choices: attachable(model, item),
                },
            ),
            Dialog::Detach(item) => (
                format!("Detach from {}", label(item)),
                choices(detachable(scenario, item)),
            ),
            Dialog::Rename(item) => (
                format!("Rename {}", label(item)),
                name("Name", full_name(scenario, item), "Rename"),
            ),
            Dialog::NewOu(parent) => (
                format!("New OU under {}", node(parent)),
                name("Name", String::new(), "Create"),
            ),
            Dialog::NewAccount(parent) => (
                match parent {
                    Some(parent) => format!("New account under {}", node(parent)),
                    None => "New account on its own".into(),
                },
                Body::Account {
                    id: free_account_id(scenario),
                },
            ),
            Dialog::NewIn(account, thing) => {
                let place = label(&Item::account(scenario, *account));
                let asked = match thing {
                    Thing::Resource => "ARN",
                    Thing::Endpoint => "ID, such as vpce-0123456789abcdef0",
                    Thing::User | Thing::Group | Thing::Role => "Name",
                };
                let title = format!("New {} in {place}", thing.word());
                (title, name(asked, String::new(), "Create"))
            }
            Dialog::Details(item) => (
                format!("Details of {}", label(item)),
                Body::Details(details(scenario, item)?),
            ),
            Dialog::Groups(account, user) => (
                format!("Groups of {user}"),
                choices(groups(scenario, *account, user)),
            ),
            Dialog::RenameWork(id) => {
                let title = model.keeping.list.find(id)?.called().to_owned();
                (format!("Rename {title}"), name("Name", title, "Rename"))
            }
            Dialog::FindMaker(back) => (
                "Who makes the session?".into(),
                find::callers(model, |caller| Message::SetMaker(*back, Some(caller))),
            ),
            other => of_policies(model, other).or_else(|| of_the_page(model, other))?,
        };
        Some(DialogView {
            dialog: dialog.clone(),
            title,
            problem: model.page.problem.clone(),
            body,
        })
    }
}

/// Heading and body of a dialog that is about a policy.
fn of_policies(model: &Model, dialog: &Dialog) -> Option<(String, Body)> {
    let made = |name, kinds, button| Body::Policy {
        name,
        kinds,
        button,
    };
    let shown = match dialog {
        Dialog::NewPolicy => (
            "New policy".into(),
            made(String::new(), kinds(None), "Create"),
        ),
        Dialog::NewPolicyFor(item) => {
            let kinds = attachments::kinds(item).into_iter().map(named).collect();
            let place = attachments::label(model.scenario(), item);
            let body = made(String::new(), kinds, "Create and attach");
            (format!("New policy for {place}"), body)
        }
        Dialog::AddPolicy(name, text) => (
            "This is a policy. Add it to the library?".into(),
            made(name.clone(), kinds(Some(likely_kind(text))), "Add"),
        ),
        Dialog::RenamePolicy(policy) => {
            let value = model.scenario().policies.get(*policy)?.name.clone();
            let title = format!("Rename {value}");
            let body = Body::Name {
                label: "Name",
                value,
                button: "Rename",
            };
            (title, body)
        }
        _ => return None,
    };
    Some(shown)
}

/// Heading and body of a dialog that is about nothing in particular.
fn of_the_page(model: &Model, dialog: &Dialog) -> Option<(String, Body)> {
    let (title, body) = match dialog {
        Dialog::Works => ("My scenarios", Body::Works(works::body(model))),
        Dialog::AssumeRole => ("Assume a role", find::roles(model)),
        Dialog::FindCaller => ("Who asks?", find::callers(model, Message::SetCaller)),
        Dialog::Fill => (
            "Fill from an error message or event",
            Body::Fill(FillView::new(model)),
        ),
        Dialog::ManagedPolicies => ("Add an AWS managed policy", managed::body(model)),
        Dialog::About => ("About IAM Playground", version::body(model)),
        Dialog::Share => (
            "Share this scenario",
            Body::Share(Box::new(ShareView::new(model)?)),
        ),
        Dialog::Gallery => ("Examples", Body::Gallery(GalleryView::new(model))),
        Dialog::Keys => ("Keyboard shortcuts", Body::Keys(&KEYS)),
        _ => return None,
    };
    Some((title.into(), body))
}

/// The kinds of policies, one of them first.
fn kinds(first: Option<PolicyKind>) -> Vec<(PolicyKind, &'static str)> {
    let others = PolicyKind::ALL.into_iter();
    let others = others.filter(|kind| Some(*kind) != first);
    let all = first.into_iter().chain(others);
    all.map(named).collect()
}

fn named(kind: PolicyKind) -> (PolicyKind, &'static str) {
    let name = match kind {
        PolicyKind::Identity => "inline policy (identity-based)",
        PolicyKind::Managed => "managed policy (identity-based)",
        other => other.name(),
    };
    (kind, name)
}

/// The kind that a policy's text speaks for: who is named in it, it is attached to a resource.
fn likely_kind(text: &str) -> PolicyKind {
    match (
        text.contains("\"Principal\""),
        text.contains("sts:AssumeRole"),
    ) {
        (true, true) => PolicyKind::RoleTrust,
        (true, false) => PolicyKind::Resource,
        (false, _) => PolicyKind::Managed,
    }
}

const fn choices(choices: Vec<Choice>) -> Body {
    let remark = String::new();
    Body::Choices { remark, choices }
}

/// How many policies are attached to an item, of each kind that AWS counts.
fn quotas(scenario: &Scenario, item: &Item) -> String {
    let of_kind = |(kind, words): (PolicyKind, &str)| {
        let (used, most) = edit::quota(scenario, kind, &edit::Target::from(item))?;
        // RCPFullAWSAccess is attached everywhere, and AWS counts it.
        let own = usize::from(kind == PolicyKind::Rcp);
        Some(format!("{} of {} {words}", used + own, most + own))
    };
    let counted = [
        (PolicyKind::Scp, "SCPs"),
        (PolicyKind::Rcp, "RCPs, RCPFullAWSAccess included"),
        (PolicyKind::Managed, "managed policies"),
    ];
    let counted: Vec<String> = counted.into_iter().filter_map(of_kind).collect();
    match counted.is_empty() {
        true => String::new(),
        false => format!("Attached here: {}.", counted.join("; ")),
    }
}

/// Everywhere an item could go, and why it cannot go there.
pub(crate) fn places(scenario: &Scenario, moved: &Item) -> Vec<Choice> {
    match moved {
        Item::Resource(owner, arn) => owners(scenario, *owner, arn),
        Item::Account(account) => containers(scenario, None, |parent| {
            let problem = edit::can_join(scenario, *account, parent).err();
            (Message::Join(*account, parent), problem)
        }),
        Item::Node(node) => {
            let tree = scenario.organization.as_ref();
            let present = tree.and_then(|tree| tree.node(*node)?.parent());
            containers(scenario, present, |parent| {
                let problem = edit::can_move(scenario, *node, parent).err();
                let node = *node;
                (Message::MoveNode { node, parent }, problem)
            })
        }
        Item::User(..) | Item::Group(..) | Item::Role(..) | Item::Endpoint(..) => Vec::new(),
    }
}

/// The accounts that could own a resource.
fn owners(scenario: &Scenario, from: AccountId, arn: &str) -> Vec<Choice> {
    let choice = |to: AccountId| Choice {
        label: crate::item::account_name(scenario, to),
        detail: match to == from {
            true => HERE.into(),
            false => to.to_string(),
        },
        level: 0,
        message: Message::HandOver {
            from,
            arn: arn.to_owned(),
            to,
        },
        problem: edit::can_hand_over(scenario, from, arn, to)
            .err()
            .map(|refusal| refusal.to_string()),
    };
    scenario.accounts.keys().copied().map(choice).collect()
}

/// Remarks that something stands there already.
pub(crate) const HERE: &str = "here now";

/// The root and the OUs, each with what choosing it does or why it cannot be chosen.
fn containers(
    scenario: &Scenario,
    present: Option<NodeRef>,
    offer: impl Fn(NodeRef) -> (Message, Option<edit::Refusal>),
) -> Vec<Choice> {
    let Some(tree) = &scenario.organization else {
        return Vec::new();
    };
    let containers = tree
        .walk()
        .filter(|(_, _, node)| !matches!(node.kind, NodeKind::Account(_)));
    let choice = |(parent, level, _): (NodeRef, u32, &scenario::Node)| {
        let is_here = present == Some(parent);
        let (message, problem) = offer(parent);
        Choice {
            label: Item::Node(parent).name(scenario),
            detail: if is_here { HERE.into() } else { String::new() },
            level,
            message,
            problem: problem
                .filter(|_| !is_here)
                .map(|refusal| refusal.to_string()),
        }
    };
    containers.map(choice).collect()
}

/// The policies whose kind goes on an item and that are not attached to it, and a new one.
fn attachable(model: &Model, item: &Item) -> Vec<Choice> {
    let scenario = model.scenario();
    let attached = attachments::to_item(scenario, item);
    let kinds = attachments::kinds(item);
    let others = scenario
        .policies
        .iter()
        .filter(|(policy, document)| kinds.contains(&document.kind) && !attached.contains(policy));
    let choice = |(policy, document): (PolicyRef, &scenario::PolicyDocument)| Choice {
        label: document.name.clone(),
        detail: document.kind.name().into(),
        level: 0,
        message: Message::Attach(policy, item.clone()),
        problem: refusal_of_attaching(scenario, policy, item),
    };
    let new = Choice {
        label: "New policy…".into(),
        detail: match kinds.as_slice() {
            [kind] => kind.name().into(),
            _ => String::new(),
        },
        level: 0,
        message: Message::ShowDialog(Some(Dialog::NewPolicyFor(item.clone()))),
        problem: None,
    };
    others.map(choice).chain([new]).collect()
}

fn detachable(scenario: &Scenario, item: &Item) -> Vec<Choice> {
    let attached = attachments::to_item(scenario, item).into_iter();
    let choices = attached.filter_map(|policy| {
        let document = scenario.policies.get(policy)?;
        Some(Choice {
            label: document.name.clone(),
            detail: document.kind.name().into(),
            level: 0,
            message: Message::Detach(policy, item.clone()),
            problem: edit::can_detach(scenario, policy, &edit::Target::from(item))
                .err()
                .map(|refusal| refusal.to_string()),
        })
    });
    choices.collect()
}

/// The groups of an account; choosing one takes the user in or out.
fn groups(scenario: &Scenario, account: AccountId, user: &str) -> Vec<Choice> {
    let Some(held) = scenario.account(account) else {
        return Vec::new();
    };
    let is_in = |group: &str| {
        let groups = held.user(user).map(|user| user.groups.as_slice());
        let mut groups = groups.unwrap_or_default().iter();
        groups.any(|held| held.eq_ignore_ascii_case(group))
    };
    let choice = |group: &scenario::Group| {
        let (user, name) = (user.to_owned(), group.name.clone());
        let (detail, message) = match is_in(&name) {
            true => (
                "member; choose to leave",
                Message::LeaveGroup(account, user, name),
            ),
            false => ("choose to join", Message::JoinGroup(account, user, name)),
        };
        Choice {
            label: group.name.clone(),
            detail: detail.into(),
            level: 0,
            message,
            problem: None,
        }
    };
    held.groups.iter().map(choice).collect()
}

/// What an item is known by beside its name, as text.
fn details(scenario: &Scenario, item: &Item) -> Option<Details> {
    let tags = |tags: &[scenario::Tag]| {
        let lines = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value));
        Some(lines.collect::<Vec<_>>().join("\n"))
    };
    Some(match item {
        Item::User(account, name) => {
            let user = scenario.account(*account)?.user(name)?;
            Details {
                path: Some(user.path.clone()),
                tags: tags(&user.tags),
                ..Details::default()
            }
        }
        Item::Role(account, name) => {
            let role = scenario.account(*account)?.role(name)?;
            let longest = role.longest_session.map(|seconds| seconds.to_string());
            Details {
                path: Some(role.path.clone()),
                longest: Some(longest.unwrap_or_default()),
                tags: tags(&role.tags),
                ..Details::default()
            }
        }
        Item::Resource(account, arn) => Details {
            tags: tags(&scenario.account(*account)?.resource(arn)?.tags),
            ..Details::default()
        },
        Item::Endpoint(_, id) => Details {
            vpc: Some(scenario.endpoint(id)?.vpc.clone()),
            ..Details::default()
        },
        Item::Node(_) | Item::Account(_) | Item::Group(..) => return None,
    })
}

/// What is typed when an item is renamed: of a resource its whole ARN.
fn full_name(scenario: &Scenario, item: &Item) -> String {
    match item {
        Item::Resource(_, arn) => arn.clone(),
        other => other.name(scenario),
    }
}

/// An id of the sort AWS uses in its examples, such as `222222222222`, else the next number.
fn free_account_id(scenario: &Scenario) -> String {
    let repeated = (1..=9).map(|digit: u8| digit.to_string().repeat(12));
    let counted = (100_000_000_001_u64..).map(|number| number.to_string());
    let is_free =
        |id: &String| iam::AccountId::parse(id).is_some_and(|id| scenario.account(id).is_none());
    repeated.chain(counted).find(is_free).unwrap_or_default()
}
