//! Pastes of megabytes: what stands in the editor is what is judged, and undo brings back the rest.

use super::*;

#[test]
fn five_megabytes_are_judged_and_undone() {
    let mut model = first_visit();
    let receipts = policy(&model, "ReadReceipts");
    let before = model.scenario().clone();
    act(
        &mut model,
        Message::EditPolicy(receipts, "a".repeat(5_000_000)),
    );
    let held = model.scenario().policies.get(receipts).unwrap();
    assert_eq!(held.text.len(), 5_000_000);
    let verdict = VerdictView::new(&model);
    assert_eq!(verdict.word, "Denied");
    assert_eq!(verdict.provisional, ["ReadReceipts"]);
    act(&mut model, Message::Undo);
    assert_eq!(*model.scenario(), before);
}
