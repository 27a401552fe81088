//! What each layer of policies says to a request (R3.2, R3.3).

use super::observer::Observer;
use super::statement::{Reading, Said, judge_policy};
use crate::arn::AccountId;
use crate::decision::Layer;
use crate::matching::Match;
use crate::organization::{Node, NodeId, Organization};
use crate::principal::{Principal, RoleOrigin};
use crate::request::Request;
use crate::service_rules;
use crate::trace::{GateId, GateState, NotApplicable};
use crate::world::{PolicyId, World};

/// What a layer says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// The layer is not on this request's way.
    NotInForce(NotApplicable),
    /// Its policies together say this.
    Says(Said),
}

impl Verdict {
    pub(super) fn said(self) -> Option<Said> {
        match self {
            Verdict::Says(said) => Some(said),
            Verdict::NotInForce(_) => None,
        }
    }

    pub(super) fn state(self) -> GateState {
        match self {
            Verdict::NotInForce(why) => GateState::DoesNotApply(why),
            Verdict::Says(said) => said.state(),
        }
    }
}

/// The verdicts of all layers, in evaluation order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layers {
    verdicts: [Verdict; 7],
}

impl Layers {
    pub(super) fn get(&self, layer: Layer) -> Verdict {
        let [rcp, scp, resource, identity, boundary, session, endpoint] = self.verdicts;
        match layer {
            Layer::Rcp => rcp,
            Layer::Scp => scp,
            Layer::Resource => resource,
            Layer::Identity => identity,
            Layer::Boundary => boundary,
            Layer::Session => session,
            Layer::Endpoint => endpoint,
        }
    }

    pub(super) fn judge<O: Observer>(world: &World, request: &Request, observer: &mut O) -> Layers {
        let mut judge = Judge {
            world,
            request,
            observer,
        };
        let rcp = judge.rcp();
        let scp = judge.scp();
        let resource = judge.resource();
        let identity = judge.identity();
        let boundary = judge.boundary();
        let session = judge.session();
        let endpoint = judge.endpoint();
        Layers {
            verdicts: [rcp, scp, resource, identity, boundary, session, endpoint],
        }
    }
}

struct Judge<'a, O> {
    world: &'a World,
    request: &'a Request,
    observer: &'a mut O,
}

impl<'a, O: Observer> Judge<'a, O> {
    fn rcp(&mut self) -> Verdict {
        let found = self.rcp_scope();
        // `RCPFullAWSAccess` is attached everywhere and cannot be detached (R4.3).
        self.organization_layer(Layer::Rcp, found, |node| &node.rcps, Said::ALLOWS)
    }

    fn rcp_scope(&self) -> Result<(&'a Organization, NodeId), NotApplicable> {
        let request = self.request;
        if let Principal::RoleSession {
            origin: RoleOrigin::ServiceLinked,
            ..
        } = request.caller.principal
        {
            return Err(NotApplicable::ServiceLinkedRole);
        }
        let resource = &request.resource;
        if resource.name.is_any() {
            return Err(NotApplicable::NoResource);
        }
        let owner = resource.account.ok_or(NotApplicable::UnknownOwner)?;
        let scope = self.member(owner)?;
        if !service_rules::rcp_covers_service(&request.action) {
            return Err(NotApplicable::ServiceNotCovered);
        }
        if !service_rules::rcp_covers_operation(&request.action) {
            return Err(NotApplicable::OperationNotCovered);
        }
        if service_rules::is_service_linked_role(request) {
            return Err(NotApplicable::ServiceLinkedRole);
        }
        Ok(scope)
    }

    fn scp(&mut self) -> Verdict {
        let found = self.scp_scope();
        self.organization_layer(Layer::Scp, found, |node| &node.scps, Said::NOTHING)
    }

    fn scp_scope(&self) -> Result<(&'a Organization, NodeId), NotApplicable> {
        match &self.request.caller.principal {
            Principal::Service { .. } => Err(NotApplicable::ServicePrincipal),
            Principal::Anonymous => Err(NotApplicable::Anonymous),
            Principal::WebIdentity { .. } => Err(NotApplicable::WebIdentity),
            Principal::RoleSession {
                origin: RoleOrigin::ServiceLinked,
                ..
            } => Err(NotApplicable::ServiceLinkedRole),
            Principal::IamUser { account, .. }
            | Principal::RoleSession { account, .. }
            | Principal::FederatedUser { account, .. }
            | Principal::RootUser { account, .. } => self.member(*account),
        }
    }

    /// Where a member account stands; organization policies do not affect the management account.
    fn member(&self, account: AccountId) -> Result<(&'a Organization, NodeId), NotApplicable> {
        let organization = self
            .world
            .organization()
            .ok_or(NotApplicable::OutsideOrganization)?;
        let node = organization
            .account(account)
            .ok_or(NotApplicable::OutsideOrganization)?;
        match organization.management_account() == account {
            true => Err(NotApplicable::ManagementAccount),
            false => Ok((organization, node)),
        }
    }

    /// Every level has to allow and none may deny (R4.2). `start` is what a level says before
    /// its attached policies do.
    fn organization_layer(
        &mut self,
        layer: Layer,
        scope: Result<(&'a Organization, NodeId), NotApplicable>,
        attached: impl Fn(&Node) -> &Vec<PolicyId>,
        start: Said,
    ) -> Verdict {
        let (organization, account) = match scope {
            Ok(found) => found,
            Err(why) => return self.close(layer, Verdict::NotInForce(why)),
        };
        let mut all = Said::ALLOWS;
        let mut level = |judge: &mut Self, id: NodeId| {
            let policies = organization
                .node(id)
                .map(&attached)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let mut said = start;
            for policy in policies {
                said = said.or(judge.policy(*policy, None, Reading::WITHOUT_PRINCIPAL, said));
            }
            judge.observer.gate(GateId::Node(layer, id), said.state());
            all = all.and(said);
        };
        match O::RECORDS {
            true => organization
                .path(account)
                .into_iter()
                .for_each(|id| level(self, id)),
            false => organization.upward(account).for_each(|id| level(self, id)),
        }
        Verdict::Says(all)
    }

    fn endpoint(&mut self) -> Verdict {
        let verdict = match self.request.endpoint {
            None => Verdict::NotInForce(NotApplicable::NoEndpoint),
            Some(policy) => {
                Verdict::Says(self.policy(policy, None, Reading::ENDPOINT, Said::NOTHING))
            }
        };
        self.close(Layer::Endpoint, verdict)
    }

    fn resource(&mut self) -> Verdict {
        let verdict = match self.request.resource.policy {
            None if service_rules::is_central_root_access(self.world, self.request) => {
                Verdict::NotInForce(NotApplicable::CentralRootAccess)
            }
            None => Verdict::NotInForce(NotApplicable::NoneAttached),
            Some(attached) => {
                let said = self.policy(
                    attached.policy,
                    None,
                    Reading::WITH_PRINCIPAL,
                    Said::NOTHING,
                );
                match service_rules::root_repairs_policy(self.request) {
                    true => Verdict::Says(Said {
                        denies: Match::No,
                        ..said
                    }),
                    false => Verdict::Says(said),
                }
            }
        };
        self.close(Layer::Resource, verdict)
    }

    fn identity(&mut self) -> Verdict {
        let verdict = match &self.request.caller.principal {
            Principal::RootUser { .. } => Verdict::NotInForce(NotApplicable::RootUser),
            Principal::Service { .. } => Verdict::NotInForce(NotApplicable::ServicePrincipal),
            Principal::WebIdentity { .. } => Verdict::NotInForce(NotApplicable::WebIdentity),
            Principal::Anonymous => Verdict::NotInForce(NotApplicable::Anonymous),
            Principal::IamUser { .. }
            | Principal::RoleSession { .. }
            | Principal::FederatedUser { .. } => {
                let mut said = Said::NOTHING;
                for (attachment, position) in self.request.caller.identity.iter().zip(0..) {
                    let one = self.policy(
                        attachment.policy,
                        Some(position),
                        Reading::WITHOUT_PRINCIPAL,
                        said,
                    );
                    said = said.or(one);
                }
                Verdict::Says(said)
            }
        };
        self.close(Layer::Identity, verdict)
    }

    fn boundary(&mut self) -> Verdict {
        let verdict = match (&self.request.caller.principal, self.request.caller.boundary) {
            (Principal::RootUser { .. }, _) => Verdict::NotInForce(NotApplicable::RootUser),
            (Principal::Service { .. }, _) => Verdict::NotInForce(NotApplicable::ServicePrincipal),
            (Principal::WebIdentity { .. }, _) => Verdict::NotInForce(NotApplicable::WebIdentity),
            (Principal::Anonymous, _) => Verdict::NotInForce(NotApplicable::Anonymous),
            (_, None) => Verdict::NotInForce(NotApplicable::NoneAttached),
            (_, Some(policy)) => {
                Verdict::Says(self.policy(policy, None, Reading::WITHOUT_PRINCIPAL, Said::NOTHING))
            }
        };
        self.close(Layer::Boundary, verdict)
    }

    /// A role session without session policies is not limited; a federated user without them has
    /// nothing (R3.5). A task policy of `AssumeRoot` only takes away (R3.7).
    fn session(&mut self) -> Verdict {
        let verdict = match (&self.request.caller.principal, &self.request.caller.session) {
            (Principal::FederatedUser { .. } | Principal::RoleSession { .. }, Some(policies)) => {
                self.session_policies(policies, Said::NOTHING)
            }
            (Principal::RootUser { .. }, Some(task)) => self.session_policies(task, Said::ALLOWS),
            (Principal::FederatedUser { .. }, None) => Verdict::Says(Said::NOTHING),
            _ => Verdict::NotInForce(NotApplicable::NoSession),
        };
        self.close(Layer::Session, verdict)
    }

    /// `start` is what the session may do before its policies are read.
    fn session_policies(&mut self, policies: &[PolicyId], start: Said) -> Verdict {
        let mut said = start;
        for policy in policies {
            said = said.or(self.policy(*policy, None, Reading::WITHOUT_PRINCIPAL, said));
        }
        Verdict::Says(said)
    }

    fn policy(
        &mut self,
        id: PolicyId,
        attachment: Option<u32>,
        reading: Reading,
        before: Said,
    ) -> Said {
        match self.world.policy(id) {
            Some(stored) => judge_policy(
                self.request,
                id,
                attachment,
                &stored.policy,
                reading,
                before,
                self.observer,
            ),
            None => Said::NOTHING,
        }
    }

    fn close(&mut self, layer: Layer, verdict: Verdict) -> Verdict {
        self.observer.gate(GateId::Layer(layer), verdict.state());
        verdict
    }
}
