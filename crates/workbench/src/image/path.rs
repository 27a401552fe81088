//! The verdict, the request, and the stops of the decision path, one below the other.

use super::drawing::{BODY, Broken, CODE, Drawing, SMALL, STRONG, TITLE, Type};
use super::{Image, Shade};
use crate::model::Model;
use crate::path_text::applying;
use crate::steps::stops;
use crate::view::VerdictView;
use crate::view::state::State;
use crate::view::verdict::capitalized;
use iam::sentences;
use iam::trace::{Gate, GateRole};
use scenario::saved_run::caller_name;

const WIDTH: u32 = 760;
const MARGIN: u32 = 24;
/// Where the line runs, and where the texts beside it begin.
const LINE: u32 = 36;
const TEXT: u32 = 60;

pub(super) fn image(model: &Model, shade: Shade) -> Image {
    let mut sheet = Sheet {
        drawing: Drawing::new(shade),
        y: MARGIN + 22,
    };
    let evaluation = model.evaluation();
    let verdict = VerdictView::new(model);
    let colour = sheet.drawing.state(verdict.state);
    sheet
        .drawing
        .icon(MARGIN, sheet.y - 17, verdict.state.drawing(), colour);
    sheet.lines(MARGIN + 26, TITLE, colour, verdict.word);
    let ink = sheet.drawing.palette.ink;
    sheet.lines(MARGIN, BODY, ink, &verdict.sentence.replace('`', ""));
    let spec = &model.scenario().request;
    let caller = caller_name(&evaluation.request().caller.principal);
    sheet.y += 6;
    for (name, value) in [
        ("Caller", caller.as_str()),
        ("Action", &spec.action),
        ("Resource", &spec.resource),
    ] {
        let soft = sheet.drawing.palette.soft;
        sheet.drawing.text(MARGIN, sheet.y, SMALL, soft, name);
        sheet.lines(MARGIN + 70, CODE, ink, value);
    }
    sheet.y += 14;
    let stops = stops(evaluation);
    let mut above: Option<(u32, GateRole)> = None;
    for (_, gate) in &stops {
        let y = sheet.y + 4;
        if let Some((from, role)) = above {
            let line = sheet.drawing.palette.line;
            let broken = match role {
                GateRole::Passed => Broken::Whole,
                GateRole::Decides | GateRole::After => Broken::Dashes,
            };
            sheet
                .drawing
                .line((LINE, from + 12), (LINE, y - 12), line, broken);
        }
        sheet.stop(model, gate);
        above = Some((y, gate.role));
    }
    let title = format!("Decision path of {}: {}", model.called(), verdict.spoken());
    let height = sheet.y + MARGIN - 12;
    sheet.drawing.finish(&title, WIDTH, height)
}

struct Sheet {
    drawing: Drawing,
    /// Where the next line of text stands.
    y: u32,
}

impl Sheet {
    /// A text in as many lines as it takes.
    fn lines(&mut self, x: u32, set: Type, colour: &str, text: &str) {
        for line in set.wrap(text, WIDTH - MARGIN - x) {
            self.drawing.text(x, self.y, set, colour, &line);
            self.y += set.size + 7;
        }
    }

    fn stop(&mut self, model: &Model, gate: &Gate) {
        let subject = model.evaluation().subject();
        let state = State::of(gate.state);
        self.drawing.sign(LINE, self.y + 4, state);
        self.y += 2;
        let title = sentences::gate_title(subject, gate.id).replace('`', "");
        let (ink, soft) = (self.drawing.palette.ink, self.drawing.palette.soft);
        let says = match gate.role {
            GateRole::Decides => format!("{}: decides", state.word()),
            GateRole::After if state != State::Skip => {
                format!("{}, after the answer was made", state.word())
            }
            GateRole::After | GateRole::Passed => state.word().to_owned(),
        };
        let colour = self.drawing.state(state);
        let beside = TEXT + STRONG.width(&title) + 10;
        if beside + SMALL.width(&says) <= WIDTH - MARGIN {
            self.drawing.text(TEXT, self.y, STRONG, ink, &title);
            self.drawing.text(beside, self.y, SMALL, colour, &says);
            self.y += 19;
        } else {
            self.lines(TEXT, STRONG, ink, &title);
            self.lines(TEXT, SMALL, colour, &says);
        }
        let sentence = capitalized(&sentences::gate(subject, gate)).replace('`', "");
        self.lines(TEXT, SMALL, soft, &sentence);
        for statement in applying(model, gate) {
            self.lines(
                TEXT + 12,
                SMALL,
                ink,
                &format!("– {}", statement.replace('`', "")),
            );
        }
        self.y += 12;
    }
}
