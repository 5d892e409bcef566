//! Chores of the repository: `cargo run -p xtask -- <chore>`.

mod gazetteer;
mod laws;
mod train;

use anyhow::bail;

const USAGE: &str = "usage: cargo run -p xtask -- laws|gazetteer|train [--write]";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("gazetteer") => gazetteer::run(&arguments[1..]),
        Some("laws") => laws::run(),
        Some("train") => train::run(&arguments[1..]),
        _ => bail!(USAGE),
    }
}
