//! Accounts that come and go, resources that change hands, and policies made for a place.

use super::*;
use crate::Dialog;
use crate::drag::{Landing, landing};
use crate::view::DialogView;
use crate::{Dragged, Zone};
use iam::PolicyKind;
use scenario::edit::Target;

fn lone(model: &mut Model) -> AccountId {
    let id = AccountId::parse("999999999999").unwrap();
    act(
        model,
        Message::AddAccount {
            parent: None,
            name: "Partner".into(),
            id: id.to_string(),
        },
    );
    assert_eq!(model.selected(), &Item::Account(id));
    id
}

#[test]
fn an_account_outside_is_not_reached_by_scps_until_it_is_invited() {
    let mut model = first_visit();
    let partner = lone(&mut model);
    let ou = node(&model, "HR and Legal");
    let root_user = CallerSpec::Root {
        account: partner,
        credentials: scenario::Credentials::AccessKeys,
    };
    act(&mut model, Message::SetCaller(root_user));
    act(&mut model, Message::SetAction("dynamodb:ListTables".into()));
    act(&mut model, Message::SetResource("*".into()));
    assert!(model.evaluation().trace().decision.is_allow());
    // A drag, the dialog and the keys do the same.
    let from = Item::Account(partner);
    let row = Item::Node(ou);
    let Landing::Do { message, says, .. } = landing(
        model.scenario(),
        &Dragged::Item(from.clone()),
        &row,
        Zone::Into,
    ) else {
        panic!("not taken")
    };
    assert_eq!(
        says,
        "Take account Partner into the organization, under OU HR and Legal"
    );
    act(
        &mut model,
        Message::ShowDialog(Some(Dialog::MoveTo(from.clone()))),
    );
    let crate::view::dialog::Body::Choices { choices, .. } = DialogView::new(&model).unwrap().body
    else {
        panic!("no choices")
    };
    assert!(choices.iter().any(|choice| choice.message == *message));
    act(&mut model, Message::Cut(from));
    act(&mut model, Message::Paste(row));
    assert!(!model.evaluation().trace().decision.is_allow());
    assert_eq!(model.selected(), &Item::account(model.scenario(), partner));
    // It goes as it came, and undo reaches both.
    act(&mut model, Message::Leave(partner));
    assert!(model.evaluation().trace().decision.is_allow());
    act(&mut model, Message::Undo);
    assert!(!model.evaluation().trace().decision.is_allow());
}

#[test]
fn the_management_account_stays_and_members_are_not_invited_twice() {
    let mut model = first_visit();
    let before = model.scenario().clone();
    let (office, shop) = (
        account(&model, "Head Office"),
        account(&model, "Coffee Shop"),
    );
    act(&mut model, Message::Leave(office));
    act(&mut model, Message::Join(shop, NodeRef::ROOT));
    act(&mut model, Message::CreateOrganization(shop));
    assert_eq!(*model.scenario(), before);
    assert_eq!(model.notices().len(), 1);
}

#[test]
fn an_account_without_organization_creates_one() {
    let mut model = first_visit();
    let own = Scenario {
        organization: None,
        ..coffee_shop()
    };
    act(&mut model, file(&own));
    let shop = account(&model, "Coffee Shop");
    act(&mut model, Message::CreateOrganization(shop));
    let tree = model.scenario().organization.as_ref().unwrap();
    assert_eq!(tree.management_account, shop);
    assert_eq!(model.selected(), &Item::account(model.scenario(), shop));
    let other = account(&model, "HR");
    act(&mut model, Message::Join(other, NodeRef::ROOT));
    let tree = model.scenario().organization.as_ref().unwrap();
    assert!(tree.account(other).is_some());
}

#[test]
fn a_bucket_changes_hands_and_a_queue_does_not() {
    let mut model = first_visit();
    let (shop, it) = (account(&model, "Coffee Shop"), account(&model, "IT"));
    let bucket = Item::Resource(shop, "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET".into());
    assert!(model.evaluation().trace().decision.is_allow());
    act(&mut model, Message::Cut(bucket.clone()));
    let place = Item::account(model.scenario(), it);
    act(&mut model, Message::Paste(place));
    // Now it lies in another account, whose bucket policy does not let Carla in.
    assert!(!model.evaluation().trace().decision.is_allow());
    assert_eq!(model.evaluation().request().resource.account, Some(it));
    act(&mut model, Message::Undo);
    assert!(model.evaluation().trace().decision.is_allow());
    let table = model.scenario().account(shop).unwrap().resources[1]
        .arn
        .clone();
    let over = landing(
        model.scenario(),
        &Dragged::Item(Item::Resource(shop, table)),
        &Item::account(model.scenario(), it),
        Zone::Into,
    );
    let Landing::Blocked(why) = over else {
        panic!("{over:?}")
    };
    assert!(
        why.contains("names account 111122223333 as its owner"),
        "{why}"
    );
}

#[test]
fn a_policy_is_written_where_it_goes() {
    let mut model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let bucket = Item::Resource(shop, "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET".into());
    let dialog = Dialog::NewPolicyFor(bucket.clone());
    act(&mut model, Message::ShowDialog(Some(dialog.clone())));
    let crate::view::dialog::Body::Policy { kinds, .. } = DialogView::new(&model).unwrap().body
    else {
        panic!("no kinds")
    };
    assert_eq!(kinds.len(), 1);
    let made = dialog.policy(kinds[0].0, "BucketPolicy".into()).unwrap();
    act(&mut model, made);
    let policy = policy(&model, "BucketPolicy");
    assert_eq!(model.front_policy(), Some(policy));
    assert_eq!(
        crate::attachments::to_item(model.scenario(), &bucket),
        [policy]
    );
    // One step back takes away both the policy and where it was attached.
    act(&mut model, Message::Undo);
    assert!(model.scenario().policies.named("BucketPolicy").is_none());
    // A name that is taken attaches nothing, and says so in the dialog.
    act(&mut model, Message::ShowDialog(Some(dialog.clone())));
    let taken = dialog.policy(PolicyKind::Resource, "KeepStock".into());
    act(&mut model, taken.unwrap());
    assert!(DialogView::new(&model).unwrap().problem.is_some());
    assert!(!scenario::edit::takes(
        &Target::from(&bucket),
        PolicyKind::KmsKey
    ));
}
