//! Prints every case of `spec/`, one a line: what the browser is asked (`cargo xtask js`).

fn main() {
    for case in testkit::corpus::cases() {
        println!("{}", case.json_line());
    }
}
