//! Carries out what an update asks of the browser, as far as a frame does: it keeps nothing.

use crate::effects::{PAUSE, copy, reveal, say, selector};
use crate::page;
use gloo_timers::callback::Timeout;
use workbench::{Effect, Message};
use yew::Callback;

/// What works on the browser.
pub(super) struct Hands {
    send: Callback<Message>,
    pause: Option<Timeout>,
    after_paint: Vec<Effect>,
}

impl Hands {
    /// Hands that report to `send`.
    pub(super) fn new(send: Callback<Message>) -> Hands {
        Hands {
            send,
            pause: None,
            after_paint: Vec::new(),
        }
    }

    /// Carries an effect out, now or after the next paint.
    pub(super) fn take(&mut self, effect: Effect) {
        match effect {
            Effect::SettleSoon => {
                let send = self.send.clone();
                // The timer that waited before is dropped, and so never fires.
                self.pause = Some(Timeout::new(PAUSE, move || send.emit(Message::Settled)));
            }
            Effect::Copy { text, said } => copy(text, said),
            later => self.after_paint.push(later),
        }
    }

    /// Carries out what waited for the frame to be drawn.
    pub(super) fn work_after_paint(&mut self) {
        for effect in std::mem::take(&mut self.after_paint) {
            match effect {
                Effect::Announce(text) => say("announcements", &text),
                Effect::Focus(target) => page::focus(selector(target)),
                Effect::Reveal { from, to } => reveal(from, to),
                _ => {}
            }
        }
    }
}
