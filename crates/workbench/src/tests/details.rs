//! VPC endpoints, and what things are known by beside their names.

use super::*;
use crate::view::dialog::Body;
use crate::view::{CallerView, DialogView, menu};
use crate::{Details, Dialog, Thing};
use iam::PolicyKind;

fn details(model: &mut Model, item: &Item) -> Details {
    act(
        model,
        Message::ShowDialog(Some(Dialog::Details(item.clone()))),
    );
    match DialogView::new(model).unwrap().body {
        Body::Details(details) => details,
        other => panic!("{other:?}"),
    }
}

fn some_user(model: &Model) -> Item {
    let mut accounts = model.scenario().accounts.iter();
    let found = accounts.find_map(|(id, held)| {
        let user = held.users.first()?;
        Some(Item::User(*id, user.name.clone()))
    });
    found.unwrap()
}

#[test]
fn tags_of_a_user_are_typed_a_line_each_and_undone() {
    let mut model = first_visit();
    let user = some_user(&model);
    let Item::User(account, name) = user.clone() else {
        panic!("no user")
    };
    let before = model.scenario().clone();
    let shown = details(&mut model, &user);
    assert!(shown.path.is_some() && shown.longest.is_none() && shown.vpc.is_none());
    let typed = Details {
        path: Some("/staff/".into()),
        tags: Some("team = red\n\nnight".into()),
        ..Details::default()
    };
    act(&mut model, Message::SetDetails(user.clone(), typed));
    assert!(model.dialog().is_none());
    let held = model.scenario().account(account).unwrap();
    let tags: Vec<(&str, &str)> = held
        .user(&name)
        .unwrap()
        .tags
        .iter()
        .map(|tag| (tag.key.as_str(), tag.value.as_str()))
        .collect();
    assert_eq!(tags, [("team", "red"), ("night", "")]);
    assert_eq!(details(&mut model, &user).tags.unwrap(), "team=red\nnight=");
    act(&mut model, Message::Undo);
    assert_eq!(*model.scenario(), before);
}

#[test]
fn what_aws_refuses_of_details_changes_nothing_and_stays_in_the_dialog() {
    let mut model = first_visit();
    let account = account(&model, "Coffee Shop");
    let role = "Refused".to_owned();
    act(
        &mut model,
        Message::AddTo {
            account,
            thing: Thing::Role,
            name: role.clone(),
        },
    );
    let item = Item::Role(account, role);
    let before = model.scenario().clone();
    for (path, longest, tags, why) in [
        ("staff", "", "", "path"),
        ("/a/", "60", "", "3600 to 43200"),
        ("/a/", "often", "", "3600 to 43200"),
        ("/a/", "7200", "aws:team=red", "AWS's own"),
        ("/a/", "7200", "team=red\nTeam=blue", "twice"),
    ] {
        details(&mut model, &item);
        let typed = Details {
            path: Some(path.into()),
            longest: Some(longest.into()),
            tags: Some(tags.into()),
            vpc: None,
        };
        act(&mut model, Message::SetDetails(item.clone(), typed));
        let problem = DialogView::new(&model).unwrap().problem.unwrap();
        assert!(problem.contains(why), "{problem}");
        assert_eq!(*model.scenario(), before);
    }
}

#[test]
fn an_endpoint_is_made_travelled_through_limited_renamed_and_deleted() {
    let mut model = first_visit();
    let account = account(&model, "Coffee Shop");
    let add = |name: &str| Message::AddTo {
        account,
        thing: Thing::Endpoint,
        name: name.into(),
    };
    act(&mut model, add("Door"));
    assert!(model.scenario().endpoints.is_empty());
    act(&mut model, add("vpce-0abc"));
    let item = Item::Endpoint(account, "vpce-0abc".into());
    assert_eq!(*model.selected(), item);
    let entries = menu::of(&model, &item);
    let through = entries.iter().find(|entry| entry.label.contains("through"));
    act(&mut model, through.unwrap().message.clone());
    let picks = CallerView::new(&model).endpoints;
    assert!(
        picks
            .iter()
            .any(|pick| pick.chosen && pick.label.contains("vpce-0abc in vpc-0abc"))
    );
    assert!(verdict(&model).starts_with("Allowed"));
    act(
        &mut model,
        Message::NewPolicy(PolicyKind::VpcEndpoint, "Shut".into()),
    );
    let shut = policy(&model, "Shut");
    let text = r#"{"Version":"2012-10-17","Statement":[]}"#;
    act(&mut model, Message::EditPolicy(shut, text.into()));
    act(&mut model, Message::Attach(shut, item.clone()));
    let said = verdict(&model);
    assert!(said.contains("VPC endpoint policy"), "{said}");
    act(&mut model, Message::Rename(item, "vpce-0def".into()));
    let item = Item::Endpoint(account, "vpce-0def".into());
    assert!(item.exists(model.scenario()));
    assert_eq!(
        model.scenario().request.endpoint.as_deref(),
        Some("vpce-0def")
    );
    let vpc = Details {
        vpc: Some("vpc-1".into()),
        ..Details::default()
    };
    act(&mut model, Message::SetDetails(item.clone(), vpc));
    assert_eq!(model.scenario().endpoints[0].vpc, "vpc-1");
    act(&mut model, Message::Delete(item));
    assert!(model.scenario().endpoints.is_empty());
    assert_eq!(model.scenario().request.endpoint, None);
    act(&mut model, Message::Undo);
    assert_eq!(model.scenario().endpoints.len(), 1);
}

#[test]
fn every_entry_of_every_menu_in_an_account_has_its_place() {
    let mut model = first_visit();
    let account = account(&model, "Coffee Shop");
    let labels = |item: &Item, model: &Model| -> Vec<String> {
        let entries = menu::of(model, item).into_iter();
        entries.map(|entry| entry.label).collect()
    };
    let own = labels(&Item::account(model.scenario(), account), &model);
    for thing in Thing::ALL {
        let new = format!("New {}…", thing.word());
        assert!(own.contains(&new), "{own:?}");
        let name = match thing {
            Thing::Resource => "arn:aws:s3:::new-bucket",
            Thing::Endpoint => "vpce-1",
            Thing::User | Thing::Group | Thing::Role => "Somebody",
        };
        let name = name.to_owned();
        let item = thing.item(account, name.clone());
        act(
            &mut model,
            Message::AddTo {
                account,
                thing,
                name,
            },
        );
        let held = labels(&item, &model);
        for wanted in ["Rename…", "Delete"] {
            assert!(held.iter().any(|label| label == wanted), "{held:?}");
        }
        let described = held.iter().any(|label| label.starts_with("Details"));
        assert_eq!(described, thing != Thing::Group);
    }
}
