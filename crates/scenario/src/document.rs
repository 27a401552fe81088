//! The document: everything a person edits, saves and shares. Plain data without a file format;
//! `wire` has that, and `edit` knows what AWS refuses.

use crate::account::Account;
use crate::organization::OrganizationTree;
use crate::policy::{PolicyLibrary, PolicyRef};
use crate::request::{CallerSpec, RequestSpec, SavedRequest};
use iam::AccountId;
use std::collections::BTreeMap;

/// A scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// What people call it.
    pub title: String,
    /// What its author wants to say about it, plain text.
    pub notes: String,
    /// The organization, if there is one.
    pub organization: Option<OrganizationTree>,
    /// All accounts; those that do not stand in the organization are on their own.
    pub accounts: BTreeMap<AccountId, Account>,
    /// All policies.
    pub policies: PolicyLibrary,
    /// VPC endpoints.
    pub endpoints: Vec<VpcEndpoint>,
    /// The request the page shows.
    pub request: RequestSpec,
    /// Requests kept for later.
    pub saved: Vec<SavedRequest>,
}

/// A VPC endpoint that requests can travel through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VpcEndpoint {
    /// `vpce-…`, unique in the scenario.
    pub id: String,
    /// The VPC it stands in, `vpc-…`.
    pub vpc: String,
    /// The account that owns it.
    pub account: AccountId,
    /// Its policy; without one everything may pass.
    pub policy: Option<PolicyRef>,
}

impl Default for Scenario {
    /// Nothing at all: nobody asks for nothing.
    fn default() -> Scenario {
        Scenario {
            title: String::new(),
            notes: String::new(),
            organization: None,
            accounts: BTreeMap::new(),
            policies: PolicyLibrary::default(),
            endpoints: Vec::new(),
            request: RequestSpec::new(CallerSpec::Anonymous, "", "*"),
            saved: Vec::new(),
        }
    }
}

impl Scenario {
    /// The account of an id.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(&id)
    }

    /// The VPC endpoint of an id.
    pub fn endpoint(&self, id: &str) -> Option<&VpcEndpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.id == id)
    }
}
