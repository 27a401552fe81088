//! The decision path: opening its stops, and marks between cards and text.

use super::*;
use crate::view::path::{GateView, PathView, StatementView};
use crate::view::{PolicyPane, State, VerdictView};
use crate::{GateKey, Pane, StatementKey};
use iam::Layer;

fn gate(model: &Model, key: GateKey) -> GateView {
    let gates = PathView::new(model).gates;
    gates.into_iter().find(|gate| gate.key == key).unwrap()
}

fn cards(gate: &GateView) -> Vec<&StatementView> {
    gate.policies
        .iter()
        .flat_map(|policy| &policy.statements)
        .collect()
}

#[test]
fn only_the_gate_that_decides_is_open_at_first() {
    let mut model = first_visit();
    let open = |model: &Model| -> Vec<GateKey> {
        let gates = PathView::new(model).gates;
        gates
            .into_iter()
            .filter(|gate| gate.open)
            .map(|gate| gate.key)
            .collect()
    };
    assert_eq!(open(&model), [GateKey::Layer(Layer::Identity)]);
    ask(&mut model, "Lea (user)", "translate:TranslateText", "*");
    assert_eq!(open(&model), [GateKey::ExplicitDeny]);
    let ou = Item::Node(node(&model, "HR and Legal"));
    act(&mut model, Message::SetAction("s3:PutObject".into()));
    act(&mut model, Message::Detach(PolicyRef::FULL_AWS_ACCESS, ou));
    assert_eq!(open(&model), [GateKey::Layer(Layer::Scp)]);
    // Of its levels only the one that decides is open.
    let levels = gate(&model, GateKey::Layer(Layer::Scp)).stops;
    let open_levels: Vec<_> = levels.iter().filter(|level| level.open).collect();
    assert_eq!(open_levels.len(), 1);
    assert_eq!(open_levels[0].name, "OU HR and Legal");
}

#[test]
fn a_gate_opens_and_closes() {
    let mut model = first_visit();
    let identity = GateKey::Layer(Layer::Identity);
    act(&mut model, Message::ToggleGate(identity));
    assert!(!gate(&model, identity).open);
    let scp = GateKey::Layer(Layer::Scp);
    act(&mut model, Message::ToggleGate(scp));
    assert!(gate(&model, scp).open);
    assert_eq!(gate(&model, scp).stops.len(), 2);
}

#[test]
fn a_card_has_a_line_for_each_element() {
    let model = first_visit();
    let identity = gate(&model, GateKey::Layer(Layer::Identity));
    let card = cards(&identity)[1];
    let names: Vec<&str> = card
        .elements
        .iter()
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(names, ["Action", "Resource"]);
    assert_eq!(card.state, State::Allow);
}

#[test]
fn pointing_at_a_card_marks_its_lines_and_the_cursor_marks_its_card() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let key = StatementKey {
        policy: receipts,
        index: 0,
    };
    act(&mut model, Message::HoverStatement(Some(key)));
    let front = PolicyPane::new(&model).front.unwrap();
    let hover = front
        .highlights
        .iter()
        .find(|mark| mark.kind == "hover")
        .copied()
        .unwrap();
    act(&mut model, Message::HoverStatement(None));
    let identity = GateKey::Layer(Layer::Identity);
    assert!(!cards(&gate(&model, identity))[0].marked);
    act(&mut model, Message::CursorMoved(hover.from + 3));
    assert!(cards(&gate(&model, identity))[0].marked);
    act(&mut model, Message::CursorMoved(0));
    assert!(!cards(&gate(&model, identity))[0].marked);
}

#[test]
fn a_card_leads_to_its_text() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    act(&mut model, Message::ClosePolicy(receipts));
    let key = StatementKey {
        policy: receipts,
        index: 0,
    };
    let effects = act(&mut model, Message::RevealStatement(key));
    assert_eq!(model.front_policy(), Some(receipts));
    assert_eq!(model.pane(), Pane::Policy);
    let [Effect::Reveal { from, to }] = effects[..] else {
        panic!("{effects:?}")
    };
    let text: Vec<u16> = PolicyPane::new(&model)
        .front
        .unwrap()
        .text
        .encode_utf16()
        .collect();
    let shown = String::from_utf16(&text[from as usize..to as usize]).unwrap();
    assert!(shown.starts_with('{') && shown.ends_with('}'), "{shown}");
}

#[test]
fn statements_that_do_not_matter_are_left_out_until_asked_for() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let other = r#"{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*" }"#;
    let many = [other; 9].join(",");
    let wanted = r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }"#;
    let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{many}, {wanted}] }}"#);
    act(&mut model, Message::EditPolicy(receipts, text));
    let identity = GateKey::Layer(Layer::Identity);
    let few = gate(&model, identity);
    assert_eq!((cards(&few).len(), few.left_out), (4, 6));
    assert!(cards(&few).iter().any(|card| card.state == State::Allow));
    act(&mut model, Message::ToggleAllStatements(identity));
    let all = gate(&model, identity);
    assert_eq!((cards(&all).len(), all.left_out), (10, 0));
}

#[test]
fn a_policy_of_thousands_of_statements_is_drawn_in_part() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let other = r#"{ "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*" }"#;
    let wanted = r#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }"#;
    let text = |others: usize, applying: usize| {
        let statements = [vec![other; others], vec![wanted; applying]].concat();
        let statements = statements.join(",");
        format!(r#"{{ "Version": "2012-10-17", "Statement": [{statements}] }}"#)
    };
    let identity = GateKey::Layer(Layer::Identity);

    act(&mut model, Message::EditPolicy(receipts, text(3000, 1)));
    let few = gate(&model, identity);
    assert_eq!(
        (cards(&few).len(), few.left_out, few.beyond),
        (4, 196, 2801)
    );
    act(&mut model, Message::ToggleAllStatements(identity));
    let all = gate(&model, identity);
    assert_eq!(
        (cards(&all).len(), all.left_out, all.beyond),
        (200, 0, 2801)
    );
    assert!(cards(&all).iter().any(|card| card.state == State::Allow));

    act(&mut model, Message::EditPolicy(receipts, text(1, 3000)));
    let applying = gate(&model, identity);
    assert_eq!(
        (cards(&applying).len(), applying.left_out, applying.beyond),
        (200, 0, 2801)
    );
    let highlights = PolicyPane::new(&model).front.unwrap().highlights;
    assert_eq!(highlights.len(), 500);
    assert!(
        highlights
            .iter()
            .any(|highlight| highlight.kind == "decides")
    );
}

#[test]
fn between_two_accounts_the_path_forks() {
    use crate::view::path::Side;
    let mut model = first_visit();
    assert_eq!(PathView::new(&model).fork, None);
    ask(
        &mut model,
        "Lea (user)",
        "s3:GetObject",
        "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf",
    );
    let path = PathView::new(&model);
    let fork = path.fork.unwrap();
    assert_eq!((&*fork.caller, &*fork.resource), ("Legal", "Coffee Shop"));
    let sides: Vec<_> = path
        .gates
        .iter()
        .map(|gate| (gate.key, gate.side))
        .collect();
    let (caller, resource) = (Some(Side::Caller), Some(Side::Resource));
    assert_eq!(
        sides,
        [
            (GateKey::ExplicitDeny, None),
            (GateKey::Layer(Layer::Rcp), resource),
            (GateKey::Layer(Layer::Scp), caller),
            (GateKey::Layer(Layer::Resource), resource),
            (GateKey::Layer(Layer::Identity), caller),
            (GateKey::Layer(Layer::Boundary), caller),
            (GateKey::Layer(Layer::Session), caller),
            (GateKey::Layer(Layer::Endpoint), caller),
        ]
    );
}

#[test]
fn without_an_action_nothing_is_asked() {
    let mut model = first_visit();
    for action in ["", "s3", "s3:", ":GetObject"] {
        act(&mut model, Message::SetAction(action.into()));
        let verdict = VerdictView::new(&model);
        assert_eq!(verdict.word, "Nothing asked yet", "{action}");
        assert_eq!(verdict.state, State::Skip);
    }
    act(&mut model, Message::SetAction("s3:GetObject".into()));
    assert_eq!(VerdictView::new(&model).word, "Allowed");
}
