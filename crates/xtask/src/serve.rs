//! `cargo xtask serve`: the page on this machine, rebuilt on every change.

use crate::command;
use crate::step::{self, Outcome};
use crate::tools::Tools;
use std::env;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 100;

/// What the command line asks for.
pub(crate) struct Options {
    release: bool,
    open: bool,
    port: u16,
}

impl Options {
    /// Reads the arguments after `serve`.
    pub(crate) fn read(arguments: &[&str]) -> Result<Self, String> {
        let mut options = Options {
            release: false,
            open: has_screen(),
            port: FIRST_PORT,
        };
        let mut rest = arguments.iter();
        while let Some(&argument) = rest.next() {
            match argument {
                "--release" => options.release = true,
                "--no-open" => options.open = false,
                "--port" => {
                    let port = rest.next().and_then(|port| port.parse().ok());
                    options.port = port.ok_or("`--port` wants a number up to 65535")?;
                }
                _ => return Err(format!("`serve` does not know `{argument}`")),
            }
        }
        Ok(options)
    }
}

/// Sets up, then serves until interrupted.
pub(crate) fn run(options: Options) -> Outcome<()> {
    let start = Instant::now();
    let tools = Tools::ready()?;
    let port = free_port(options.port)?;
    let mut trunk = tools.trunk();
    trunk.args([
        "serve",
        "--offline",
        "--dist",
        "target/serve",
        "--port",
        &port.to_string(),
    ]);
    if options.release {
        trunk.arg("--release");
    }
    if options.open {
        trunk.arg("--open");
    }
    spawn(move || announce(port, start));
    step::run("Build and serve the page", || Ok(command::run(&mut trunk)?))
}

/// The port wished for, or the next that nobody listens at.
fn free_port(wished: u16) -> Outcome<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let tried = wished..wished.saturating_add(PORTS_TRIED);
    let port = tried.into_iter().find(is_free).ok_or_else(|| {
        format!("no free port among the {PORTS_TRIED} from {wished}; choose one with --port")
    })?;
    if port != wished {
        println!("Port {wished} is taken; using {port}.");
    }
    Ok(port)
}

/// Waits for the server, which listens once the first build is done, and prints the address.
fn announce(port: u16, start: Instant) {
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        sleep(Duration::from_millis(200));
    }
    let took = step::time(start.elapsed());
    println!("\nIAM Playground is at http://127.0.0.1:{port}/ (ready after {took}).");
    println!("It is rebuilt on every change; Ctrl+C ends it.\n");
}

/// Whether a browser window could show up here.
fn has_screen() -> bool {
    cfg!(any(target_os = "macos", windows))
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}
