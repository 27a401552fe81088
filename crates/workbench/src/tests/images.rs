//! Pictures and the printed sheet.

use super::*;
use crate::image::{ImageFormat, Picture, Shade, image};
use crate::view::PrintView;
use expect_test::expect;

/// What stands between the tags of a picture.
fn texts(svg: &str) -> String {
    let mut text = String::new();
    for line in svg.lines().filter(|line| line.starts_with("<text")) {
        let (_, rest) = line.split_once('>').unwrap();
        text.push_str(rest.strip_suffix("</text>").unwrap());
        text.push('\n');
    }
    text
}

/// Fails where tags are not closed in order, as every reader of SVG would.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        assert!(!text.contains('&') || text.contains(';'), "{text}");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn the_path_says_what_the_page_says() {
    let model = first_visit();
    let picture = image(&model, Picture::Path, Shade::Light);
    assert_well_formed(&picture.svg);
    expect![[r#"
        Allowed
        Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy
        denies it
        Caller
        arn:aws:iam::111122223333:user/Carla
        Action
        s3:GetObject
        Resource
        arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf
        Explicit deny
        does not apply
        No statement denies the request
        RCPs on the root of the organization
        allows
        RCPFullAWSAccess allows, and nothing denies
        RCPs on account Coffee Shop
        allows
        RCPFullAWSAccess allows, and nothing denies
        SCPs on the root of the organization
        allows
        FullAWSAccess allows s3:GetObject here
        – statement 1 of FullAWSAccess allows
        SCPs on account Coffee Shop
        allows
        FullAWSAccess allows s3:GetObject here
        – statement 1 of FullAWSAccess allows
        Resource-based policy
        does not apply
        None is attached
        Identity-based policies
        allows: decides
        ReadReceipts allows s3:GetObject here
        – statement GetReceipts of ReadReceipts allows
        Permissions boundary
        does not apply
        None is attached
        Session policies
        does not apply
        No session policy was passed
        VPC endpoint policy
        does not apply
        Not sent through a VPC endpoint
    "#]]
    .assert_eq(&texts(&picture.svg));
}

#[test]
fn the_organization_has_the_rows_of_the_page() {
    let mut model = first_visit();
    let root = node(&model, "Root");
    act(&mut model, Message::SwitchNode(root));
    let picture = image(&model, Picture::Organization, Shade::Dark);
    assert_well_formed(&picture.svg);
    expect![[r#"
        Organization of Coffee shop
        Root
        SCP 1
        RCP: allows
        SCP: allows
        Head Office
        123456789012
        management account
        SCP 1
        Coffee Shop
        111122223333
        SCP 1
        RCP: allows
        SCP: allows
        Olga
        1 policy
        Carla
        identity-based policies: allows
        Chen
        Ivo
        Cashiers
        1 policy
        InventorySpecialists
        1 policy
        OnlineOrders
        2 policies
        AWSDOC-EXAMPLE-BUCKET
        table/Inventory
        table/Orders
        Finance
        444455556666
        SCP 1
        …
        IT
        777788889999
        SCP 1
        …
        HR and Legal
        SCP 2
        HR
        222222222222
        SCP 1
        …
        Legal
        333333333333
        SCP 1
        …
    "#]]
    .assert_eq(&texts(&picture.svg));
}

#[test]
fn the_same_state_gives_the_same_bytes_in_each_shade() {
    let (one, two) = (first_visit(), first_visit());
    for (picture, _) in Picture::ALL {
        let light = image(&one, picture, Shade::Light);
        assert_eq!(light, image(&two, picture, Shade::Light));
        let dark = image(&one, picture, Shade::Dark);
        assert_ne!(light, dark);
        assert_eq!(texts(&light.svg), texts(&dark.svg));
    }
}

#[test]
fn no_name_becomes_markup() {
    let mut model = first_visit();
    let evil = "</title><script>alert(1)</script>&\"\u{1}";
    act(&mut model, Message::SetTitle(evil.into()));
    act(&mut model, Message::SetAction(evil.into()));
    act(
        &mut model,
        Message::SetResource(format!("arn:aws:s3:::{evil}")),
    );
    for (picture, _) in Picture::ALL {
        let svg = image(&model, picture, Shade::Light).svg;
        assert_well_formed(&svg);
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains('\u{1}'));
    }
}

#[test]
fn a_picture_is_a_file_named_after_the_scenario() {
    let mut model = first_visit();
    let ask = |format| Message::ExportImage(Picture::Path, format, Shade::Light);
    let effects = act(&mut model, ask(ImageFormat::Svg));
    let [Effect::Download { name, text }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(name, "coffee-shop-decision-path.svg");
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    let effects = act(&mut model, ask(ImageFormat::Png));
    assert!(matches!(&effects[..], [Effect::DownloadPng { name, image }]
        if name == "coffee-shop-decision-path.png" && 0 < image.height));
    act(&mut model, Message::ImageFailed);
    assert_eq!(model.notices().len(), 1);
}

#[test]
fn the_sheet_is_there_while_the_page_is_printed() {
    let mut model = first_visit();
    assert_eq!(PrintView::new(&model), None);
    assert_eq!(act(&mut model, Message::Print), [Effect::Print]);
    act(&mut model, Message::ShowPrint(true));
    let sheet = PrintView::new(&model).unwrap();
    assert_eq!(sheet.title, "Coffee shop");
    assert_eq!(sheet.request[1], ("Action".into(), "s3:GetObject".into()));
    assert!(
        sheet
            .stops
            .iter()
            .any(|stop| stop.says.contains("The decision is made here"))
    );
    assert!(!sheet.rows.is_empty());
    let front = model.front_policy().unwrap();
    let front = &model.scenario().policies.get(front).unwrap().text;
    assert!(sheet.policies.iter().any(|(_, text)| **text == **front));
    act(&mut model, Message::ShowPrint(false));
    assert_eq!(PrintView::new(&model), None);
}
