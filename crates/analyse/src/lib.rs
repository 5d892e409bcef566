//! Counts and comparisons over incidents, and what is in force where and when.
//!
//! Law: pure. A question's "now" is handed in. Absence is not zero: what is not stated is left out of a sum
//! and counted as left out, and a state that the reports do not settle is *not known*.

mod earth;
mod figures;
mod measures;
mod question;
mod stats;
mod words;

pub use earth::km;
pub use figures::{Area, Beside, Own, beside};
pub use measures::{
    Announcement, Hours, OPEN_ENDED_DAYS, Standing, State, combine, means_countries, once, place_keys,
};
pub use question::{Kept, Near, Question};
pub use stats::{Dimension, Group, Sum, UnknownDimension, tabulate};
pub use words::BadWords;
