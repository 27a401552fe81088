//! The whole page.

fn main() {
    web::page();
}
