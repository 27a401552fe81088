//! Any fragment of an address, any document inside a link and any query that somebody wrote by
//! hand: reading gives a scenario that can be linked to again, or says why not.
#![no_main]

use data_encoding::BASE64URL_NOPAD;
use scenario::Scenario;
use scenario::link::{self, Fragment};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    // As a fragment, as a document, and as something packed. Of the last, the check sum is right
    // by chance only, which is what it is for.
    if let Ok(text) = std::str::from_utf8(input) {
        read(text);
        query(text);
    }
    let payload = BASE64URL_NOPAD.encode(input);
    read(&format!("#v1.j.{payload}"));
    read(&format!("#v1.d.{payload}.00000000"));
});

fn read(fragment: &str) {
    let _ = link::inspect(fragment);
    match link::read(fragment) {
        Ok(Fragment::Scenario(scenario)) => link_again(scenario, fragment),
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty(), "{error:?}"),
    }
}

fn query(query: &str) {
    match link::read_query(query) {
        Ok(Some(scenario)) => link_again(Box::new(scenario), query),
        Ok(None) => {}
        Err(error) => assert!(!error.to_string().is_empty(), "{error:?}"),
    }
}

fn link_again(scenario: Box<Scenario>, from: &str) {
    if let Ok(again) = link::encode(&scenario) {
        let read = link::read(&again);
        assert_eq!(read, Ok(Fragment::Scenario(scenario)), "{from} as {again}");
    }
}
