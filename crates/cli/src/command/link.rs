//! `link`: scenarios to links and back, and what a link is made of.

use crate::EXIT_STATUS;
use crate::output::{Format, json_line};
use crate::scenario_input::{link_failure, link_problem};
use crate::status::{Failure, Status};
use crate::{input, scenario_input};
use scenario::link::{self, Fragment, Inspection};
use scenario::{PolicyDocument, PolicyOwner, Scenario, wire};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Make links of scenarios, get scenarios out of links, and see what a link holds.
#[derive(clap::Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Print the link of a scenario: what stands behind the `#` of an address, or all of it.
    #[command(after_help = EXIT_STATUS)]
    Encode {
        /// A scenario; `-` is standard input.
        file: PathBuf,
        /// The address of the page, put in front of the link.
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
    /// Print the scenario in a link, as the file that the page would export.
    #[command(after_help = EXIT_STATUS)]
    Decode {
        /// An address, what stands behind its `#`, or parameters such as `?policy=…&action=…`;
        /// `-` is standard input.
        link: String,
        /// Write the file there instead.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Tell what a link is made of, what it holds, and whether it is whole.
    #[command(after_help = EXIT_STATUS)]
    Inspect {
        /// An address or what stands behind its `#`; `-` is standard input.
        link: String,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    match &arguments.command {
        Command::Encode { file, base } => encode(file, base.as_deref()),
        Command::Decode { link, output } => decode(link, output.as_deref()),
        Command::Inspect { link, format } => inspect(link, *format),
    }
}

fn encode(file: &Path, base: Option<&str>) -> Result<Status, Failure> {
    let scenario = scenario_input::read_file(file)?;
    let link = link::encode(&scenario).map_err(|error| Failure::Input(error.to_string()))?;
    let mut out = io::stdout().lock();
    match base.map(|base| base.split('#').next().unwrap_or_default()) {
        Some(base) => writeln!(out, "{base}#{link}")?,
        None => writeln!(out, "{link}")?,
    }
    Ok(Status::Good)
}

fn decode(link: &str, output: Option<&Path>) -> Result<Status, Failure> {
    let fragment = fragment(link)?;
    let written = match fragment.split_once('?') {
        Some((_, query)) => {
            let read = link::read_query(query);
            read.map_err(|error| Failure::Input(error.to_string()))?
        }
        None => None,
    };
    let scenario = match written {
        Some(scenario) => scenario,
        None => in_fragment(&fragment)?,
    };
    let text = wire::to_json(&scenario);
    match output {
        Some(path) => std::fs::write(path, text).map_err(|error| {
            let name = path.display();
            Failure::Input(format!("`{name}` cannot be written: {error}"))
        })?,
        None => io::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Status::Good)
}

fn in_fragment(fragment: &str) -> Result<Scenario, Failure> {
    match link::read(fragment).map_err(|error| link_failure(&error))? {
        Fragment::Scenario(scenario) => Ok(*scenario),
        Fragment::Example(id) => scenario_input::example(&id),
        Fragment::Nothing | Fragment::New | Fragment::File => {
            Err(Failure::input("the link holds no scenario"))
        }
    }
}

/// What stands behind the `#`, or the whole text where there is none.
fn fragment(link: &str) -> Result<String, Failure> {
    let text = match link {
        "-" => input::read(Path::new(link))?,
        link => link.to_owned(),
    };
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::input("there is no link; pass an address or `-`"));
    }
    Ok(match text.split_once('#') {
        Some((_, fragment)) => fragment.to_owned(),
        None => text.to_owned(),
    })
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    codec: &'a Option<String>,
    characters: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    packed_bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: &'a Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed_check: &'a Option<String>,
    #[serde(flatten)]
    content: Content,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Content {
    Scenario { title: String, counts: Counts },
    Error { error: String },
}

#[derive(Serialize)]
struct Counts {
    policies: usize,
    accounts: usize,
    users: usize,
    groups: usize,
    roles: usize,
    resources: usize,
    organization_nodes: usize,
    vpc_endpoints: usize,
    saved_requests: usize,
}

impl Counts {
    fn of(scenario: &Scenario) -> Counts {
        let accounts = || scenario.accounts.values();
        let is_own = |(_, policy): &(_, &PolicyDocument)| policy.owner == PolicyOwner::Customer;
        Counts {
            policies: scenario.policies.iter().filter(is_own).count(),
            accounts: accounts().count(),
            users: accounts().map(|account| account.users.len()).sum(),
            groups: accounts().map(|account| account.groups.len()).sum(),
            roles: accounts().map(|account| account.roles.len()).sum(),
            resources: accounts().map(|account| account.resources.len()).sum(),
            organization_nodes: scenario
                .organization
                .as_ref()
                .map_or(0, |tree| tree.iter().count()),
            vpc_endpoints: scenario.endpoints.len(),
            saved_requests: scenario.saved.len(),
        }
    }

    fn words(&self) -> String {
        let parts = [
            (self.policies, "policy", "policies"),
            (self.accounts, "account", "accounts"),
            (self.users, "user", "users"),
            (self.groups, "group", "groups"),
            (self.roles, "role", "roles"),
            (self.resources, "resource", "resources"),
            (
                self.organization_nodes,
                "node of the organization",
                "nodes of the organization",
            ),
            (self.vpc_endpoints, "VPC endpoint", "VPC endpoints"),
            (self.saved_requests, "saved request", "saved requests"),
        ];
        let named = parts.iter().filter(|(count, ..)| *count != 0);
        let named: Vec<String> = named
            .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
            .collect();
        match named.is_empty() {
            true => "nothing".into(),
            false => named.join(", "),
        }
    }
}

fn inspect(link: &str, format: Format) -> Result<Status, Failure> {
    let found = link::inspect(&fragment(link)?);
    let mut out = io::stdout().lock();
    match format {
        Format::Human => print(&mut out, &found)?,
        Format::Json => json_line(
            &mut out,
            &Line {
                version: found.version,
                codec: &found.codec,
                characters: found.characters,
                packed_bytes: found.packed,
                document_bytes: found.unpacked,
                made_by: found.made.as_ref().map(ToString::to_string),
                check: &found.check,
                computed_check: &found.computed,
                content: match &found.scenario {
                    Ok(scenario) => Content::Scenario {
                        title: scenario.title.clone(),
                        counts: Counts::of(scenario),
                    },
                    Err(error) => Content::Error {
                        error: link_problem(error),
                    },
                },
            },
        )?,
    }
    Ok(Status::all(found.scenario.is_ok()))
}

fn print(out: &mut impl Write, found: &Inspection) -> io::Result<()> {
    if let Some(version) = found.version {
        writeln!(out, "Version     {version}")?;
    }
    if let Some(codec) = &found.codec {
        let meaning = match codec.as_str() {
            "j" => "JSON",
            "d" => "DEFLATE",
            "D1" => "DEFLATE with dictionary 1",
            _ => "not known to this version",
        };
        writeln!(out, "Codec       {codec}, {meaning}")?;
    }
    if let Some(made) = &found.made {
        writeln!(out, "Made by     {made}")?;
    }
    writeln!(out, "Characters  {}", found.characters)?;
    if let Some(packed) = found.packed {
        writeln!(out, "Packed      {packed} bytes")?;
    }
    if let Some(unpacked) = found.unpacked {
        writeln!(out, "Document    {unpacked} bytes of JSON")?;
    }
    match (&found.check, &found.computed) {
        (Some(check), Some(computed)) if check.eq_ignore_ascii_case(computed) => {
            writeln!(out, "Check       {check}, which is that of the content")?;
        }
        (Some(check), Some(computed)) => {
            writeln!(
                out,
                "Check       {check}, but that of the content is {computed}"
            )?;
        }
        (Some(check), None) => writeln!(out, "Check       {check}")?,
        (None, Some(_)) => writeln!(out, "Check       none")?,
        (None, None) => {}
    }
    match &found.scenario {
        Ok(scenario) => {
            let title = match scenario.title.as_str() {
                "" => "without a title",
                title => title,
            };
            writeln!(out, "Scenario    {title}")?;
            writeln!(out, "Holds       {}", Counts::of(scenario).words())
        }
        Err(error) => writeln!(out, "Problem     {}", link_problem(error)),
    }
}
