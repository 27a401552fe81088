//! What each command prints, from `tests/cmd` and from the README. `TRYCMD=overwrite cargo test
//! -p iam-playground --test transcripts` writes down what it prints now.

#[test]
fn commands_print_what_their_transcripts_say() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("../../README.md");
}
