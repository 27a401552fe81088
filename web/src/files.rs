//! Files in and out: reads the file a person chose, and hands one over as a download.

use js_sys::Array;
use scenario::caps;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};
use workbench::image::Image;
use workbench::message::{File, FileContent};
use yew::Callback;

/// Reads a file.
pub(crate) fn read(chosen: &web_sys::File, done: Callback<File>) {
    let name = chosen.name();
    if caps::FILE_BYTES as f64 <= chosen.size() {
        let content = FileContent::TooLarge;
        return done.emit(File { name, content });
    }
    let text = chosen.text();
    spawn_local(async move {
        let text = JsFuture::from(text).await;
        let text = text.ok().and_then(|text| text.as_string());
        let content = text.map_or(FileContent::Unreadable, FileContent::Text);
        done.emit(File { name, content });
    });
}

/// Gives the user a file.
pub(crate) fn download(name: &str, text: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type(match name.rsplit_once('.') {
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "csv")) => "text/csv",
        Some((_, "xml")) => "application/xml",
        _ => "application/json",
    });
    let parts = Array::of1(&JsValue::from_str(text));
    // Each step fails only where the browser has no such thing as a download.
    let _ =
        Blob::new_with_str_sequence_and_options(&parts, &kind).and_then(|blob| offer(name, &blob));
}

fn offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = crate::page::document().ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Pixels for one of the picture's own, where that is not too large.
const SCALE: f64 = 2.0;
/// The longest side and the number of pixels that browsers draw on.
const LONGEST: f64 = 16_000.0;
const PIXELS: f64 = 100_000_000.0;

/// Gives the user a picture as PNG; `failed` hears that the browser could not draw it.
pub(crate) fn download_png(name: String, image: Image, failed: Callback<()>) {
    spawn_local(async move {
        if paint(&name, &image, &failed).await.is_err() {
            failed.emit(());
        }
    });
}

async fn paint(name: &str, image: &Image, failed: &Callback<()>) -> Result<(), JsValue> {
    let (width, height) = (f64::from(image.width), f64::from(image.height));
    let scale = SCALE
        .min(LONGEST / width.max(height))
        .min((PIXELS / (width * height)).sqrt());
    let drawn = HtmlImageElement::new()?;
    let source = js_sys::encode_uri_component(&image.svg);
    drawn.set_src(&format!("data:image/svg+xml,{}", String::from(source)));
    JsFuture::from(drawn.decode()).await?;
    let document = crate::page::document().ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &drawn,
        0.0,
        0.0,
        f64::from(canvas.width()),
        f64::from(canvas.height()),
    )?;
    let (name, failed) = (name.to_owned(), failed.clone());
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let offered = blob
            .ok_or(JsValue::NULL)
            .and_then(|blob| offer(&name, &blob));
        if offered.is_err() {
            failed.emit(());
        }
    });
    canvas.to_blob(done.unchecked_ref())
}
