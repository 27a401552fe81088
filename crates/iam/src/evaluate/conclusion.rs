//! From what the layers say to the answer (R3.2, R3.4 to R3.10).

use super::layers::{Layers, Verdict};
use crate::decision::{AllowReason, ApiRestriction, Decision, DenyReason, Layer};
use crate::matching::Match;
use crate::principal::{Grade, Principal};
use crate::request::{Request, ResourcePolicyKind, SessionToken};
use crate::service_rules;
use crate::trace::NotApplicable;

/// How a Match that depends on an unknown key is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// Unknown Allows don't apply, unknown Denies do.
    Worst,
    /// The other way round.
    Best,
}

/// The answer. More Allows and fewer Denies never turn an Allow into a Deny, so when the worst
/// and the best view agree, so does everything between them.
pub(super) fn conclude(request: &Request, layers: &Layers) -> Decision {
    let worst = Case {
        request,
        layers,
        view: View::Worst,
    }
    .conclude();
    let is_uncertain = request.caller.session_token == Some(SessionToken::Uncertain);
    if !is_uncertain && !layers.depend_on_unknown() {
        return worst;
    }
    let best = Case {
        request,
        layers,
        view: View::Best,
    }
    .conclude();
    match (worst.is_allow(), best.is_allow()) {
        (true, _) => worst,
        (false, false) => best,
        (false, true) => Decision::DependsOn,
    }
}

impl Layers {
    fn depend_on_unknown(&self) -> bool {
        Layer::ALL
            .into_iter()
            .filter_map(|layer| self.get(layer).said())
            .any(|said| {
                said.allows == Match::Unknown
                    || said.denies == Match::Unknown
                    || said.grade != said.possible
            })
    }
}

struct Case<'a> {
    request: &'a Request,
    layers: &'a Layers,
    view: View,
}

impl Case<'_> {
    fn conclude(&self) -> Decision {
        match (self.request.caller.session_token, self.view) {
            (Some(SessionToken::NotIssued), _) | (Some(SessionToken::Uncertain), View::Worst) => {
                let restriction = ApiRestriction::SessionNotIssued;
                return Decision::Deny(DenyReason::ApiRestriction(restriction));
            }
            (Some(SessionToken::WithoutTask), _) => {
                let restriction = ApiRestriction::RootSessionWithoutTask;
                return Decision::Deny(DenyReason::ApiRestriction(restriction));
            }
            _ => {}
        }
        if service_rules::crosses_partitions(self.request) {
            return Decision::Deny(DenyReason::CrossPartition);
        }
        if service_rules::needs_no_permission(self.request) {
            return Decision::Allow(AllowReason::NoPermissionNeeded);
        }
        if let Some(restriction) = service_rules::restriction(self.request) {
            return Decision::Deny(DenyReason::ApiRestriction(restriction));
        }
        if service_rules::is_authentication(self.request) {
            return Decision::Allow(AllowReason::NoPermissionNeeded);
        }
        if let Some(layer) = Layer::ALL.into_iter().find(|layer| self.denies(*layer)) {
            return Decision::Deny(DenyReason::Explicit(layer));
        }
        for layer in [Layer::Rcp, Layer::Scp] {
            if !self.absent_or_allows(layer) {
                return Decision::Deny(DenyReason::Implicit(layer));
            }
        }
        match self.granted() {
            Ok(_) if !self.absent_or_allows(Layer::Endpoint) => {
                Decision::Deny(DenyReason::Implicit(Layer::Endpoint))
            }
            Ok(reason) => Decision::Allow(reason),
            Err(layer) => Decision::Deny(DenyReason::Implicit(layer)),
        }
    }

    /// The grant by identity-based and resource-based policies; an error names the first layer
    /// without the Allow it needs.
    fn granted(&self) -> Result<AllowReason, Layer> {
        let grade = self.grade();
        let caller = &self.request.caller.principal;
        match caller {
            Principal::Service { .. } | Principal::WebIdentity { .. } | Principal::Anonymous => {
                return match grade {
                    Grade::Direct => Ok(AllowReason::ResourcePolicy(grade)),
                    _ => Err(Layer::Resource),
                };
            }
            Principal::IamUser { .. }
            | Principal::RoleSession { .. }
            | Principal::FederatedUser { .. }
            | Principal::RootUser { .. } => {}
        }
        let is_root = matches!(caller, Principal::RootUser { .. });
        let needs_no_grant = self.layers.get(Layer::Resource)
            == Verdict::NotInForce(NotApplicable::CentralRootAccess);
        if service_rules::is_cross_account(self.request) && !needs_no_grant {
            if grade == Grade::None {
                return Err(Layer::Resource);
            }
            if !is_root {
                self.identity_grants()?;
            }
            return Ok(AllowReason::BothAccounts);
        }
        let kind = self.request.resource.policy.map(|policy| policy.kind);
        let must_allow = matches!(
            kind,
            Some(ResourcePolicyKind::KmsKey | ResourcePolicyKind::RoleTrust)
        );
        let needed = match kind {
            Some(ResourcePolicyKind::RoleTrust) if service_rules::assumes_itself(self.request) => {
                Grade::ViaUser
            }
            _ => Grade::Account,
        };
        if must_allow && grade < needed {
            return Err(Layer::Resource);
        }
        if is_root {
            return Ok(AllowReason::RootUser);
        }
        match grade {
            Grade::Direct => Ok(AllowReason::ResourcePolicy(grade)),
            Grade::ViaRole | Grade::ViaUser => {
                self.limits_allow()?;
                Ok(AllowReason::ResourcePolicy(grade))
            }
            Grade::Account | Grade::None => {
                self.identity_grants()?;
                Ok(AllowReason::Identity)
            }
        }
    }

    fn identity_grants(&self) -> Result<(), Layer> {
        match self.allows(self.layers.get(Layer::Identity)) {
            true => self.limits_allow(),
            false => Err(Layer::Identity),
        }
    }

    fn limits_allow(&self) -> Result<(), Layer> {
        for layer in [Layer::Boundary, Layer::Session] {
            if !self.absent_or_allows(layer) {
                return Err(layer);
            }
        }
        Ok(())
    }

    fn denies(&self, layer: Layer) -> bool {
        match self.layers.get(layer).said().map(|said| said.denies) {
            Some(Match::Yes) => true,
            Some(Match::Unknown) => self.view == View::Worst,
            Some(Match::No) | None => false,
        }
    }

    fn absent_or_allows(&self, layer: Layer) -> bool {
        match self.layers.get(layer) {
            Verdict::NotInForce(_) => true,
            says @ Verdict::Says(_) => self.allows(says),
        }
    }

    fn allows(&self, verdict: Verdict) -> bool {
        match verdict.said().map(|said| said.allows) {
            Some(Match::Yes) => true,
            Some(Match::Unknown) => self.view == View::Best,
            Some(Match::No) | None => false,
        }
    }

    fn grade(&self) -> Grade {
        match (self.layers.get(Layer::Resource).said(), self.view) {
            (Some(said), View::Worst) => said.grade,
            (Some(said), View::Best) => said.possible,
            (None, _) => Grade::None,
        }
    }
}
