//! Callers as people type them.

use crate::status::Failure;
use iam::AccountId;
use scenario::{CallerSpec, Credentials, Scenario, Session};

/// What `--caller` takes, for the help.
pub(crate) const FORMS: &str = "\
a name in the scenario, ACCOUNT/user/NAME, ACCOUNT/role/NAME, \
ACCOUNT/assumed-role/NAME/SESSION, ACCOUNT/root, the ARN of any of these or of a federated user, \
a service such as sns.amazonaws.com, an identity provider, or anonymous";

/// The caller behind a text. `user` is the IAM user who made a federated user's session.
pub(crate) fn read(
    scenario: &Scenario,
    text: &str,
    user: Option<&str>,
) -> Result<CallerSpec, Failure> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    if let ["arn", partition, "iam" | "sts", _, account, resource] = *parts {
        if is_provider(resource) {
            let provider = text.to_owned();
            return Ok(CallerSpec::WebIdentity { provider });
        }
        if partition != "aws" {
            let message = format!(
                "`{text}` is in the partition `{partition}`; the callers of a scenario are in `aws`"
            );
            return Err(Failure::Input(message));
        }
        return identity(scenario, text, account, resource, user);
    }
    match text.split_once('/') {
        Some((account, resource)) if is_account(account) => {
            identity(scenario, text, account, resource, user)
        }
        _ if text.eq_ignore_ascii_case("anonymous") => Ok(CallerSpec::Anonymous),
        _ if is_account(text) => identity(scenario, text, text, "root", user),
        _ if text.contains(".amazonaws.com") => Ok(CallerSpec::Service { name: text.into() }),
        _ if text.contains('.') && named(scenario, text).is_empty() => {
            let provider = text.to_owned();
            Ok(CallerSpec::WebIdentity { provider })
        }
        _ => by_name(scenario, text),
    }
}

fn is_account(text: &str) -> bool {
    AccountId::parse(text).is_some()
}

fn is_provider(resource: &str) -> bool {
    resource.starts_with("oidc-provider/") || resource.starts_with("saml-provider/")
}

/// A caller of an account, by the last part of its ARN.
fn identity(
    scenario: &Scenario,
    text: &str,
    account: &str,
    resource: &str,
    user: Option<&str>,
) -> Result<CallerSpec, Failure> {
    let account = AccountId::parse(account)
        .ok_or_else(|| Failure::Input(format!("`{account}` in `{text}` is no account id")))?;
    let words: Vec<&str> = resource.split('/').collect();
    let session = |name: &str| Session {
        name: name.into(),
        ..Session::default()
    };
    let caller = match *words {
        ["root"] => CallerSpec::Root {
            account,
            credentials: Credentials::default(),
        },
        ["user", .., name] => CallerSpec::User {
            account,
            name: name.into(),
            credentials: Credentials::default(),
        },
        ["role", .., name] => CallerSpec::Role {
            account,
            name: name.into(),
            session: session(""),
        },
        ["assumed-role", name, passed] => CallerSpec::Role {
            account,
            name: name.into(),
            session: session(passed),
        },
        ["federated-user", passed] => CallerSpec::Federated {
            account,
            user: federating_user(text, user)?,
            session: session(passed),
        },
        _ => {
            let message = format!("`{text}` names no caller; write {FORMS}");
            return Err(Failure::Input(message));
        }
    };
    known(scenario, caller)
}

fn federating_user(text: &str, user: Option<&str>) -> Result<String, Failure> {
    let user = user.and_then(|user| user.rsplit('/').next());
    user.map(str::to_owned).ok_or_else(|| {
        Failure::Input(format!(
            "say with --federated-by which IAM user made the session `{text}`"
        ))
    })
}

/// Refuses a name that its account does not have: that is a slip of the pen more often than a
/// caller without permissions.
fn known(scenario: &Scenario, caller: CallerSpec) -> Result<CallerSpec, Failure> {
    let (account, kind, name) = match &caller {
        CallerSpec::User { account, name, .. } => (*account, "user", name),
        CallerSpec::Federated { account, user, .. } => (*account, "user", user),
        CallerSpec::Role { account, name, .. } => (*account, "role", name),
        CallerSpec::Root { .. }
        | CallerSpec::RootTask { .. }
        | CallerSpec::Service { .. }
        | CallerSpec::WebIdentity { .. }
        | CallerSpec::Anonymous => return Ok(caller),
    };
    let Some(held) = scenario.account(account) else {
        eprintln!("note: account {account} is not in the scenario, so `{name}` has no policies");
        return Ok(caller);
    };
    let (is_there, names): (bool, Vec<&str>) = match kind {
        "user" => (
            held.user(name).is_some(),
            held.users.iter().map(|user| &*user.name).collect(),
        ),
        _ => (
            held.role(name).is_some(),
            held.roles.iter().map(|role| &*role.name).collect(),
        ),
    };
    let names = match &*names {
        [] => format!("it has no {kind}s"),
        names => format!("it has {}", names.join(", ")),
    };
    match is_there {
        true => Ok(caller),
        false => Err(Failure::Input(format!(
            "account {account} has no {kind} `{name}`; {names}"
        ))),
    }
}

fn by_name(scenario: &Scenario, text: &str) -> Result<CallerSpec, Failure> {
    let mut found = named(scenario, text);
    match (found.pop(), &*found) {
        (Some(only), []) => Ok(only),
        (None, _) => Err(Failure::Input(format!(
            "nobody in the scenario is called `{text}`; write {FORMS}"
        ))),
        (Some(last), _) => {
            found.push(last);
            let forms: Vec<String> = found.iter().filter_map(short).collect();
            Err(Failure::Input(format!(
                "several are called `{text}`; say which: {}",
                forms.join(", ")
            )))
        }
    }
}

/// All users and roles of a name.
fn named(scenario: &Scenario, text: &str) -> Vec<CallerSpec> {
    let mut found = Vec::new();
    for (id, account) in &scenario.accounts {
        found.extend(account.user(text).map(|user| CallerSpec::User {
            account: *id,
            name: user.name.clone(),
            credentials: Credentials::default(),
        }));
        found.extend(account.role(text).map(|role| CallerSpec::Role {
            account: *id,
            name: role.name.clone(),
            session: Session::default(),
        }));
    }
    found
}

fn short(caller: &CallerSpec) -> Option<String> {
    match caller {
        CallerSpec::User { account, name, .. } => Some(format!("{account}/user/{name}")),
        CallerSpec::Role { account, name, .. } => Some(format!("{account}/role/{name}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenario::Example;

    #[track_caller]
    fn read_in_the_shop(text: &str) -> CallerSpec {
        let scenario = Example::find("coffee-shop").unwrap().scenario();
        match read(&scenario, text, Some("Carla")) {
            Ok(caller) => caller,
            Err(error) => panic!("{text}: {error:?}"),
        }
    }

    #[test]
    fn every_way_to_name_the_same_caller() {
        let carla = read_in_the_shop("Carla");
        for text in [
            "carla",
            "111122223333/user/Carla",
            "arn:aws:iam::111122223333:user/Carla",
            "arn:aws:iam::111122223333:user/any/path/Carla",
        ] {
            assert!(carla.is_same_identity(&read_in_the_shop(text)), "{text}");
        }
        let role = read_in_the_shop("OnlineOrders");
        for text in [
            "111122223333/role/OnlineOrders",
            "arn:aws:iam::111122223333:role/OnlineOrders",
            "arn:aws:sts::111122223333:assumed-role/OnlineOrders/s1",
        ] {
            assert!(role.is_same_identity(&read_in_the_shop(text)), "{text}");
        }
        let root = read_in_the_shop("arn:aws:iam::111122223333:root");
        for text in ["111122223333", "111122223333/root"] {
            assert!(root.is_same_identity(&read_in_the_shop(text)), "{text}");
        }
    }

    #[test]
    fn callers_without_an_account() {
        let name = "sns.eu-south-1.amazonaws.com".to_owned();
        assert_eq!(read_in_the_shop(&name), CallerSpec::Service { name });
        let provider = "accounts.google.com".to_owned();
        assert_eq!(
            read_in_the_shop(&provider),
            CallerSpec::WebIdentity { provider }
        );
        let provider = "arn:aws:iam::111122223333:saml-provider/Okta".to_owned();
        assert_eq!(
            read_in_the_shop(&provider),
            CallerSpec::WebIdentity { provider }
        );
        assert_eq!(read_in_the_shop("anonymous"), CallerSpec::Anonymous);
    }

    #[test]
    fn a_federated_user_needs_its_maker() {
        let text = "arn:aws:sts::111122223333:federated-user/fay";
        let CallerSpec::Federated { user, session, .. } = read_in_the_shop(text) else {
            panic!("no federated user")
        };
        assert_eq!((&*user, &*session.name), ("Carla", "fay"));
        let scenario = Example::find("coffee-shop").unwrap().scenario();
        assert!(read(&scenario, text, None).is_err());
    }
}
