//! A policy's text before anybody writes in it.

use workbench::embed::{CodeLine, CodeView};
use workbench::view::policy::PolicyView;
use yew::prelude::*;

/// The text; `edit` is called when somebody wants to write.
pub(super) fn code(policy: &PolicyView, edit: &Callback<()>) -> Html {
    let view = CodeView::new(policy);
    let readonly = policy.readonly;
    let focus = (!readonly).then(|| edit.reform(|_: FocusEvent| ()));
    let click = (!readonly).then(|| edit.reform(|_: MouseEvent| ()));
    html! {
        <div class="still-code" role="textbox" aria-multiline="true" aria-label="Policy editor" tabindex="0"
            aria-readonly={readonly.then_some("true")} onfocus={focus} onclick={click}>
            { for view.lines.iter().map(line) }
        </div>
    }
}

fn line(line: &CodeLine) -> Html {
    let pieces = line.pieces.iter();
    html! {
        <div class="code-line" data-mark={line.mark.map(|mark| mark.code())}>
            { for pieces.map(|(kind, text)| html! { <span data-kind={kind.code()}>{ text }</span> }) }
        </div>
    }
}
