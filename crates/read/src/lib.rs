//! Text to accounts, measures and figures: claims with the words they came from.
//!
//! Law: pure. No clock, disk, network or environment; a language is a folder of data. A value without a span
//! does not leave this crate, and bad text is ordinary input: reading never fails, it says what it understood.

pub mod words;
pub mod terms;
pub mod lexicon;
pub mod senses;
pub mod actors;
pub mod number;
pub mod time;

pub use lexicon::{Lexicon, LexiconError, Tables};
