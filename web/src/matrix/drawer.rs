//! The drawer: head, tools, grid, and the line about the cell in hand.

use super::sight::{self, Sight};
use super::tools;
use crate::components::menu_button::around;
use crate::components::splitter::{Part, Splitter};
use crate::icon::Icon;
use crate::page;
use crate::prose::name;
use web_sys::HtmlElement;
use workbench::MatrixMessage;
use workbench::matrix::{Answer, Walk};
use workbench::message::Message;
use workbench::view::matrix::{CellView, HeadView, MatrixView, RowView};
use yew::prelude::*;

/// So many rows a page key goes.
const PAGE: isize = 10;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to draw.
    pub(crate) view: MatrixView,
    /// Takes messages.
    pub(crate) send: Callback<Message>,
    /// Takes what has come into sight.
    pub(crate) look: Callback<Sight>,
}

/// The drawer.
#[component]
pub(crate) fn MatrixDrawer(props: &Props) -> Html {
    let Props { view, send, look } = props;
    let tell = send.reform(Message::Matrix);
    let close = tell.reform(|_: MouseEvent| MatrixMessage::Show(false));
    let tools_open = use_state(|| false);
    let toggle_tools = {
        let open = tools_open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let show_path = tell.reform(|_: MouseEvent| MatrixMessage::ShowPath);
    let export = tell.reform(|_: MouseEvent| MatrixMessage::Export);
    html! {
        <section class="matrix" aria-labelledby="matrix-title">
            <Splitter part={Part::Matrix} />
            <div class="matrix-head">
                <h2 id="matrix-title">{ "Matrix" }</h2>
                <p class="matrix-summary" role="status" aria-label="Summary of the matrix">
                    { &view.summary }
                    if let Some(pinned) = &view.pinned { { "; " }{ pinned } }
                </p>
                <span class="matrix-progress">{ view.progress.clone().unwrap_or_default() }</span>
                <button type="button" class="button button-small matrix-choose"
                    aria-expanded={tools_open.to_string()} onclick={toggle_tools}>
                    { "Choose" }
                </button>
                { tools::pin(view, send) }
                <button type="button" class="button button-small" onclick={export}>
                    { "Export as CSV" }
                </button>
                <button type="button" class="button button-quiet button-icon"
                    aria-label="Close the matrix" title="Close the matrix (F9)" onclick={close}>
                    { Icon::Cross.draw() }
                </button>
            </div>
            { tools::choices(view, *tools_open, &tell) }
            { for view.remarks.iter().map(|remark| html! { <p class="matrix-remark">{ remark }</p> }) }
            <Grid view={view.clone()} tell={tell.clone()} {look} />
            <div class="matrix-here">
                <p>{ &view.here }</p>
                <button type="button" class="button button-small" onclick={show_path}>
                    { "Show the path" }
                </button>
            </div>
            { legend() }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct GridProps {
    view: MatrixView,
    tell: Callback<MatrixMessage>,
    look: Callback<Sight>,
}

/// The cells.
#[component]
fn Grid(props: &GridProps) -> Html {
    let GridProps { view, tell, look } = props;
    let grid = use_node_ref();
    use_effect_with((grid.clone(), look.clone()), |(grid, look)| {
        let element: Option<HtmlElement> = grid.cast();
        let watch = element.map(|element| sight::watch(&element, look.clone()));
        move || drop(watch)
    });
    let places = view.sides.clone().map(|side| (side.count, side.first));
    use_effect_with((grid.clone(), places), {
        let view = view.clone();
        move |(grid, _)| {
            if let Some(grid) = grid.cast() {
                sight::make_room(&grid, &view);
            }
        }
    });
    use_effect_with((grid.clone(), view.at), |(grid, at)| {
        if let Some(grid) = grid.cast() {
            sight::show(&grid, *at);
        }
    });
    let onkeydown = {
        let tell = tell.clone();
        move |event: KeyboardEvent| {
            if let Some(message) = by_key(&event) {
                event.prevent_default();
                let asks = message == MatrixMessage::Ask;
                tell.emit(message);
                if asks {
                    show_verdict();
                }
            }
        }
    };
    let onclick = {
        let tell = tell.clone();
        move |event: MouseEvent| {
            let places = around(&event, ".matrix-cell").and_then(|cell| {
                let place = |name: &str| cell.get_attribute(name)?.parse().ok();
                Some((place("data-row")?, place("data-column")?))
            });
            if let Some((row, column)) = places {
                tell.emit(MatrixMessage::Pick(row, column));
                show_verdict();
            }
        }
    };
    let [rows, columns] = &view.sides;
    html! {
        <div
            class="matrix-grid"
            ref={grid}
            role="grid"
            tabindex="0"
            aria-label={format!("{} by {}", capital(rows.axis.word()), columns.axis.word())}
            aria-rowcount={(rows.count + 1).to_string()}
            aria-colcount={(columns.count + 1).to_string()}
            aria-readonly="true"
            aria-activedescendant={active(view).map(|_| "matrix-active")}
            {onkeydown}
            {onclick}
        >
            <div class="matrix-row matrix-names" role="row" aria-rowindex="1">
                <div class="matrix-corner" role="columnheader" aria-colindex="1">
                    { format!("{} \\ {}", rows.axis.word(), columns.axis.word()) }
                </div>
                { for view.columns.iter().map(column) }
            </div>
            <div class="matrix-rows" role="presentation">
                { for view.rows.iter().map(|row| line(view, row)) }
            </div>
        </div>
    }
}

/// The drawer leaves little room above it: what was asked is scrolled there.
fn show_verdict() {
    page::after_paint(|| {
        if let Some(verdict) = page::find(".column-request .verdict") {
            verdict.scroll_into_view();
        }
    });
}

fn capital(word: &str) -> String {
    workbench::view::verdict::capitalized(word)
}

/// The cell in hand, if it is drawn.
fn active(view: &MatrixView) -> Option<(usize, usize)> {
    let (row, column) = view.at;
    let is_row = |held: &RowView| held.head.place == row;
    let is_column = |held: &HeadView| held.place == column;
    let is_drawn = view.rows.iter().any(is_row) && view.columns.iter().any(is_column);
    is_drawn.then_some(view.at)
}

fn by_key(event: &KeyboardEvent) -> Option<MatrixMessage> {
    if event.alt_key() || event.meta_key() {
        return None;
    }
    let walk = match (event.key().as_str(), event.ctrl_key()) {
        ("Enter" | " ", false) => return Some(MatrixMessage::Ask),
        ("ArrowDown", false) => Walk::By(1, 0),
        ("ArrowUp", false) => Walk::By(-1, 0),
        ("ArrowRight", false) => Walk::By(0, 1),
        ("ArrowLeft", false) => Walk::By(0, -1),
        ("PageDown", false) => Walk::By(PAGE, 0),
        ("PageUp", false) => Walk::By(-PAGE, 0),
        ("Home", false) => Walk::RowStart,
        ("End", false) => Walk::RowEnd,
        ("Home", true) => Walk::Start,
        ("End", true) => Walk::End,
        _ => return None,
    };
    Some(MatrixMessage::Go(walk))
}

fn column(head: &HeadView) -> Html {
    html! {
        <div key={head.place} class="matrix-column" role="columnheader"
            aria-colindex={(head.place + 2).to_string()} title={title(head)}
            aria-label={title(head)}>
            <span class="matrix-column-name">{ name(&head.name) }</span>
            <span class="matrix-count">{ head.allowed }</span>
        </div>
    }
}

fn title(head: &HeadView) -> String {
    let note = match head.note.is_empty() {
        true => String::new(),
        false => format!(", {}", head.note),
    };
    format!(
        "{}{note}: {} of {} allowed",
        head.name, head.allowed, head.asked
    )
}

fn line(view: &MatrixView, row: &RowView) -> Html {
    let head = &row.head;
    let cells = view.columns.iter().zip(&row.cells);
    html! {
        <div key={head.place} class="matrix-row" role="row"
            aria-rowindex={(head.place + 2).to_string()}>
            <div class="matrix-name" role="rowheader" aria-colindex="1" title={title(head)}
                aria-label={title(head)}>
                <span class="matrix-row-name">{ name(&head.name) }</span>
                <span class="matrix-note">{ &head.note }</span>
                <span class="matrix-count">{ head.allowed }</span>
            </div>
            { for cells.map(|(column, cell)| {
                let is_active = view.at == (head.place, column.place);
                drawn(*cell, head, column, is_active)
            }) }
        </div>
    }
}

fn drawn(cell: CellView, row: &HeadView, column: &HeadView, is_active: bool) -> Html {
    let expected = cell
        .expected
        .map(|(_, holds)| if holds { "met" } else { "failed" });
    html! {
        <div
            key={column.place}
            class="matrix-cell"
            role="gridcell"
            id={is_active.then_some("matrix-active")}
            aria-colindex={(column.place + 2).to_string()}
            aria-label={format!("{}, {}: {}", row.name, column.name, cell.words())}
            data-row={row.place.to_string()}
            data-column={column.place.to_string()}
            data-state={cell.state().code()}
            data-active={is_active.then_some("true")}
            data-current={cell.current.then_some("true")}
            data-stale={cell.stale.then_some("true")}
            data-differs={cell.before.map(|_| "true")}
            data-expected={expected}
        >
            { for cell.answer.map(sign) }
        </div>
    }
}

/// Icon and letter; a dash is enough where nothing was asked.
fn sign(answer: Answer) -> Html {
    html! {
        <>
            if answer != Answer::NotAskable { { Icon::of(answer.state()).draw() } }
            { answer.letter() }
        </>
    }
}

fn legend() -> Html {
    html! {
        <ul class="matrix-legend" role="list" aria-label="Signs of the matrix">
            { for Answer::ALL.map(|answer| html! {
                <li data-state={answer.state().code()}>
                    <span class="matrix-letter">{ sign(answer) }</span>{ answer.words() }
                </li>
            }) }
            <li><span class="matrix-sign matrix-sign-differs" />{ "differs from the pinned scenario" }</li>
            <li><span class="matrix-sign matrix-sign-met" />{ "a test expects it" }</li>
            <li><span class="matrix-sign matrix-sign-failed" />{ "a test expects another answer" }</li>
            <li><span class="matrix-sign matrix-sign-stale" />{ "being decided again" }</li>
        </ul>
    }
}
