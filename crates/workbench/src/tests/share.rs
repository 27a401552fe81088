//! Sharing: what the dialog says, what is copied, and that own work stays as it is.

use super::*;
use crate::share::{Form, Share, ShareView};
use crate::view::DialogView;
use crate::view::dialog::Body;
use scenario::link::{self, Fragment};

fn real() -> Scenario {
    let text = wire::to_json(&coffee_shop()).replace("111122223333", "984501236712");
    wire::from_json(&text).unwrap()
}

fn with(scenario: &Scenario) -> Model {
    let mut model = first_visit();
    update(&mut model, file(scenario));
    update(&mut model, Message::Settled);
    model
}

fn share(model: &mut Model, message: Share) -> Vec<Effect> {
    update(model, Message::Share(message))
}

fn view(model: &Model) -> ShareView {
    let Body::Share(view) = DialogView::new(model).unwrap().body else {
        panic!()
    };
    *view
}

fn texts(view: &ShareView) -> String {
    let remarks = view.remarks.iter().map(|(_, text)| text.as_str());
    remarks.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_replaced_is_replaced_in_what_is_shared_only() {
    let scenario = real();
    let mut model = with(&scenario);
    share(&mut model, Share::Open(Form::Link));
    let before = view(&model);
    assert_eq!(before.leaves[0].words, "1 account ID");
    assert_eq!(before.leaves[0].items, ["984501236712"]);
    let effects = share(&mut model, Share::Replace(true));
    assert_eq!(effects, [Effect::ForgetLink]);
    let after = view(&model);
    assert!(after.leaves.is_empty(), "{:?}", after.leaves);
    let says = &after.replace.unwrap().remarks[0].1;
    assert_eq!(
        says,
        "The request and all tests get the same answers as before."
    );
    assert_eq!(*model.scenario(), scenario);
    for (form, _) in Form::ALL {
        share(&mut model, Share::Choose(form));
        let shared = view(&model).text.unwrap();
        assert!(!shared.contains("984501236712"), "{shared}");
        if let Some((_, rest)) = shared.split_once("#v1.") {
            let payload = rest.split(['"', ')']).next().unwrap();
            let Ok(Fragment::Scenario(opened)) = link::read(&format!("v1.{payload}")) else {
                panic!("{shared}")
            };
            assert!(!wire::to_json(&opened).contains("984501236712"));
        }
    }
    let effects = share(&mut model, Share::SaveFile);
    let [Effect::Download { text, .. }] = &effects[..] else {
        panic!()
    };
    assert!(!text.contains("984501236712"));
    let effects = share(&mut model, Share::Replace(false));
    assert!(matches!(effects[..], [Effect::ShowLink(_)]));
    assert_eq!(view(&model).form, Form::Qr);
}

#[test]
fn a_scenario_of_the_documentation_has_nothing_to_replace() {
    let mut model = first_visit();
    share(&mut model, Share::Open(Form::Link));
    let view = view(&model);
    assert_eq!(view.replace, None);
    assert!(
        view.leaves_word.contains("harmless"),
        "{}",
        view.leaves_word
    );
}

#[test]
fn the_length_is_told_with_what_it_means() {
    for (notes, means) in [
        (0, "works everywhere"),
        (2_500, "most other"),
        (12_000, "safer"),
        (40_000, "too large"),
    ] {
        let mut scenario = coffee_shop();
        // Random enough that it does not pack.
        let mut state = 7_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(33 + (state >> 16) % 90).unwrap()
        };
        let text: String = (0..notes).map(|_| noise()).collect();
        let policy = scenario.policies.named("ReadReceipts").unwrap();
        scenario.policies.get_mut(policy).unwrap().text = text.into();
        let mut model = with(&scenario);
        share(&mut model, Share::Open(Form::Link));
        let view = view(&model);
        assert!(texts(&view).contains(means), "{notes}: {}", texts(&view));
        assert_eq!(view.text.is_some(), notes < 40_000);
    }
}

#[test]
fn snippets_are_those_of_the_contract() {
    let mut scenario = coffee_shop();
    scenario.title = "A \"title\" <b> & [more](x)".into();
    let mut model = with(&scenario);
    share(&mut model, Share::Open(Form::Frame));
    let frame = view(&model).text.unwrap();
    let head = "<iframe title=\"A &quot;title&quot; &lt;b> &amp; [more](x)\" src=\"https://playground.example/embed/#v1.D1.";
    assert!(frame.starts_with(head), "{frame}");
    let tail = "\" loading=\"lazy\" sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\" width=\"100%\" height=\"640\" style=\"border: 0\"></iframe>";
    assert!(frame.ends_with(tail), "{frame}");
    share(&mut model, Share::Mode(crate::embed::Mode::Path));
    share(&mut model, Share::Theme(crate::Theme::Dark));
    share(&mut model, Share::ReadOnly(true));
    let frame = view(&model).text.unwrap();
    assert!(
        frame.contains("embed/?mode=path&amp;theme=dark&amp;readonly=1#v1."),
        "{frame}"
    );
    share(&mut model, Share::Choose(Form::Element));
    let element = view(&model).text.unwrap();
    assert!(
        element.starts_with(
            "<script async src=\"https://playground.example/iam-playground-element.js\"></script>"
        ),
        "{element}"
    );
    assert!(
        element.contains("mode=\"path\" theme=\"dark\" readonly title=\"A &quot;"),
        "{element}"
    );
    share(&mut model, Share::Choose(Form::Markdown));
    let markdown = view(&model).text.unwrap();
    assert!(
        markdown.starts_with("[A \"title\" \\<b\\> & \\[more\\](x)](https://"),
        "{markdown}"
    );
    share(&mut model, Share::Choose(Form::Text));
    let text = view(&model).text.unwrap();
    assert!(
        text.contains("**Allowed**") && text.contains("```json"),
        "{text}"
    );
}

#[test]
fn a_page_from_a_disk_offers_the_file() {
    let (mut model, _) = start(Stored {
        address: "file:///home/ana/iam-playground.html".into(),
        ..stored()
    });
    share(&mut model, Share::Open(Form::Link));
    let said = texts(&view(&model));
    assert!(
        said.contains("only on this computer") && !said.contains("everywhere"),
        "{said}"
    );
    share(&mut model, Share::Choose(Form::Frame));
    assert_eq!(view(&model).text, None);
}

#[test]
fn keeping_makes_it_ones_own_and_puts_the_link_into_the_address() {
    let mut model = first_visit();
    let effects = update(&mut model, Message::Keep);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Save(_)))
    );
    let shown = effects.iter().find_map(|effect| match effect {
        Effect::ShowLink(fragment) => Some(fragment),
        _ => None,
    });
    let whole = Fragment::Scenario(Box::new(coffee_shop()));
    assert_eq!(link::read(shown.unwrap()), Ok(whole));
    assert!(effects.contains(&Effect::Tell(
        "Kept in this browser. Its link is in the address bar.".into()
    )));
    // What is changed is no longer what the address says, which is told to the browser once.
    let effects = update(&mut model, Message::SetTitle("Other".into()));
    assert!(effects.contains(&Effect::ForgetLink));
    let effects = update(&mut model, Message::SetTitle("Another".into()));
    assert_eq!(effects, [Effect::SettleSoon]);
}

#[test]
fn a_link_written_by_hand_is_a_link_from_then_on() {
    let query = "action=s3:GetObject&resource=arn:aws:s3:::b/k&caller=anonymous";
    let (model, effects) = start(Stored {
        query: query.into(),
        open: own_kept(),
        ..stored()
    });
    assert_eq!(model.scenario().request.action, "s3:GetObject");
    let shown = effects.iter().find_map(|effect| match effect {
        Effect::ShowLink(fragment) => Some(link::read(fragment).unwrap()),
        _ => None,
    });
    let whole = Fragment::Scenario(Box::new(model.scenario().clone()));
    assert_eq!(shown, Some(whole));
    assert!(matches!(model.notices(), [crate::Notice::Visiting { .. }]));
    let (model, effects) = start(Stored {
        query: "action=s3:GetObject&polcy={}".into(),
        open: own_kept(),
        ..stored()
    });
    assert_eq!(model.scenario().title, "Mine");
    assert!(effects.contains(&Effect::ForgetLink));
    let [crate::Notice::Refused(why)] = model.notices() else {
        panic!()
    };
    assert!(why.contains("`polcy`"), "{why}");
}
