//! Short names for what the page's WebAssembly and its script know of one another: wasm-bindgen
//! writes whole type names, and each is fetched twice.

use std::collections::BTreeMap;

/// The short names.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Short names for what wasm-bindgen named, among the names of imports and exports.
    pub(super) fn new<'n>(known: impl IntoIterator<Item = &'n str>) -> Names {
        let given = |name: &&str| name.starts_with("__wb") || name.starts_with("wasm_bindgen__");
        let mut names = BTreeMap::new();
        for name in known.into_iter().filter(given) {
            let short = format!("_{:x}", names.len());
            names.entry(name.to_owned()).or_insert(short);
        }
        Names(names)
    }

    /// The short name, where there is one.
    pub(super) fn short<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// The script with the short names.
    pub(super) fn in_script(&self, script: &str) -> String {
        let is_of_name =
            |character: char| character.is_ascii_alphanumeric() || "_$".contains(character);
        let mut done = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_of_name) {
            let (before, from) = rest.split_at(start);
            let end = from
                .find(|character| !is_of_name(character))
                .unwrap_or(from.len());
            let (name, after) = from.split_at(end);
            done.push_str(before);
            done.push_str(self.short(name));
            rest = after;
        }
        done.push_str(rest);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_become_short_ones() {
        let names = Names::new(["__wbg_a", "__wbg_a_1", "memory"]);
        assert_eq!(
            names.in_script("x.__wbg_a(__wbg_a_1, __wbg_a_12, memory)"),
            "x._0(_1, __wbg_a_12, memory)"
        );
    }
}
