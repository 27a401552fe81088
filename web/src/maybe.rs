//! Callbacks for events that only sometimes mean something.

use yew::Callback;

/// Calls `send` with what `meaning` makes of an event, if it makes anything.
pub(crate) fn maybe<E: 'static, M: 'static>(
    send: &Callback<M>,
    meaning: impl Fn(E) -> Option<M> + 'static,
) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |event| {
        if let Some(message) = meaning(event) {
            send.emit(message);
        }
    })
}
