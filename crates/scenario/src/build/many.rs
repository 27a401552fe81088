//! Many requests of one world, such as those of a table: each caller and each resource is looked
//! up once, and what callers and condition keys have in common is shared.

use super::{Asked, Built, caller, chain, current_time, endpoint, given, resource};
use crate::account::Tag;
use crate::document::{Scenario, VpcEndpoint};
use crate::request::RequestSpec;
use iam::request::SessionToken;
use iam::{AccountId, Action, PolicyId, Request, ResourceName, ResourcePolicy, derive};

/// A caller who asks for many things under the same circumstances.
pub struct Asker<'a> {
    built: &'a Built,
    found: caller::Found<'a>,
    endpoint: Option<&'a VpcEndpoint>,
    endpoint_policy: Option<PolicyId>,
    given: Vec<derive::Given<'a>>,
    time: Option<&'a str>,
    last: Option<Last>,
}

/// What was asked last. The condition keys depend on the resource and on the service of the
/// action, and so are derived once for all actions of a service.
struct Last {
    target: usize,
    request: Request,
}

/// A resource that many things are asked of.
#[derive(Clone, Debug)]
pub struct Target {
    name: ResourceName,
    account: Option<AccountId>,
    policy: Option<ResourcePolicy>,
    trust: Option<ResourcePolicy>,
    tags: Vec<Tag>,
}

impl Built {
    /// The caller of a request, with the condition keys that were set for it by hand. Action and
    /// resource of `spec` do not matter.
    pub fn asker<'a>(&'a self, scenario: &'a Scenario, spec: &'a RequestSpec) -> Asker<'a> {
        let mut found = caller::find(self, scenario, &spec.caller);
        match chain::standing(&self.chain(scenario, spec)) {
            chain::Standing::Issued => {}
            chain::Standing::Uncertain(_) => {
                found.caller.session_token = Some(SessionToken::Uncertain);
            }
            chain::Standing::Refused(_) => {
                found.caller.session_token = Some(SessionToken::NotIssued);
            }
        }
        let endpoint = endpoint(scenario, spec);
        let endpoint_policy = endpoint
            .and_then(|endpoint| endpoint.policy)
            .and_then(|policy| self.policy_id(policy));
        Asker {
            built: self,
            found,
            endpoint,
            endpoint_policy,
            given: spec.context.iter().map(given).collect(),
            time: current_time(&spec.context),
            last: None,
        }
    }

    /// A resource of this world by its ARN; `owner` counts where neither the ARN nor the scenario
    /// tells.
    pub fn target(&self, scenario: &Scenario, arn: &str, owner: Option<AccountId>) -> Target {
        let looked = resource::look(self, scenario, arn, owner);
        Target {
            name: looked.name,
            account: looked.account,
            policy: looked.policy,
            trust: looked.trust,
            tags: looked.tags.to_vec(),
        }
    }
}

impl Asker<'_> {
    /// The same request as `Built::request` makes. `place` tells the target from others that this
    /// caller asks for.
    pub fn request(&mut self, action: &Action, place: usize, target: &Target) -> &Request {
        let last = self.last.take().filter(|last| {
            last.target == place && last.request.action.service() == action.service()
        });
        let last = match last {
            Some(mut last) => {
                last.request.action = action.clone();
                last
            }
            None => Last {
                target: place,
                request: self.derived(action, target),
            },
        };
        &self.last.insert(last).request
    }

    fn derived(&self, action: &Action, target: &Target) -> Request {
        let resource = iam::Resource {
            name: target.name.clone(),
            account: target.account,
            policy: resource::policy(target.trust, target.policy, action),
        };
        let asked = Asked {
            action,
            resource: &resource,
            tags: &target.tags,
        };
        let facts = self
            .built
            .facts(&self.found, &asked, self.endpoint, self.time);
        let context = derive::context(&derive::derive(&facts, &self.given));
        Request {
            caller: self.found.caller.clone(),
            action: action.clone(),
            resource,
            context,
            endpoint: self.endpoint_policy,
        }
    }
}
