//! The organization's tree. Its depth was capped before it was read.

use super::{Names, account_id, capped, switched};
use crate::organization::{NodeKind, NodeRef, OrganizationTree};
use crate::policy::{PolicyRef, Seat};
use crate::wire::WireError;
use crate::wire::v1::{ChildObject, OrganizationObject};
use crate::{caps, names};
use iam::AccountId;
use std::collections::BTreeSet;

pub(super) fn organization(
    policies: &Names,
    object: OrganizationObject,
) -> Result<OrganizationTree, WireError> {
    let management = account_id(&object.management_account, "`management_account`")?;
    let ids = [
        (
            &object.id,
            names::organization_id(&object.id),
            "o-exampleorgid",
        ),
        (
            &object.root.id,
            names::root_id(&object.root.id),
            "r-examplerootid",
        ),
    ];
    for (id, fits, example) in ids {
        if !fits {
            let id = caps::clip(id, 80);
            return Err(WireError::new(format!(
                "`{id}` in `organization` is not an id of the form `{example}`"
            )));
        }
    }
    let root = object.root;
    let mut reader = Reader {
        policies,
        tree: OrganizationTree::bare(object.id, root.id, management),
        accounts: BTreeSet::new(),
        ous: BTreeSet::new(),
    };
    reader.attach(NodeRef::ROOT, root.scps, root.rcps, root.off, "the root")?;
    let children = root.children.into_iter().rev();
    let mut waiting: Vec<_> = children.map(|child| (NodeRef::ROOT, child)).collect();
    while let Some((parent, child)) = waiting.pop() {
        let (node, children) = reader.child(parent, child)?;
        waiting.extend(children.into_iter().rev().map(|child| (node, child)));
    }
    match reader.accounts.contains(&management) {
        true => Ok(reader.tree),
        false => Err(WireError::new(format!(
            "the management account `{management}` does not stand in the organization"
        ))),
    }
}

struct Reader<'a> {
    policies: &'a Names,
    tree: OrganizationTree,
    accounts: BTreeSet<AccountId>,
    ous: BTreeSet<String>,
}

impl Reader<'_> {
    fn child(
        &mut self,
        parent: NodeRef,
        child: ChildObject,
    ) -> Result<(NodeRef, Vec<ChildObject>), WireError> {
        let (kind, place) = match (child.account, child.ou, child.name) {
            (Some(account), None, None) => {
                let account = account_id(&account, "the organization")?;
                if !self.accounts.insert(account) {
                    return Err(super::twice(
                        "account",
                        account.as_str(),
                        "the organization",
                    ));
                }
                if !child.children.is_empty() {
                    return Err(WireError::new(format!(
                        "account {account} has `children`; only the root and OUs have any"
                    )));
                }
                capped(
                    self.accounts.len(),
                    caps::ACCOUNTS,
                    "accounts in the organization",
                )?;
                (NodeKind::Account(account), format!("account {account}"))
            }
            (None, Some(id), Some(name)) => {
                let place = format!("OU `{}`", caps::clip(&name, 80));
                names::ou(&name).map_err(|why| WireError::new(format!("{place} {why}")))?;
                if !names::ou_id(&id) {
                    return Err(WireError::new(format!(
                        "`{}` of {place} is not an id of the form `ou-examplerootid-exampleouid`",
                        caps::clip(&id, 80)
                    )));
                }
                if !self.ous.insert(id.clone()) {
                    return Err(super::twice("OU", &id, "the organization"));
                }
                capped(self.ous.len(), caps::OUS, "OUs")?;
                (NodeKind::Ou { id, name }, place)
            }
            _ => {
                return Err(WireError::new(
                    "a child in the organization needs either `account`, or `ou` and `name`",
                ));
            }
        };
        let node = self.tree.add(parent, kind);
        self.attach(node, child.scps, child.rcps, child.off, &place)?;
        Ok((node, child.children))
    }

    fn attach(
        &mut self,
        node: NodeRef,
        scps: Option<Vec<String>>,
        rcps: Vec<String>,
        off: bool,
        place: &str,
    ) -> Result<(), WireError> {
        let scps = match scps {
            Some(names) => self.policies.policies(names, Seat::Scp, place)?,
            None => vec![PolicyRef::FULL_AWS_ACCESS],
        };
        let rcps = self.policies.policies(rcps, Seat::Rcp, place)?;
        if let Some(node) = self.tree.node_mut(node) {
            node.scps = scps;
            node.rcps = rcps;
            node.switch = switched(off);
        }
        Ok(())
    }
}
