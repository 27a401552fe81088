//! The whole page of the coffee shop, as text.

use super::*;
use crate::Dialog;
use crate::view::dialog::Body;
use crate::view::path::GateView;
use crate::view::{DialogView, HeaderView, LibraryView, PathView, PolicyPane, TreeView, menu};
use expect_test::expect;
use std::fmt::Write as _;

#[test]
fn tree() {
    let model = first_visit();
    let mut text = String::new();
    for row in TreeView::new(&model).rows {
        let indent = "  ".repeat(row.level as usize - 1);
        let lit = if row.lit { "● " } else { "" };
        write!(text, "{indent}{lit}{:?} {} {}", row.kind, row.name, row.id).unwrap();
        for badge in &row.badges {
            write!(text, " [{}]", badge.title).unwrap();
        }
        for (layer, state) in &row.gates {
            write!(text, " {}:{}", layer.code(), state.code()).unwrap();
        }
        let management = if row.is_management {
            " (management)"
        } else {
            ""
        };
        writeln!(
            text,
            " {}/{} {:?}{management}",
            row.position, row.siblings, row.expansion
        )
        .unwrap();
    }
    expect![[r#"
        ● Root Root  [1 service control policy: FullAWSAccess] rcp:allow scp:allow 1/1 Open
          Account Head Office 123456789012 [1 service control policy: FullAWSAccess] 1/5 Leaf (management)
          ● Account Coffee Shop 111122223333 [1 service control policy: FullAWSAccess] rcp:allow scp:allow 2/5 Open
            User Olga  [1 policy: AdministratorAccess] 1/10 Leaf
            ● User Carla  identity:allow 2/10 Leaf
            User Chen  3/10 Leaf
            User Ivo  4/10 Leaf
            ● Group Cashiers  [1 policy: ReadReceipts] 5/10 Leaf
            Group InventorySpecialists  [1 policy: KeepStock] 6/10 Leaf
            Role OnlineOrders  [2 policies: TakeOrders, OnlineOrdersTrust] 7/10 Leaf
            ● Resource AWSDOC-EXAMPLE-BUCKET  8/10 Leaf
            Resource table/Inventory  9/10 Leaf
            Resource table/Orders  10/10 Leaf
          Account Finance 444455556666 [1 service control policy: FullAWSAccess] 3/5 Closed
          Account IT 777788889999 [1 service control policy: FullAWSAccess] 4/5 Closed
          Ou HR and Legal  [2 service control policies: FullAWSAccess, ApprovedServices] 5/5 Open
            Account HR 222222222222 [1 service control policy: FullAWSAccess] 1/2 Closed
            Account Legal 333333333333 [1 service control policy: FullAWSAccess] 2/2 Closed
    "#]].assert_eq(&text);
}

fn write_gate(text: &mut String, gate: &GateView, indent: &str) {
    let GateView {
        name,
        says,
        role,
        sentence,
        ..
    } = gate;
    writeln!(text, "{indent}{name}: {says} ({role:?}) – {sentence}").unwrap();
    for policy in &gate.policies {
        writeln!(text, "{indent}  {} ({})", policy.name, policy.origin).unwrap();
        for card in &policy.statements {
            writeln!(
                text,
                "{indent}    {} {} {}",
                card.name, card.effect, card.says
            )
            .unwrap();
            for line in &card.elements {
                let (name, says, sentence) = (&line.name, line.says, &line.sentence);
                writeln!(text, "{indent}      {name} {says}: {sentence}").unwrap();
            }
        }
    }
    for stop in &gate.stops {
        write_gate(text, stop, &format!("{indent}  "));
    }
}

fn path(model: &Model) -> String {
    let mut text = format!("{}\n", verdict(model));
    for gate in PathView::new(model).gates {
        write_gate(&mut text, &gate, "");
    }
    text
}

#[test]
fn path_of_the_first_request() {
    expect![[r#"
        Allowed: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it
        Explicit deny: nothing denies (Passed) – no statement denies the request
        Resource control policies: allows on every level (Passed) – every level allows: the root of the organization, account Coffee Shop
        Service control policies: allows on every level (Passed) – every level allows: the root of the organization, account Coffee Shop
        Resource-based policy: none is attached (Passed) – none is attached
        Identity-based policies: allows (Decides) – ReadReceipts allows `s3:GetObject` here
          ReadReceipts (managed policy of the group Cashiers)
            statement ListTheBucket Allow does not apply
              Action does not match: `s3:GetObject` is not `s3:ListBucket`
              Resource does not match: resource `AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` is not `AWSDOC-EXAMPLE-BUCKET`
            statement GetReceipts Allow allows this request
              Action matches: `s3:GetObject` is listed
              Resource matches: `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf` matches `arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/*`
        Permissions boundary: none is attached (Passed) – none is attached
        Session policies: no session policy was passed (Passed) – no session policy was passed
        VPC endpoint policy: not sent through a VPC endpoint (Passed) – not sent through a VPC endpoint
    "#]].assert_eq(&path(&first_visit()));
}

#[test]
fn path_of_a_request_that_an_ou_stops() {
    let mut model = first_visit();
    ask(&mut model, "Lea (user)", "translate:TranslateText", "*");
    expect![[r#"
        Denied: Explicit deny in a service control policy, statement DenyServicesWithoutApproval of ApprovedServices on OU HR and Legal
        Explicit deny: denies (Decides) – ApprovedServices denies `translate:TranslateText` here
          ApprovedServices (service control policy on OU HR and Legal)
            statement DenyServicesWithoutApproval Deny denies this request
              NotAction matches: `translate:TranslateText` is not listed, so the statement covers it
              Resource matches: `*` is listed
        Resource control policies: the call is not about one resource (After) – the call is not about one resource
        Service control policies: OU HR and Legal: denies (After) – ApprovedServices denies `translate:TranslateText` here
        Resource-based policy: none is attached (After) – none is attached
        Identity-based policies: would allow (After) – OfficeWork allows `translate:TranslateText` here
        Permissions boundary: none is attached (After) – none is attached
        Session policies: no session policy was passed (After) – no session policy was passed
        VPC endpoint policy: not sent through a VPC endpoint (After) – not sent through a VPC endpoint
    "#]].assert_eq(&path(&model));
}

#[test]
fn policy_in_front() {
    let model = first_visit();
    let pane = PolicyPane::new(&model);
    let front = pane.front.unwrap();
    let mut text = String::new();
    for tab in pane.tabs {
        writeln!(text, "tab {} {} front {}", tab.name, tab.kind, tab.front).unwrap();
    }
    writeln!(
        text,
        "{}, {}, size {:?}",
        front.name, front.kind, front.size
    )
    .unwrap();
    for place in &front.attached {
        writeln!(text, "attached to {}", place.label).unwrap();
    }
    let units: Vec<u16> = front.text.encode_utf16().collect();
    for mark in &front.highlights {
        let marked = String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap();
        writeln!(
            text,
            "{}: {}",
            mark.kind,
            marked.split_whitespace().collect::<String>()
        )
        .unwrap();
    }
    expect![[r#"
        tab ReadReceipts managed front true
        ReadReceipts, managed policy, size Some(SizeView { used: 274, limit: 6144 })
        attached to group Cashiers
        allows: {"Sid":"GetReceipts","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/*"}
        decides: {"Sid":"GetReceipts","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/*"}
    "#]].assert_eq(&text);
}

#[test]
fn context() {
    let model = first_visit();
    let view = RequestView::new(&model).context;
    let mut text = format!("{}\n", view.summary);
    for group in view.groups {
        writeln!(text, "{}", group.name).unwrap();
        for row in group.rows {
            writeln!(text, "  {} = {:?} {}", row.key, row.value, row.mark.word()).unwrap();
        }
    }
    expect![[r#"
        13 keys derived
        Caller
          aws:PrincipalAccount = "111122223333" derived
          aws:PrincipalArn = "arn:aws:iam::111122223333:user/Carla" derived
          aws:PrincipalIsAWSService = "false" derived
          aws:PrincipalOrgID = "o-c0ffee5h0p" derived
          aws:PrincipalOrgPaths = "o-c0ffee5h0p/r-cafe/" derived
          aws:PrincipalType = "User" derived
          aws:userid = "" unknown
          aws:username = "Carla" derived
        Resource
          aws:ResourceAccount = "111122223333" derived
          aws:ResourceOrgID = "o-c0ffee5h0p" derived
          aws:ResourceOrgPaths = "o-c0ffee5h0p/r-cafe/" derived
        Network
          aws:SecureTransport = "true" derived
          aws:SourceIp = "" unknown
          aws:UserAgent = "" unknown
        Request
          aws:RequestedRegion = "" unknown
          aws:ViaAWSService = "false" derived
        Time
          aws:CurrentTime = "" unknown
          aws:EpochTime = "" unknown
        Service
          s3:authType = "" unknown
          s3:ResourceAccount = "111122223333" derived
          s3:signatureAge = "" unknown
          s3:signatureversion = "" unknown
          s3:TlsVersion = "" unknown
    "#]]
    .assert_eq(&text);
}

#[test]
fn library_and_header() {
    let model = first_visit();
    let mut text = String::new();
    for row in LibraryView::new(&model).policies {
        writeln!(text, "{} ({}), {}", row.name, row.kind, row.attached).unwrap();
    }
    let header = HeaderView::new(&model);
    writeln!(
        text,
        "{} undo {:?} redo {:?}",
        header.title, header.undo, header.redo
    )
    .unwrap();
    expect![[r#"
        FullAWSAccess (SCP), 8 places
        ReadReceipts (managed), group Cashiers
        KeepStock (managed), group InventorySpecialists
        TakeOrders (managed), role OnlineOrders
        OnlineOrdersTrust (trust), role OnlineOrders
        ViewCosts (managed), user Fiona
        OfficeWork (managed), 2 places
        ApprovedServices (SCP), OU HR and Legal
        AdministratorAccess (managed), 2 places
        Coffee shop undo None redo None
    "#]]
    .assert_eq(&text);
}

#[test]
fn menus() {
    let model = first_visit();
    let shop = account(&model, "Coffee Shop");
    let items = [
        Item::Node(NodeRef::ROOT),
        Item::Node(node(&model, "HR and Legal")),
        Item::Node(node(&model, "Legal")),
        Item::User(shop, "Carla".into()),
    ];
    let mut text = String::new();
    for item in items {
        writeln!(text, "{}", item.name(model.scenario())).unwrap();
        for entry in menu::of(&model, &item) {
            writeln!(text, "  {} {}", entry.label, entry.key.unwrap_or_default()).unwrap();
        }
    }
    expect![[r#"
        Root
          New OU… 
          New account… 
          New account outside the organization… 
          Effective policies… Alt+Enter
          Attach policy… 
          Detach policy… 
          Open FullAWSAccess 
          Switch its policies off 
        HR and Legal
          New OU… 
          New account… 
          Move to… 
          Cut Ctrl+X
          Effective policies… Alt+Enter
          Attach policy… 
          Detach policy… 
          Open FullAWSAccess 
          Open ApprovedServices 
          Switch its policies off 
          Rename… F2
          Delete Delete
        Legal
          Move to… 
          Cut Ctrl+X
          New user… 
          New group… 
          New role… 
          New resource… 
          New VPC endpoint… 
          Effective policies… Alt+Enter
          Attach policy… 
          Detach policy… 
          Open FullAWSAccess 
          Switch its policies off 
          Rename… F2
          Remove from the organization 
          Delete Delete
        Carla
          Details and tags… 
          Groups… 
          Effective policies… 
          Attach policy… 
          Rename… F2
          Delete Delete
    "#]]
    .assert_eq(&text);
}

fn dialog(model: &mut Model, dialog: Dialog) -> String {
    act(model, Message::ShowDialog(Some(dialog)));
    let view = DialogView::new(model).unwrap();
    let mut text = format!("{}\n", view.title);
    match view.body {
        Body::Choices { remark, choices } => {
            if !remark.is_empty() {
                writeln!(text, "  {remark}").unwrap();
            }
            for choice in choices {
                let indent = "  ".repeat(choice.level as usize + 1);
                let problem = choice.problem.unwrap_or_default();
                writeln!(
                    text,
                    "{indent}{} [{}] {problem}",
                    choice.label, choice.detail
                )
                .unwrap();
            }
        }
        other => writeln!(text, "  {other:?}").unwrap(),
    }
    act(model, Message::ShowDialog(None));
    text
}

#[test]
fn dialogs() {
    let mut model = first_visit();
    let (ou, legal) = (node(&model, "HR and Legal"), node(&model, "Legal"));
    let lea = Item::User(account(&model, "Legal"), "Lea".into());
    let dialogs = [
        Dialog::MoveTo(Item::Node(legal)),
        Dialog::MoveTo(Item::Node(ou)),
        Dialog::Attach(Item::Node(ou)),
        Dialog::Detach(Item::Node(ou)),
        Dialog::Attach(lea.clone()),
        Dialog::Rename(lea),
        Dialog::NewAccount(Some(ou)),
    ];
    let texts: Vec<String> = dialogs
        .into_iter()
        .map(|shown| dialog(&mut model, shown))
        .collect();
    expect![[r#"
        Move account Legal to…
          Root [] 
            HR and Legal [here now] 
        Move OU HR and Legal to…
          Root [here now] 
            HR and Legal [] OU `HR and Legal` cannot go into itself or into an OU below it. Choose a place outside of it.
        Attach to OU HR and Legal
          Attached here: 2 of 10 SCPs; 1 of 5 RCPs, RCPFullAWSAccess included.
          New policy… [] 
        Detach from OU HR and Legal
          FullAWSAccess [service control policy] 
          ApprovedServices [service control policy] 
        Attach to user Lea
          Attached here: 1 of 10 managed policies.
          ReadReceipts [managed policy] 
          KeepStock [managed policy] 
          TakeOrders [managed policy] 
          ViewCosts [managed policy] 
          AdministratorAccess [managed policy] 
          New policy… [] 
        Rename user Lea
          Name { label: "Name", value: "Lea", button: "Rename" }
        New account under OU HR and Legal
          Account { id: "111111111111" }
    "#]]
    .assert_eq(&texts.join(""));
}

#[test]
fn the_written_map_of_keys_and_the_dialog_agree() {
    let told: Vec<(String, String)> = crate::view::dialog::KEYS
        .iter()
        .flat_map(|(place, keys)| {
            keys.iter()
                .map(|(key, _)| (place.to_lowercase(), (*key).to_owned()))
        })
        .collect();
    // What is the same in every program is written down, and not told by the page.
    let not_told = [
        "search of the organization",
        "menus",
        "dialogs",
        "gallery of examples",
        "fields with suggestions",
        "answers to several requests",
        "a drag",
    ];
    let document = include_str!("../../../../docs/ACCESSIBILITY.md");
    let (_, table) = document.split_once("| where | key | does |").unwrap();
    let mut part = "";
    let mut written = Vec::new();
    for line in table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if !cells[1].is_empty() {
            part = cells[1];
        }
        if !not_told.contains(&part) {
            written.push((part.to_owned(), cells[2].to_owned()));
        }
    }
    assert_eq!(told, written);
}
