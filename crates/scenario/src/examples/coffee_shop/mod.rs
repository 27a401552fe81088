//! The coffee shop of the AWS course: its people and their permissions, and the company around
//! it. The course calls an action `ListObject`; here stand AWS's real names.

use crate::account::{Account, Group, Resource, Role, User};
use crate::document::Scenario;
use crate::organization::{NodeKind, NodeRef, OrganizationTree};
use crate::policy::{PolicyDocument, PolicyLibrary, PolicyOwner, PolicyRef};
use crate::request::{CallerSpec, Credentials, Expectation, RequestSpec, SavedRequest, Session};
use iam::{AccountId, PolicyKind};
use std::collections::BTreeMap;

pub(super) const TITLE: &str = "Coffee shop";

const NOTES: &str = "\
The shop's owner lets cashiers look at the receipts in the bucket AWSDOC-EXAMPLE-BUCKET, and \
inventory specialists look after the stock. Whoever takes online orders assumes a role for it \
and has only the role's permissions meanwhile.

The company has accounts for the shop, finance, IT, HR and legal. HR and legal stand in an OU \
whose service control policy keeps them to approved services.

Listing a bucket is called ListObject in some course material. The action's name in AWS is \
s3:ListBucket and it works on the bucket; s3:GetObject reads one object in it.";

const BUCKET: &str = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET";
const RECEIPT: &str = "arn:aws:s3:::AWSDOC-EXAMPLE-BUCKET/receipts/2026-10-01.pdf";
const CONTRACTS: &str = "arn:aws:s3:::amzn-s3-demo-contracts";
const INVENTORY: &str = "arn:aws:dynamodb:us-east-1:111122223333:table/Inventory";
const ORDERS: &str = "arn:aws:dynamodb:us-east-1:111122223333:table/Orders";
const ONLINE_ORDERS: &str = "arn:aws:iam::111122223333:role/OnlineOrders";

/// The accounts of the company.
struct Accounts {
    head_office: AccountId,
    shop: AccountId,
    finance: AccountId,
    it: AccountId,
    hr: AccountId,
    legal: AccountId,
}

/// Its policies.
struct Policies {
    administrator: PolicyRef,
    receipts: PolicyRef,
    stock: PolicyRef,
    orders: PolicyRef,
    orders_trust: PolicyRef,
    costs: PolicyRef,
    office: PolicyRef,
    approved: PolicyRef,
}

pub(super) fn build() -> Option<Scenario> {
    let ids = Accounts {
        head_office: AccountId::parse("123456789012")?,
        shop: AccountId::parse("111122223333")?,
        finance: AccountId::parse("444455556666")?,
        it: AccountId::parse("777788889999")?,
        hr: AccountId::parse("222222222222")?,
        legal: AccountId::parse("333333333333")?,
    };
    let mut library = PolicyLibrary::default();
    let policies = policies(&mut library);
    let saved = saved(&ids);
    Some(Scenario {
        title: TITLE.into(),
        notes: NOTES.into(),
        organization: Some(organization(&ids, &policies)),
        accounts: accounts(&ids, &policies),
        policies: library,
        endpoints: Vec::new(),
        request: saved.first()?.request.clone(),
        saved,
    })
}

fn policies(library: &mut PolicyLibrary) -> Policies {
    let mut add = |name: &str, kind, text: &str| library.add(PolicyDocument::new(name, kind, text));
    let managed = PolicyKind::Managed;
    let receipts = include_str!("read-receipts.json");
    let stock = include_str!("keep-stock.json");
    let orders = include_str!("take-orders.json");
    let trust = include_str!("take-orders-trust.json");
    let costs = include_str!("view-costs.json");
    let office = include_str!("office-work.json");
    let approved = include_str!("approved-services.json");
    Policies {
        receipts: add("ReadReceipts", managed, receipts),
        stock: add("KeepStock", managed, stock),
        orders: add("TakeOrders", managed, orders),
        orders_trust: add("OnlineOrdersTrust", PolicyKind::RoleTrust, trust),
        costs: add("ViewCosts", managed, costs),
        office: add("OfficeWork", managed, office),
        approved: add("ApprovedServices", PolicyKind::Scp, approved),
        administrator: library.add(PolicyDocument {
            owner: PolicyOwner::Aws,
            ..PolicyDocument::new(
                "AdministratorAccess",
                managed,
                include_str!("administrator-access.json"),
            )
        }),
    }
}

fn organization(ids: &Accounts, policies: &Policies) -> OrganizationTree {
    let mut tree = OrganizationTree::new("o-c0ffee5h0p", "r-cafe", ids.head_office);
    for account in [ids.shop, ids.finance, ids.it] {
        tree.add(NodeRef::ROOT, NodeKind::Account(account));
    }
    let ou = NodeKind::Ou {
        id: "ou-cafe-hrlegal1".into(),
        name: "HR and Legal".into(),
    };
    let ou = tree.add(NodeRef::ROOT, ou);
    if let Some(node) = tree.node_mut(ou) {
        node.scps.push(policies.approved);
    }
    for account in [ids.hr, ids.legal] {
        tree.add(ou, NodeKind::Account(account));
    }
    tree
}

fn accounts(ids: &Accounts, policies: &Policies) -> BTreeMap<AccountId, Account> {
    let with = |name: &str, user: User| Account {
        users: vec![user],
        ..Account::new(name)
    };
    let legal = Account {
        resources: vec![Resource::new(CONTRACTS)],
        ..with("Legal", user("Lea", policies.office))
    };
    BTreeMap::from([
        (ids.head_office, Account::new("Head Office")),
        (ids.shop, shop(policies)),
        (ids.finance, with("Finance", user("Fiona", policies.costs))),
        (ids.it, with("IT", user("Theo", policies.administrator))),
        (ids.hr, with("HR", user("Hana", policies.office))),
        (ids.legal, legal),
    ])
}

fn shop(policies: &Policies) -> Account {
    Account {
        name: "Coffee Shop".into(),
        users: vec![
            user("Olga", policies.administrator),
            member("Carla", "Cashiers"),
            member("Chen", "Cashiers"),
            member("Ivo", "InventorySpecialists"),
        ],
        groups: vec![
            group("Cashiers", policies.receipts),
            group("InventorySpecialists", policies.stock),
        ],
        roles: vec![Role {
            trust: Some(policies.orders_trust),
            policies: vec![policies.orders],
            ..Role::new("OnlineOrders")
        }],
        resources: [BUCKET, INVENTORY, ORDERS].map(Resource::new).into(),
    }
}

fn user(name: &str, policy: PolicyRef) -> User {
    User {
        policies: vec![policy],
        ..User::new(name)
    }
}

fn member(name: &str, group: &str) -> User {
    User {
        groups: vec![group.into()],
        ..User::new(name)
    }
}

fn group(name: &str, policy: PolicyRef) -> Group {
    Group {
        policies: vec![policy],
        ..Group::new(name)
    }
}

fn saved(ids: &Accounts) -> Vec<SavedRequest> {
    use Expectation::{Allow, Deny};
    let contract = format!("{CONTRACTS}/lease.pdf");
    let user = |account, name: &str| CallerSpec::User {
        account,
        name: name.into(),
        credentials: Credentials::AccessKeys,
    };
    let orders = CallerSpec::Role {
        account: ids.shop,
        name: "OnlineOrders".into(),
        session: Session {
            name: "Carla".into(),
            ..Session::default()
        },
    };
    let hr_root = CallerSpec::Root {
        account: ids.hr,
        credentials: Credentials::AccessKeys,
    };
    let carla = user(ids.shop, "Carla");
    let ivo = user(ids.shop, "Ivo");
    let lea = user(ids.legal, "Lea");
    let fiona = user(ids.finance, "Fiona");
    let (get, translate) = ("s3:GetObject", "translate:TranslateText");
    let (put, update) = ("dynamodb:PutItem", "dynamodb:UpdateItem");
    let costs = "ce:GetCostAndUsage";
    [
        ("Carla reads a receipt", &carla, get, RECEIPT, Allow),
        (
            "Carla lists the bucket",
            &carla,
            "s3:ListBucket",
            BUCKET,
            Allow,
        ),
        (
            "Carla deletes a receipt",
            &carla,
            "s3:DeleteObject",
            RECEIPT,
            Deny,
        ),
        ("Ivo reads a receipt", &ivo, get, RECEIPT, Deny),
        ("Ivo updates the stock", &ivo, update, INVENTORY, Allow),
        (
            "Carla starts taking orders",
            &carla,
            "sts:AssumeRole",
            ONLINE_ORDERS,
            Allow,
        ),
        (
            "Carla saves an order as OnlineOrders",
            &orders,
            put,
            ORDERS,
            Allow,
        ),
        (
            "Carla reads a receipt as OnlineOrders",
            &orders,
            get,
            RECEIPT,
            Deny,
        ),
        (
            "Lea stores a contract",
            &lea,
            "s3:PutObject",
            &contract,
            Allow,
        ),
        ("Lea translates a contract", &lea, translate, "*", Deny),
        (
            "HR's root user translates a text",
            &hr_root,
            translate,
            "*",
            Deny,
        ),
        ("Fiona looks at the costs", &fiona, costs, "*", Allow),
    ]
    .map(|(name, caller, action, resource, expected)| SavedRequest {
        name: name.into(),
        request: RequestSpec::new(caller.clone(), action, resource),
        expected: Some(expected),
    })
    .into()
}
