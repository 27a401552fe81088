//! The decision: one evaluator, generic over an observer, so that an answer and its explanation
//! cannot disagree (invariant I13). Chapter 3 of `docs/SEMANTICS.md`.

mod choices;
mod conclusion;
mod layers;
mod observer;
mod path;
mod statement;

use crate::decision::Decision;
use crate::request::Request;
use crate::trace::Trace;
use crate::world::World;
use layers::Layers;
use observer::{Recorder, Silent};

/// Decides a request.
///
/// ```
/// # use iam::{request::*, *};
/// # use std::sync::Arc;
/// # let account = AccountId::parse("111122223333").unwrap();
/// # let arn = Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap();
/// # let mut world = World::new();
/// # let text = r#"{"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}"#;
/// # let (policy, _) = parse(text, PolicyKind::Identity);
/// # let policy = world.add("Orders", PolicyKind::Identity, Arc::new(policy));
/// # let mut request = Request {
/// #     caller: Caller {
/// #         principal: Principal::IamUser { arn, account },
/// #         identity: vec![Attachment { policy, group: None }], boundary: None, session: None,
/// #         session_token: None,
/// #     },
/// #     action: Action::new("sqs:SendMessage"),
/// #     resource: Resource {
/// #         name: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
/// #         account: Some(account), policy: None,
/// #     },
/// #     context: Context::new(), endpoint: None,
/// # };
/// // The caller has a policy that allows `sqs:*`.
/// assert_eq!(decide(&world, &request).name(), "Allow");
/// request.action = Action::new("s3:GetObject");
/// assert_eq!(decide(&world, &request).because().as_deref(), Some("implicit:identity"));
/// ```
pub fn decide(world: &World, request: &Request) -> Decision {
    let layers = Layers::judge(world, request, &mut Silent);
    conclusion::conclude(request, &layers)
}

/// Decides a request and records how: each gate on the way with its policies, their statements
/// and those statements' elements.
///
/// ```
/// # use iam::{request::*, *};
/// # use std::sync::Arc;
/// # let account = AccountId::parse("111122223333").unwrap();
/// # let arn = Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap();
/// # let mut world = World::new();
/// # let text = r#"{"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}"#;
/// # let (policy, _) = parse(text, PolicyKind::Identity);
/// # let policy = world.add("Orders", PolicyKind::Identity, Arc::new(policy));
/// # let request = Request {
/// #     caller: Caller {
/// #         principal: Principal::IamUser { arn, account },
/// #         identity: vec![Attachment { policy, group: None }], boundary: None, session: None,
/// #         session_token: None,
/// #     },
/// #     action: Action::new("sqs:SendMessage"),
/// #     resource: Resource {
/// #         name: ResourceName::new("arn:aws:sqs:eu-west-1:111122223333:orders"),
/// #         account: Some(account), policy: None,
/// #     },
/// #     context: Context::new(), endpoint: None,
/// # };
/// // The caller has a policy that allows `sqs:*`.
/// let trace = explain(&world, &request);
/// assert_eq!(trace.decision, decide(&world, &request));
/// let gate = trace.deciding_gate().unwrap();
/// assert_eq!(gate.id, trace::GateId::Layer(Layer::Identity));
/// let policy = &trace.policies(gate)[0];
/// let statement = &trace.statements(policy)[0];
/// assert_eq!(trace.elements(statement)[0].reason, trace::Reason::ValueFits);
/// ```
pub fn explain(world: &World, request: &Request) -> Trace {
    let mut recorder = Recorder::new();
    let layers = Layers::judge(world, request, &mut recorder);
    let decision = conclusion::conclude(request, &layers);
    path::trace(world, request, &layers, decision, recorder)
}
