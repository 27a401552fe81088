//! One piece of work as people see it: what is done, how long it took, and what to do by hand
//! when it cannot be done.

use std::time::{Duration, Instant};

/// The result of work that a person is told about.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Why something could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    problem: String,
    by_hand: Option<String>,
}

impl Failure {
    /// Says what to do by hand instead.
    pub(crate) fn by_hand(mut self, advice: impl Into<String>) -> Self {
        self.by_hand = Some(advice.into());
        self
    }
}

impl From<String> for Failure {
    fn from(problem: String) -> Self {
        Failure {
            problem,
            by_hand: None,
        }
    }
}

impl From<&str> for Failure {
    fn from(problem: &str) -> Self {
        Failure::from(problem.to_owned())
    }
}

/// Does `work` and prints what it is, its time, and on failure the reason and the advice.
pub(crate) fn run<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("→ {what}");
    let start = Instant::now();
    let outcome = work();
    let took = time(start.elapsed());
    match &outcome {
        Ok(_) => println!("✓ {what} ({took})"),
        Err(Failure { problem, by_hand }) => {
            println!("✗ {what} ({took})\n  {}", problem.replace('\n', "\n  "));
            if let Some(advice) = by_hand {
                println!("  To do it by hand: {}", advice.replace('\n', "\n  "));
            }
        }
    }
    outcome
}

/// A duration in words: `0.8 s`, `42 s`, `4 min 12 s`.
pub(crate) fn time(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        ..10.0 => format!("{seconds:.1} s"),
        ..60.0 => format!("{seconds:.0} s"),
        _ => format!(
            "{} min {} s",
            duration.as_secs() / 60,
            duration.as_secs() % 60
        ),
    }
}
