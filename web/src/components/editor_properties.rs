//! What the editor shows, as the objects that `<json-editor>` takes (`web/editor/README.md`).

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;
use workbench::test_run::Coverage;
use workbench::view::policy::{FindingView, FixView, PolicyView};
use workbench::view::verdict::capitalized;

/// What an editor was given last.
pub(crate) struct Shown {
    editor: Element,
    id: String,
    view: PolicyView,
}

impl Shown {
    /// Whether an editor shows the marks of a view at the places that the view has for them: as
    /// long as the text stays.
    fn has_marks(&self, editor: &Element, id: &str, view: &PolicyView) -> bool {
        self.editor == *editor
            && self.id == id
            && self.view.text == view.text
            && self.view.findings == view.findings
            && self.view.highlights == view.highlights
            && self.view.coverage == view.coverage
    }
}

/// Gives the editor all it shows. The text comes before what points into it.
pub(crate) fn show(editor: Element, id: String, view: PolicyView, before: &mut Option<Shown>) {
    set(&editor, "label", &"Policy editor".into());
    set(&editor, "documentId", &(&*id).into());
    set(&editor, "value", &(&*view.text).into());
    set(&editor, "readonly", &view.readonly.into());
    let shown = before.as_ref();
    if !shown.is_some_and(|shown| shown.has_marks(&editor, &id, &view)) {
        mark(&editor, &view);
    }
    *before = Some(Shown { editor, id, view });
}

fn mark(editor: &Element, view: &PolicyView) {
    let findings: Array = view.findings.iter().map(finding).collect();
    let highlights = view.highlights.iter().map(|highlight| {
        object(&[
            ("from", highlight.from.into()),
            ("to", highlight.to.into()),
            ("kind", highlight.kind.into()),
        ])
    });
    let margin = view.coverage.iter().map(|mark| {
        object(&[
            ("from", mark.from.into()),
            ("sign", sign(mark.coverage).into()),
            ("text", capitalized(mark.coverage.words()).into()),
        ])
    });
    set(editor, "diagnostics", &findings);
    set(editor, "highlights", &highlights.collect::<Array>());
    set(editor, "margin", &margin.collect::<Array>());
}

/// How full the disc is that says how far the saved requests reach a statement.
pub(crate) const fn sign(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Decided => "full",
        Coverage::Matched => "half",
        Coverage::Never => "empty",
    }
}

fn finding(finding: &FindingView) -> JsValue {
    let value = object(&[
        ("from", finding.from.into()),
        ("to", finding.to.into()),
        ("severity", finding.severity.into()),
        ("message", (&finding.message).into()),
        ("code", finding.code.into()),
    ]);
    if let Some(made) = &finding.fix {
        set(&value, "fix", &fix(made));
    }
    value
}

fn fix(fix: &FixView) -> JsValue {
    let edits = fix.edits.iter().map(|(from, to, text)| {
        object(&[
            ("from", (*from).into()),
            ("to", (*to).into()),
            ("text", text.into()),
        ])
    });
    let edits: Array = edits.collect();
    object(&[("title", (&fix.title).into()), ("edits", edits.into())])
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object.into()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Fails only for frozen objects.
    let _ = Reflect::set(object, &name.into(), value);
}
