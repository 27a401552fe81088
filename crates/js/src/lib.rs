//! The evaluator as a package for JavaScript: `load` a case or a scenario, then `decide` and
//! `explain` requests against it; `validate` a policy's text; `evaluate` a case of any kind.
//! `cargo xtask js` builds it.
//!
//! What goes in and out is plain data, described for TypeScript in `typescript.rs`. Whatever is
//! passed, the answer is a value or a thrown `Error` with a sentence, never a panic.
//!
//! Not responsible for: what policies mean (`iam`) and what cases and scenarios look like
//! (`scenario`).

mod answer;
mod case;
mod document;
mod explanation;
mod finding;
mod loaded;
mod typescript;
mod value;

use answer::answer;
use case::OutcomeObject;
use explanation::Explanation;
use iam::PolicyKind;
use loaded::Loaded;
use scenario::case::Case;
#[cfg(feature = "measure")]
use std::hint::black_box;
use wasm_bindgen::prelude::*;

/// A case or scenario, read and compiled, ready to be asked.
#[wasm_bindgen]
pub struct Handle {
    loaded: Loaded,
}

/// Reads a case (as in the conformance suite) or a scenario (as the page exports it), given as
/// JSON text or as an object. Throws an `Error` that says what is wrong with it.
#[wasm_bindgen]
pub fn load(
    #[wasm_bindgen(js_name = caseOrScenario, unchecked_param_type = "string | object")]
    document: JsValue,
) -> Result<Handle, JsError> {
    let text = value::text(&document, "a case or a scenario")?;
    let loaded = Loaded::read(&text)?;
    Ok(Handle { loaded })
}

#[wasm_bindgen]
impl Handle {
    /// Decides the request of the case or scenario, or another one put to the same policies: an
    /// object, whose missing members are taken from the first, or the name of a request that the
    /// scenario keeps.
    #[wasm_bindgen(unchecked_return_type = "Decision")]
    pub fn decide(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Request | string")] request: JsValue,
    ) -> Result<JsValue, JsError> {
        if request.is_undefined() {
            return answer(&self.loaded, self.loaded.request()?);
        }
        let request = self.loaded.other_request(&request)?;
        answer(&self.loaded, &request)
    }

    /// Decides like `decide` and tells the way: the trace as data, and the same in sentences.
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Request | string")] request: JsValue,
    ) -> Result<JsValue, JsError> {
        if request.is_undefined() {
            return value::object(&Explanation::new(&self.loaded, self.loaded.request()?));
        }
        let request = self.loaded.other_request(&request)?;
        value::object(&Explanation::new(&self.loaded, &request))
    }
}

/// Says what AWS would refuse or misread in a policy's text, as a policy of this kind. The list
/// is empty for a policy without fault; AWS takes a policy unless a finding is an error.
#[wasm_bindgen(unchecked_return_type = "Finding[]")]
pub fn validate(
    #[wasm_bindgen(js_name = policyText, unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "PolicyKind")] kind: JsValue,
) -> Result<JsValue, JsError> {
    let text = text.as_string().ok_or_else(|| {
        JsError::new(
            "the policy has to be a string that holds its text; use JSON.stringify for an object",
        )
    })?;
    let named = kind.as_string();
    let kind = named.as_deref().and_then(PolicyKind::from_code);
    let kind = kind.ok_or_else(|| {
        let known = PolicyKind::ALL.map(|kind| format!("`{}`", kind.code()));
        JsError::new(&format!(
            "`{}` is no kind of policy; use one of {}",
            named.unwrap_or_default(),
            known.join(", ")
        ))
    })?;
    value::object(&finding::findings(&text, kind))
}

/// Runs a case of the conformance format, whatever its kind, given as JSON text or as an object, and
/// gives what `iam-playground evaluate` prints for it.
#[wasm_bindgen(unchecked_return_type = "Outcome")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "string | object")] case: JsValue,
) -> Result<JsValue, JsError> {
    let case = Case::read(&value::text(&case, "a case")?)?;
    value::object(&OutcomeObject::new(&case, &case.run()))
}

/// Decisions and explanations round and round, without the way from and to JavaScript.
#[cfg(feature = "measure")]
#[wasm_bindgen]
impl Handle {
    /// Decides the request so many times.
    #[wasm_bindgen(js_name = decideTimes)]
    pub fn decide_times(&self, times: u32) -> Result<(), JsError> {
        let (world, request) = (self.loaded.world(), self.loaded.request()?);
        for _ in 0..times {
            black_box(iam::decide(black_box(world), black_box(request)));
        }
        Ok(())
    }

    /// Decides the request so many times and records the trace.
    #[wasm_bindgen(js_name = explainTimes)]
    pub fn explain_times(&self, times: u32) -> Result<(), JsError> {
        let (world, request) = (self.loaded.world(), self.loaded.request()?);
        for _ in 0..times {
            black_box(iam::explain(black_box(world), black_box(request)));
        }
        Ok(())
    }
}
