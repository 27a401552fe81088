//! What has a row in the organization tree and can be selected, and how the page names it.
//!
//! Not responsible for what may be done to it: that is `scenario::edit`.

use iam::AccountId;
use scenario::edit::Target;
use scenario::{NodeKind, NodeRef, Scenario};

/// A thing with a row of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// The root, an OU, or an account that stands in the organization.
    Node(NodeRef),
    /// An account outside the organization.
    Account(AccountId),
    /// An IAM user.
    User(AccountId, String),
    /// An IAM group.
    Group(AccountId, String),
    /// An IAM role.
    Role(AccountId, String),
    /// A resource, by its ARN.
    Resource(AccountId, String),
    /// A VPC endpoint, by its id.
    Endpoint(AccountId, String),
}

impl Item {
    /// The row of an account, wherever it stands.
    pub fn account(scenario: &Scenario, account: AccountId) -> Item {
        let tree = scenario.organization.as_ref();
        match tree.and_then(|tree| tree.account(account)) {
            Some(node) => Item::Node(node),
            None => Item::Account(account),
        }
    }

    /// The account that the item is or lies in; `None` for the root and OUs.
    pub fn account_id(&self, scenario: &Scenario) -> Option<AccountId> {
        match self {
            Item::Node(node) => match scenario.organization.as_ref()?.node(*node)?.kind {
                NodeKind::Account(account) => Some(account),
                NodeKind::Root { .. } | NodeKind::Ou { .. } => None,
            },
            Item::Account(account)
            | Item::User(account, _)
            | Item::Group(account, _)
            | Item::Role(account, _)
            | Item::Resource(account, _)
            | Item::Endpoint(account, _) => Some(*account),
        }
    }

    /// Whether it stands in the tree as an account does; OUs and the root lie in no account.
    pub fn is_account(&self) -> bool {
        matches!(self, Item::Node(_) | Item::Account(_))
    }

    /// Whether the scenario still has it.
    pub fn exists(&self, scenario: &Scenario) -> bool {
        let account = |id: &AccountId| scenario.account(*id);
        match self {
            Item::Node(node) => scenario
                .organization
                .as_ref()
                .is_some_and(|tree| tree.node(*node).is_some()),
            Item::Account(id) => account(id).is_some(),
            Item::User(id, name) => account(id).is_some_and(|held| held.user(name).is_some()),
            Item::Group(id, name) => account(id).is_some_and(|held| held.group(name).is_some()),
            Item::Role(id, name) => account(id).is_some_and(|held| held.role(name).is_some()),
            Item::Resource(id, arn) => account(id).is_some_and(|held| held.resource(arn).is_some()),
            Item::Endpoint(_, id) => scenario.endpoint(id).is_some(),
        }
    }

    /// The name people know it by.
    pub fn name(&self, scenario: &Scenario) -> String {
        match self {
            Item::Node(node) => match scenario
                .organization
                .as_ref()
                .and_then(|tree| tree.node(*node))
            {
                Some(node) => match &node.kind {
                    NodeKind::Root { .. } => "Root".into(),
                    NodeKind::Ou { name, .. } => name.clone(),
                    NodeKind::Account(account) => account_name(scenario, *account),
                },
                None => String::new(),
            },
            Item::Account(account) => account_name(scenario, *account),
            Item::User(_, name) | Item::Group(_, name) | Item::Role(_, name) => name.clone(),
            Item::Resource(_, arn) => resource_name(arn).into(),
            Item::Endpoint(_, id) => id.clone(),
        }
    }

    /// What it is, in AWS's word.
    pub fn kind_word(&self, scenario: &Scenario) -> &'static str {
        match self {
            Item::Node(node) => match scenario
                .organization
                .as_ref()
                .and_then(|tree| tree.node(*node))
            {
                Some(node) => match node.kind {
                    NodeKind::Root { .. } => "root",
                    NodeKind::Ou { .. } => "OU",
                    NodeKind::Account(_) => "account",
                },
                None => "",
            },
            Item::Account(_) => "account",
            Item::User(..) => "user",
            Item::Group(..) => "group",
            Item::Role(..) => "role",
            Item::Resource(..) => "resource",
            Item::Endpoint(..) => "VPC endpoint",
        }
    }
}

impl From<&Item> for Target {
    fn from(item: &Item) -> Target {
        match item.clone() {
            Item::Node(node) => Target::Node(node),
            Item::Account(account) => Target::Account(account),
            Item::User(account, name) => Target::User(account, name),
            Item::Group(account, name) => Target::Group(account, name),
            Item::Role(account, name) => Target::Role(account, name),
            Item::Resource(account, arn) => Target::Resource(account, arn),
            Item::Endpoint(account, id) => Target::Endpoint(account, id),
        }
    }
}

/// The name of an account, or its id where the scenario does not describe it.
pub fn account_name(scenario: &Scenario, account: AccountId) -> String {
    match scenario.account(account) {
        Some(held) if !held.name.is_empty() => held.name.clone(),
        _ => account.to_string(),
    }
}

/// The last part of an ARN, which people know the resource by.
pub fn resource_name(arn: &str) -> &str {
    arn.splitn(6, ':')
        .nth(5)
        .filter(|name| !name.is_empty())
        .unwrap_or(arn)
}
