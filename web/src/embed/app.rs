//! The frame: holds the state, passes on what reaches it, has the outcomes carried out, and lays
//! out the parts that the mode shows.

use super::fetch;
use super::hands::Hands;
use super::host::{self, Host};
use super::parts::{self, Editing};
use crate::components::dialog::DialogBox;
use crate::components::menu::Menu;
use crate::components::notice::NoticeBar;
use crate::components::path::Path;
use crate::components::request_form::RequestForm;
use crate::components::tree::Tree;
use crate::components::verdict::Verdict;
use crate::effects;
use crate::menus::{self, Entry, MenuOf, MenuRequest};
use crate::{page, rows_in_view};
use gloo_events::EventListener;
use std::ops::Range;
use std::rc::Rc;
use workbench::Effect;
use workbench::effect::Target;
use workbench::embed::{Embed, FrameMessage, Input, Lock, Outcome, Part, row_menu};
use workbench::view::caller::CallerView;
use workbench::view::dialog::DialogView;
use workbench::view::drag::DragView;
use workbench::view::path::PathView;
use workbench::view::request::RequestView;
use workbench::view::steps::StepView;
use workbench::view::tree::TreeView;
use workbench::view::verdict::VerdictView;
use workbench::{Message, Model};
use yew::prelude::*;

/// The whole frame.
pub(crate) struct Frame {
    embed: Embed,
    host: Host,
    hands: Hands,
    menu: Option<Rc<MenuRequest>>,
    caller: bool,
    editing: Editing,
    out: NodeRef,
    /// The rows of the tree that can be seen.
    rows: Range<usize>,
    calls: Calls,
    _listener: Option<EventListener>,
}

/// Where it starts.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What the address holds.
    pub(crate) fragment: AttrValue,
}

/// What the parts call.
struct Calls {
    send: Callback<Message>,
    tell: Callback<Input>,
    ask_menu: Callback<MenuRequest>,
    close_menu: Callback<()>,
    toggle_caller: Callback<()>,
    edit: Callback<()>,
    aim: Callback<()>,
    show_rows: Callback<Range<usize>>,
    open: Callback<Option<String>>,
}

/// What reaches the frame.
pub(crate) enum Event {
    /// Something for the workbench.
    In(Input),
    /// A menu is asked for.
    OpenMenu(MenuRequest),
    /// The menu is done with.
    CloseMenu,
    /// The details of the caller are wanted, or no more.
    ToggleCaller,
    /// Somebody wants to write.
    Edit,
    /// The editor is there, or cannot be created.
    Editor(bool),
    /// What is shown has another height.
    Height(u32),
    /// Somebody is about to go to the whole page.
    Aim,
    /// Other rows of the tree have come into view.
    ShowRows(Range<usize>),
}

impl Component for Frame {
    type Message = Event;
    type Properties = Props;

    fn create(ctx: &Context<Frame>) -> Frame {
        let link = ctx.link();
        let settings = host::settings(&host::query());
        let host = Host::new(
            &settings,
            link.callback(|message| Event::In(Input::Host(message))),
        );
        let (embed, outcomes) = Embed::start(settings, &ctx.props().fragment);
        let send = link.callback(|message| Event::In(Input::Do(message)));
        let other = link.callback(|()| Event::In(Input::Open(page::fragment())));
        let mut frame = Frame {
            embed,
            host,
            hands: Hands::new(send.clone()),
            menu: None,
            caller: false,
            editing: Editing::Unwanted,
            out: NodeRef::default(),
            rows: rows_in_view::AT_FIRST,
            calls: Calls {
                send,
                tell: link.callback(Event::In),
                ask_menu: link.callback(Event::OpenMenu),
                close_menu: link.callback(|()| Event::CloseMenu),
                toggle_caller: link.callback(|()| Event::ToggleCaller),
                edit: link.callback(|()| Event::Edit),
                aim: link.callback(|()| Event::Aim),
                show_rows: link.callback(Event::ShowRows),
                open: link.callback(|link| Event::In(Input::ExampleCame(link))),
            },
            _listener: web_sys::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| other.emit(()))),
        };
        frame.carry_out(outcomes);
        frame
    }

    fn update(&mut self, ctx: &Context<Frame>, event: Event) -> bool {
        match event {
            Event::In(input) => {
                let outcomes = self.embed.update(input);
                self.carry_out(outcomes);
            }
            Event::OpenMenu(request) => self.menu = Some(Rc::new(request)),
            Event::CloseMenu => self.menu = None,
            Event::ShowRows(rows) => self.rows = rows,
            Event::ToggleCaller => self.caller = !self.caller,
            Event::Edit if self.editing == Editing::Unwanted => {
                self.editing = Editing::Fetched;
                fetch::editor(ctx.link().callback(Event::Editor));
            }
            Event::Edit => return false,
            Event::Editor(is_there) => {
                // Whoever has gone on to another field meanwhile stays there.
                if page::find(".still-code:focus").is_some() {
                    self.hands.take(Effect::Focus(Target::Editor));
                }
                self.editing = if is_there {
                    Editing::Here
                } else {
                    Editing::Missing
                };
            }
            Event::Height(height) => {
                self.host.post(&FrameMessage::Resize(height));
                return false;
            }
            Event::Aim => {
                self.aim();
                return false;
            }
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Frame>, first: bool) {
        self.hands.work_after_paint();
        if first && self.embed.settings().height.is_none() {
            host::watch_height(ctx.link().callback(Event::Height));
        }
    }

    fn view(&self, _ctx: &Context<Frame>) -> Html {
        let shows = |part| self.embed.settings().shows(part);
        let fixed = self.embed.settings().height.is_some();
        html! {
            <div class="embed" data-fixed={fixed.to_string()}>
                if shows(Part::Toolbar) {
                    { parts::toolbar(&self.embed, &self.calls.tell, &self.out, &self.calls.aim) }
                }
                { parts::problems(&self.embed, &self.calls.tell) }
                if let Some(model) = self.embed.model() {
                    { self.notices(model) }
                    { self.columns(model) }
                    { self.menu(model) }
                    if let Some(view) = DialogView::new(model) {
                        <DialogBox key={view.title.clone()} view={view.clone()} send={&self.calls.send} />
                    }
                } else {
                    { parts::nothing(&self.embed) }
                }
                <div class="unseen" id="announcements" aria-live="polite" />
                <div class="toast" id="toast" role="status" aria-label="Message" />
            </div>
        }
    }
}

impl Frame {
    fn carry_out(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            match outcome {
                Outcome::Effect(effect) => self.hands.take(effect),
                Outcome::Post(message) => self.host.post(&message),
                Outcome::Theme(theme) => effects::show_theme(theme),
                Outcome::Lang(lang) => {
                    if let Some(root) = page::find(":root") {
                        root.set_lang(&lang);
                    }
                }
                Outcome::FetchExample(id) => fetch::example(id, self.calls.open.clone()),
                Outcome::Focus => page::focus("main :is(input, select, button, [tabindex='0'])"),
            }
        }
    }

    /// Lets the way to the whole page lead to what is in hand.
    fn aim(&self) {
        let Some(link) = self.out.cast::<web_sys::HtmlAnchorElement>() else {
            return;
        };
        if let Ok(fragment) = self.embed.link() {
            link.set_href(&format!("../#{fragment}"));
        }
    }

    fn notices(&self, model: &Model) -> Html {
        let send = &self.calls.send;
        let notice = |(place, notice): (usize, &workbench::Notice)| {
            html! { <NoticeBar {place} notice={notice.clone()} {send} /> }
        };
        model.notices().iter().enumerate().map(notice).collect()
    }

    fn columns(&self, model: &Model) -> Html {
        let shows = |part| self.embed.settings().shows(part);
        let Calls {
            send,
            ask_menu,
            edit,
            show_rows,
            ..
        } = &self.calls;
        let things = shows(Part::Tree) || shows(Part::Policy);
        html! {
            <main class="embed-parts">
                if things {
                    <div class="embed-things">
                        if shows(Part::Tree) {
                            <Tree view={TreeView::part(model, &self.rows)} drag={None::<DragView>} {send} {ask_menu} {show_rows} />
                        }
                        if shows(Part::Policy) { { parts::policy(&self.embed, self.editing, send, edit) } }
                    </div>
                }
                <div class="embed-answer">
                    if shows(Part::Verdict) {
                        { parts::question(&self.embed) }
                        { self.verdict(model) }
                    }
                    if shows(Part::Request) { { self.request(model) } }
                    if shows(Part::Path) && self.embed.has_run() {
                        <Path view={PathView::new(model)} step={StepView::new(model)} {send} {ask_menu} />
                    }
                </div>
            </main>
        }
    }

    fn request(&self, model: &Model) -> Html {
        let settings = self.embed.settings();
        let Calls {
            send,
            ask_menu,
            toggle_caller,
            ..
        } = &self.calls;
        let view = RequestView::new(model);
        html! {
            <>
                { parts::saved(&self.embed, send) }
                <fieldset class="embed-request" disabled={settings.locks(Lock::Request)}
                    data-context={settings.shows(Part::Context).to_string()}>
                    <RequestForm {view} caller={self.caller.then(|| CallerView::new(model))}
                        {toggle_caller} {send} {ask_menu} />
                </fieldset>
            </>
        }
    }

    fn verdict(&self, model: &Model) -> Html {
        if self.embed.has_run() {
            return html! { <Verdict view={VerdictView::new(model)} send={&self.calls.send} /> };
        }
        let run = self.calls.tell.reform(|_: MouseEvent| Input::Run);
        html! {
            <p class="embed-run"><button type="button" class="button button-strong" onclick={run}>{ "Show the verdict" }</button></p>
        }
    }

    fn menu(&self, model: &Model) -> Html {
        let Some(request) = &self.menu else {
            return html! {};
        };
        html! {
            <Menu key={request.key()} request={Rc::clone(request)} entries={self.entries(model, &request.of)}
                send={&self.calls.send} close={&self.calls.close_menu} />
        }
    }

    fn entries(&self, model: &Model, of: &MenuOf) -> Vec<Entry> {
        match of {
            MenuOf::Row(item) => {
                let entries = row_menu(model, self.embed.settings(), item).into_iter();
                entries.map(menus::offered).collect()
            }
            MenuOf::ContextKey(key) => menus::context_key(key),
            MenuOf::Path => menus::path(),
            _ => Vec::new(),
        }
    }
}
