//! VPC endpoints of accounts.

use super::refusal::{self, Refusal};
use crate::document::{Scenario, VpcEndpoint};
use crate::{caps, names};
use iam::AccountId;

/// Makes a VPC endpoint without a policy of its own: everything may pass. Its VPC is called after
/// it, until another is told.
pub fn add_endpoint(scenario: &mut Scenario, account: AccountId, id: &str) -> Result<(), Refusal> {
    free_id(scenario, id, None)?;
    if scenario.account(account).is_none() {
        return refusal::gone("account");
    }
    if caps::ENDPOINTS <= scenario.endpoints.len() {
        return refusal::too_many("VPC endpoints", caps::ENDPOINTS);
    }
    let number = id.strip_prefix("vpce-").unwrap_or(id);
    scenario.endpoints.push(VpcEndpoint {
        id: id.into(),
        vpc: format!("vpc-{number}"),
        account,
        policy: None,
    });
    Ok(())
}

/// Gives a VPC endpoint another id; requests go on travelling through it.
pub fn rename_endpoint(scenario: &mut Scenario, id: &str, name: &str) -> Result<(), Refusal> {
    free_id(scenario, name, Some(id))?;
    endpoint_mut(scenario, id)?.id = name.into();
    each_way(scenario, |way| {
        if way.as_deref() == Some(id) {
            *way = Some(name.into());
        }
    });
    Ok(())
}

/// Says in which VPC an endpoint stands.
pub fn set_vpc(scenario: &mut Scenario, id: &str, vpc: &str) -> Result<(), Refusal> {
    refusal::name(names::numbered("vpc-", vpc), "VPC", vpc)?;
    endpoint_mut(scenario, id)?.vpc = vpc.into();
    Ok(())
}

/// Deletes a VPC endpoint; requests through it travel through none.
pub fn delete_endpoint(scenario: &mut Scenario, id: &str) -> Result<(), Refusal> {
    endpoint_mut(scenario, id)?;
    scenario.endpoints.retain(|endpoint| endpoint.id != id);
    each_way(scenario, |way| {
        way.take_if(|held| held == id);
    });
    Ok(())
}

fn each_way(scenario: &mut Scenario, mut change: impl FnMut(&mut Option<String>)) {
    let saved = scenario.saved.iter_mut().map(|saved| &mut saved.request);
    for request in saved.chain([&mut scenario.request]) {
        change(&mut request.endpoint);
    }
}

fn endpoint_mut<'a>(scenario: &'a mut Scenario, id: &str) -> Result<&'a mut VpcEndpoint, Refusal> {
    let mut endpoints = scenario.endpoints.iter_mut();
    match endpoints.find(|endpoint| endpoint.id == id) {
        Some(endpoint) => Ok(endpoint),
        None => refusal::gone("VPC endpoint"),
    }
}

fn free_id(scenario: &Scenario, id: &str, but: Option<&str>) -> Result<(), Refusal> {
    refusal::name(names::numbered("vpce-", id), "VPC endpoint", id)?;
    match scenario.endpoint(id).is_some() && but != Some(id) {
        true => refusal::taken("VPC endpoint", id),
        false => Ok(()),
    }
}
