//! The application: holds the model, passes messages to `workbench::update`, has the effects
//! carried out, and lays out the parts of the page.

use crate::components::about::About;
use crate::components::batch::Batch;
use crate::components::chain::Chain;
use crate::components::dialog::DialogBox;
use crate::components::drag_label::DragLabel;
use crate::components::header::Header;
use crate::components::library::Library;
use crate::components::menu::Menu;
use crate::components::notice::NoticeBar;
use crate::components::path::Path;
use crate::components::policy_pane::PolicyColumn;
use crate::components::print::Print;
use crate::components::request_form::RequestForm;
use crate::components::splitter::{Part, Splitter};
use crate::components::switch_bar::SwitchLine;
use crate::components::tab_bar::TabBar;
use crate::components::tests::Tests;
use crate::components::tree::Tree;
use crate::components::verdict::Verdict;
use crate::components::what_if::WhatIf;
use crate::drag::{Drag, Gesture, Held};
use crate::effects::{self, Hands};
use crate::kept_focus::KeptFocus;
use crate::matrix::{MatrixDrawer, Sight};
use crate::menus::{self, MenuRequest};
use crate::storage::Works;
use crate::{drag, drop, editor_module, page, rows_in_view, shortcuts, storage};
use gloo_events::{EventListener, EventListenerOptions};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use workbench::drag::Dragged;
use workbench::message::{Message, Pane};
use workbench::view::about::AboutView;
use workbench::view::batch::BatchView;
use workbench::view::caller::CallerView;
use workbench::view::chain::ChainView;
use workbench::view::dialog::DialogView;
use workbench::view::drag::DragView;
use workbench::view::header::HeaderView;
use workbench::view::library::LibraryView;
use workbench::view::matrix::MatrixView;
use workbench::view::outline::Outline;
use workbench::view::path::PathView;
use workbench::view::policy::PolicyPane;
use workbench::view::print::PrintView;
use workbench::view::request::RequestView;
use workbench::view::steps::StepView;
use workbench::view::switches::SwitchBar;
use workbench::view::tests_drawer::TestsView;
use workbench::view::tree::TreeView;
use workbench::view::verdict::VerdictView;
use workbench::view::what_if::WhatIfView;
use workbench::{DataFile, Model, Stored};
use yew::prelude::*;

/// The whole page.
pub(crate) struct App {
    model: Model,
    hands: Hands,
    menu: Option<Rc<MenuRequest>>,
    /// Whether the details of the caller are open.
    caller: bool,
    has_editor: bool,
    /// Whether anything has happened yet.
    is_used: bool,
    /// Counts the works opened: with another work, the editor's undo starts afresh.
    work: u32,
    send: Callback<Message>,
    ask_menu: Callback<MenuRequest>,
    /// The rows of the tree that can be seen.
    rows: Range<usize>,
    focus: KeptFocus,
    show_rows: Callback<Range<usize>>,
    /// The cells of the matrix that can be seen.
    cells: Sight,
    look: Callback<Sight>,
    close_menu: Callback<()>,
    toggle_caller: Callback<()>,
    drag: Rc<Drag>,
    _listeners: Vec<EventListener>,
}

/// What reaches the page.
pub(crate) enum Input {
    /// A message for the workbench.
    Do(Message),
    /// A menu is asked for.
    OpenMenu(MenuRequest),
    /// The menu is done with.
    CloseMenu,
    /// The details of the caller are wanted, or no more.
    ToggleCaller,
    /// Something is dragged.
    Drag(Gesture),
    /// Other rows of the tree have come into view.
    ShowRows(Range<usize>),
    /// Other cells of the matrix have.
    Look(Sight),
    /// The editor's module is there.
    EditorReady,
}

impl Component for App {
    type Message = Input;
    type Properties = ();

    fn create(ctx: &Context<App>) -> App {
        let link = ctx.link();
        let send = link.callback(Input::Do);
        let theme = storage::theme();
        effects::show_theme(theme);
        let works = Works::new();
        let (model, effects) = workbench::start(Stored {
            address: page::address(),
            query: page::query(),
            fragment: page::fragment(),
            tab: works.tab(),
            open: works.opened(),
            theme,
        });
        let mut hands = Hands::new(send.clone(), works);
        hands.take(effects);
        let (drag, pointers) = drag::watch(link.callback(Input::Drag));
        App {
            model,
            hands,
            menu: None,
            caller: false,
            has_editor: false,
            is_used: false,
            work: 0,
            ask_menu: link.callback(Input::OpenMenu),
            rows: rows_in_view::AT_FIRST,
            focus: KeptFocus::watch(),
            show_rows: link.callback(Input::ShowRows),
            cells: Sight::default(),
            look: link.callback(Input::Look),
            close_menu: link.callback(|()| Input::CloseMenu),
            toggle_caller: link.callback(|()| Input::ToggleCaller),
            drag,
            _listeners: listeners(&send)
                .into_iter()
                .chain(pointers)
                .chain(drop::watch(&send))
                .collect(),
            send,
        }
    }

    fn update(&mut self, _ctx: &Context<App>, input: Input) -> bool {
        match input {
            Input::Do(message) => self.tell(message),
            Input::Drag(gesture) => match meaning(&self.model, gesture) {
                Some(message) => self.tell(message),
                None => return false,
            },
            Input::OpenMenu(request) => self.menu = Some(Rc::new(request)),
            Input::CloseMenu => self.menu = None,
            Input::ToggleCaller => self.caller = !self.caller,
            Input::ShowRows(rows) => self.rows = rows,
            Input::Look(cells) => self.cells = cells,
            Input::EditorReady => self.has_editor = true,
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<App>, first: bool) {
        self.hands.work_after_paint();
        self.focus.mend();
        self.drag.place_label();
        if first {
            let send = self.send.clone();
            page::after_paint(move || send.emit(Message::Fetch(DataFile::Actions)));
            editor_module::wait(ctx.link().callback(|()| Input::EditorReady));
        }
    }

    fn view(&self, _ctx: &Context<App>) -> Html {
        html! {
            <div class="app">
                <Header
                    view={HeaderView::new(&self.model)}
                    send={&self.send}
                    ask_menu={&self.ask_menu}
                />
                <div class="notices">
                    { for self.model.notices().iter().enumerate().map(|(place, notice)| html! {
                        <NoticeBar {place} notice={notice.clone()} send={&self.send} />
                    }) }
                    if let Some(view) = SwitchBar::new(&self.model) {
                        <SwitchLine {view} send={&self.send} />
                    }
                    if let Some(view) = AboutView::new(&self.model) {
                        <About {view} send={&self.send} />
                    }
                </div>
                { self.columns() }
                if let Some(view) = MatrixView::part(&self.model, &self.cells.rows, &self.cells.columns) {
                    <MatrixDrawer {view} send={&self.send} look={&self.look} />
                }
                <Tests matrix={self.model.shows_matrix()} view={self.tests()} send={&self.send} ask_menu={&self.ask_menu} />
                <TabBar pane={self.model.pane()} send={&self.send} />
                { self.overlays() }
            </div>
        }
    }
}

impl App {
    fn tell(&mut self, message: Message) {
        self.is_used = true;
        self.work += u32::from(opens_a_work(&message));
        let effects = workbench::update(&mut self.model, message);
        self.hands.take(effects);
    }

    fn columns(&self) -> Html {
        let close_drawer = self
            .send
            .reform(|_: MouseEvent| Message::ShowPane(Pane::Policy));
        let (send, ask_menu) = (&self.send, &self.ask_menu);
        html! {
            <main class="columns" data-pane={pane_name(self.model.pane())}>
                <div class="column column-tree">
                    <Tree
                        view={TreeView::part(&self.model, &self.rows)}
                        drag={DragView::new(&self.model)}
                        show_rows={&self.show_rows}
                        {send}
                        {ask_menu}
                    />
                    <Library view={LibraryView::new(&self.model)} {send} {ask_menu} />
                </div>
                <Splitter part={Part::Tree} />
                <div class="scrim" onclick={close_drawer} />
                <div class="column column-policy">
                    <PolicyColumn
                        view={PolicyPane::new(&self.model)}
                        work={self.work}
                        has_editor={self.has_editor}
                        {send}
                        {ask_menu}
                    />
                </div>
                <Splitter part={Part::Request} />
                <div class="column column-request">
                    <RequestForm
                        view={RequestView::new(&self.model)}
                        caller={self.caller.then(|| CallerView::new(&self.model))}
                        toggle_caller={&self.toggle_caller}
                        {send}
                        {ask_menu}
                    />
                    if let Some(view) = BatchView::new(&self.model) { <Batch {view} {send} /> }
                    <Verdict view={VerdictView::new(&self.model)} {send} />
                    if let Some(view) = ChainView::new(&self.model) {
                        <Chain {view} {send} />
                    }
                    <WhatIf view={WhatIfView::new(&self.model)} {send} />
                    <Path
                        view={PathView::new(&self.model)}
                        step={StepView::new(&self.model)}
                        {send}
                        {ask_menu}
                    />
                </div>
                if let Some(request) = &self.menu {
                    <Menu
                        key={request.key()}
                        request={Rc::clone(request)}
                        entries={menus::entries(&self.model, &request.of)}
                        send={&self.send}
                        close={&self.close_menu}
                    />
                }
            </main>
        }
    }

    /// Saved requests can wait until the first verdict is on screen, as the editor does.
    fn tests(&self) -> Option<TestsView> {
        (self.has_editor || self.is_used).then(|| TestsView::new(&self.model))
    }

    fn overlays(&self) -> Html {
        html! {
            <>
                if let Some(view) = DialogView::new(&self.model) {
                    <DialogBox key={view.title.clone()} view={view.clone()} send={&self.send} />
                }
                if let Some(view) = PrintView::new(&self.model) {
                    <Print {view} />
                }
                if let Some(view) = DragView::new(&self.model) {
                    <DragLabel {view} />
                }
                <div class="unseen" id="announcements" aria-live="polite" />
                <div class="toast" id="toast" role="status" aria-label="Message" />
            </>
        }
    }
}

fn listeners(send: &Callback<Message>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let by_key = send.clone();
    let by_link = send.clone();
    let by_version = send.clone();
    let by_tab = send.clone();
    let (before_print, after_print) = (send.clone(), send.clone());
    let at_the_end = send.clone();
    let active = EventListenerOptions::enable_prevent_default();
    vec![
        EventListener::new_with_options(&window, "keydown", active, move |event| {
            if let Some(message) = shortcuts::message(event) {
                event.prevent_default();
                by_key.emit(message);
            }
        }),
        EventListener::new(&window, "hashchange", move |_| {
            let fragment = page::fragment();
            if !fragment.is_empty() {
                by_link.emit(Message::OpenLink(fragment));
            }
        }),
        EventListener::new(&window, "new-version", move |_| {
            by_version.emit(Message::NewVersion)
        }),
        // However printing began: what is printed is drawn only now.
        EventListener::new(&window, "beforeprint", move |_| {
            before_print.emit(Message::ShowPrint(true))
        }),
        EventListener::new(&window, "afterprint", move |_| {
            after_print.emit(Message::ShowPrint(false))
        }),
        // Scenarios that another tab keeps.
        EventListener::new(&window, "storage", move |event| {
            let event: Option<&StorageEvent> = event.dyn_ref();
            let key = event.and_then(|event| event.key());
            if key.is_some_and(|key| key.starts_with(storage::WORK)) {
                by_tab.emit(Message::Works(workbench::Works::ChangedElsewhere));
            }
        }),
        // What was typed a moment ago is kept, too.
        EventListener::new(&window, "pagehide", move |_| {
            at_the_end.emit(Message::Settled)
        }),
    ]
}

/// The message of a gesture.
fn meaning(model: &Model, gesture: Gesture) -> Option<Message> {
    let row = |place: usize| Some(Outline::new(model).lines.get(place)?.item.clone());
    Some(match gesture {
        Gesture::Lift(Held::Row(place)) => Message::DragStart(Dragged::Item(row(place)?)),
        Gesture::Lift(Held::Policy(number)) => {
            let mut policies = model.scenario().policies.iter();
            let (policy, _) = policies.find(|(policy, _)| policy.index() == number)?;
            Message::DragStart(Dragged::Policy(policy))
        }
        Gesture::Over(place, zone) => Message::DragOver(row(place)?, zone),
        Gesture::Away => Message::DragLeave,
        Gesture::Drop => Message::Drop,
        Gesture::Cancel => Message::DragCancel,
    })
}

fn opens_a_work(message: &Message) -> bool {
    matches!(
        message,
        Message::NewScenario
            | Message::OpenExample(_)
            | Message::ExampleCame(..)
            | Message::OpenLink(_)
            | Message::OpenFile(_)
            | Message::Works(workbench::Works::Read(..) | workbench::Works::Free(_))
    )
}

const fn pane_name(pane: Pane) -> &'static str {
    match pane {
        Pane::Organization => "organization",
        Pane::Policy => "policy",
        Pane::Request => "request",
    }
}
