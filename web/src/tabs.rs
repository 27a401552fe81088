//! Which tab works on which scenario: the browser's own locks, one for each scenario, which a tab
//! that crashes loses as one that is closed does. Where a browser has no locks (a page that came
//! without encryption), nothing is said ahead; `storage` still never overwrites another tab's work.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, window};
use yew::Callback;

/// So long a page that is loaded anew waits for its former self to let go.
const PATIENCE: u32 = 400;
const NAME: &str = "iam-playground.work.";

/// What becomes of a lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Turn {
    /// Another tab has it.
    Busy,
    /// This tab has it, after another had.
    Free,
}

/// The lock of the scenario in hand.
pub(crate) struct Hold {
    state: Rc<RefCell<State>>,
    abort: Option<AbortController>,
    _patience: Timeout,
}

struct State {
    id: String,
    has_it: bool,
    was_busy: bool,
    /// Lets go of the lock.
    release: Option<Function>,
    is_over: bool,
}

/// Whether a lock is waited for or taken from another tab.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Waited for.
    Wait,
    /// Taken.
    Take,
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut state = self.state.borrow_mut();
        state.is_over = true;
        if let Some(release) = state.release.take() {
            // A promise that is kept: it cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
        drop(state);
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Hold {
    /// The id of the scenario.
    pub(crate) fn id(&self) -> String {
        self.state.borrow().id.clone()
    }

    /// Asks for the lock of a scenario. `report` hears what becomes of it.
    pub(crate) fn new(id: String, manner: Manner, report: Callback<Turn>) -> Option<Hold> {
        let locks = locks()?;
        let state = Rc::new(RefCell::new(State {
            id,
            has_it: false,
            was_busy: manner == Manner::Take,
            release: None,
            is_over: false,
        }));
        // A lock that is taken cannot be waited for, and the other way round.
        let abort = match manner {
            Manner::Wait => AbortController::new().ok(),
            Manner::Take => None,
        };
        let asked = ask(&locks, &state, manner, abort.as_ref(), &report)?;
        let at_end = Rc::clone(&state);
        let lost = report.clone();
        spawn_local(async move {
            let ended = JsFuture::from(asked).await;
            let mut state = at_end.borrow_mut();
            if ended.is_err() && state.has_it && !state.is_over {
                state.has_it = false;
                drop(state);
                lost.emit(Turn::Busy);
            }
        });
        let waiting = Rc::clone(&state);
        let patience = Timeout::new(PATIENCE, move || {
            spawn_local(tell_if_busy(waiting, report));
        });
        Some(Hold {
            state,
            abort,
            _patience: patience,
        })
    }
}

/// A browser that is slow to answer is no other tab: it is asked who waits.
async fn tell_if_busy(state: Rc<RefCell<State>>, report: Callback<Turn>) {
    let id = state.borrow().id.clone();
    let waits = query("pending").await.is_none_or(|ids| ids.contains(&id));
    let mut state = state.borrow_mut();
    if waits && !state.has_it && !state.is_over {
        state.was_busy = true;
        drop(state);
        report.emit(Turn::Busy);
    }
}

fn ask(
    locks: &JsValue,
    state: &Rc<RefCell<State>>,
    manner: Manner,
    abort: Option<&AbortController>,
    report: &Callback<Turn>,
) -> Option<Promise> {
    let options = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
    match (manner, abort) {
        (Manner::Take, _) => set("steal", &JsValue::TRUE)?,
        (Manner::Wait, Some(abort)) => set("signal", &abort.signal())?,
        (Manner::Wait, None) => true,
    };
    let name = format!("{NAME}{}", state.borrow().id);
    let (state, report) = (Rc::clone(state), report.clone());
    // The lock is held as long as the promise waits that is returned here.
    let granted = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        let mut has = state.borrow_mut();
        if has.is_over {
            return Promise::resolve(&JsValue::NULL);
        }
        has.has_it = true;
        let was_busy = has.was_busy;
        let held = Promise::new(&mut |resolve, _| has.release = Some(resolve));
        drop(has);
        if was_busy {
            report.emit(Turn::Free);
        }
        held
    });
    let request: Function = Reflect::get(locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let asked = request
        .call3(locks, &name.into(), &options, &granted)
        .ok()?;
    asked.dyn_into().ok()
}

fn locks() -> Option<JsValue> {
    let navigator = window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then_some(locks)
}

/// The ids of the scenarios that tabs work on, this one among them.
pub(crate) async fn held() -> Vec<String> {
    query("held").await.unwrap_or_default()
}

/// The ids of the scenarios whose locks are "held" or "pending".
async fn query(what: &str) -> Option<Vec<String>> {
    let locks = locks()?;
    let query: Function = Reflect::get(&locks, &"query".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let asked: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(asked).await.ok()?;
    let found: Array = Reflect::get(&answer, &what.into()).ok()?.dyn_into().ok()?;
    let id = |lock: JsValue| {
        let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
        name.strip_prefix(NAME).map(str::to_owned)
    };
    Some(found.iter().filter_map(id).collect())
}
