//! Walking the path stop by stop, and copying it.

use super::*;
use crate::view::{PathView, StepView};
use crate::{PathFormat, Step};
use expect_test::expect;

#[test]
fn the_walk_tells_each_stop_and_marks_it() {
    let mut model = first_visit();
    assert_eq!(StepView::new(&model), None);
    let mut walk = String::new();
    loop {
        let before = StepView::new(&model);
        let effects = act(&mut model, Message::Step(Step::Next));
        if StepView::new(&model) == before {
            break;
        }
        walk.push_str(&format!("{}\n", said(&effects)[0]));
        let gates = PathView::new(&model).gates;
        let stops = gates
            .iter()
            .flat_map(|gate| [gate].into_iter().chain(&gate.stops));
        assert_eq!(stops.filter(|stop| stop.current).count(), 1);
    }
    expect![[r#"
        1 of 10, Explicit deny: No statement denies the request. The request goes on.
        2 of 10, RCPs on the root of the organization: RCPFullAWSAccess allows, and nothing denies. The request passes and goes on.
        3 of 10, RCPs on account Coffee Shop: RCPFullAWSAccess allows, and nothing denies. The request passes and goes on.
        4 of 10, SCPs on the root of the organization: FullAWSAccess allows s3:GetObject here. The request passes and goes on.
        5 of 10, SCPs on account Coffee Shop: FullAWSAccess allows s3:GetObject here. The request passes and goes on.
        6 of 10, Resource-based policy: None is attached. The request goes on.
        7 of 10, Identity-based policies: ReadReceipts allows s3:GetObject here. The decision is made here.
        8 of 10, Permissions boundary: None is attached. The request goes on.
        9 of 10, Session policies: No session policy was passed. The request goes on.
        10 of 10, VPC endpoint policy: Not sent through a VPC endpoint. The request goes on.
    "#]].assert_eq(&walk);
    act(&mut model, Message::Step(Step::First));
    assert_eq!(StepView::new(&model).unwrap().position, 1);
    act(&mut model, Message::Step(Step::Previous));
    assert_eq!(StepView::new(&model).unwrap().position, 1);
    act(&mut model, Message::Step(Step::Last));
    let view = StepView::new(&model).unwrap();
    assert_eq!(view.position, view.count);
    assert_eq!(act(&mut model, Message::Step(Step::End)), []);
    assert_eq!(StepView::new(&model), None);
}

#[test]
fn the_path_is_copied_in_three_formats() {
    let mut model = first_visit();
    let mut copies = String::new();
    for (format, word) in PathFormat::ALL {
        let effects = act(&mut model, Message::CopyPath(format));
        let [Effect::Copy { text, said }] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!(*said, format!("Decision path copied as {word}."));
        match format {
            PathFormat::Json => {
                let parsed = syntax::json::parse(text);
                assert!(!parsed.has_errors());
                assert!(text.starts_with("{\n  \"decision\": \"Allow\""));
                assert!(text.contains("\"sid\": \"GetReceipts\"") && text.contains("\"line\""));
            }
            PathFormat::Text | PathFormat::Markdown => copies.push_str(&format!("{text}\n")),
        }
    }
    expect![[r#"
        Allowed: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it

        - Caller: arn:aws:iam::111122223333:user/Carla
        - Action: s3:GetObject
        - Resource: arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf

        1. Explicit deny: does not apply. No statement denies the request
        2. RCPs on the root of the organization: allows. RCPFullAWSAccess allows, and nothing denies
        3. RCPs on account Coffee Shop: allows. RCPFullAWSAccess allows, and nothing denies
        4. SCPs on the root of the organization: allows. FullAWSAccess allows s3:GetObject here
           statement 1 of FullAWSAccess allows
        5. SCPs on account Coffee Shop: allows. FullAWSAccess allows s3:GetObject here
           statement 1 of FullAWSAccess allows
        6. Resource-based policy: does not apply. None is attached
        7. Identity-based policies: allows. ReadReceipts allows s3:GetObject here. The decision is made here.
           statement GetReceipts of ReadReceipts allows
        8. Permissions boundary: does not apply. None is attached
        9. Session policies: does not apply. No session policy was passed
        10. VPC endpoint policy: does not apply. Not sent through a VPC endpoint

        **Allowed**: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it

        - Caller: `arn:aws:iam::111122223333:user/Carla`
        - Action: `s3:GetObject`
        - Resource: `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf`

        1. Explicit deny: does not apply. No statement denies the request
        2. RCPs on the root of the organization: allows. RCPFullAWSAccess allows, and nothing denies
        3. RCPs on account Coffee Shop: allows. RCPFullAWSAccess allows, and nothing denies
        4. SCPs on the root of the organization: allows. FullAWSAccess allows `s3:GetObject` here
           - statement 1 of FullAWSAccess allows
        5. SCPs on account Coffee Shop: allows. FullAWSAccess allows `s3:GetObject` here
           - statement 1 of FullAWSAccess allows
        6. Resource-based policy: does not apply. None is attached
        7. Identity-based policies: allows. ReadReceipts allows `s3:GetObject` here. The decision is made here.
           - statement GetReceipts of ReadReceipts allows
        8. Permissions boundary: does not apply. None is attached
        9. Session policies: does not apply. No session policy was passed
        10. VPC endpoint policy: does not apply. Not sent through a VPC endpoint

    "#]].assert_eq(&copies);
}
