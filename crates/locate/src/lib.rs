//! Names as written to places: an entry, or an honest area.
//!
//! Law: a false pin is the worst error. A village that the gazetteer does not know, or knows only far from
//! where the report is, goes to the finest admin unit that the report names, with a radius that covers it.

mod anchor;
mod candidates;
mod context;
mod country;
mod explain;
mod gazetteer;
mod geo;
#[doc(hidden)]
pub mod layout;
mod mapping;
mod polygon;
mod resolve;
mod roads;
mod spelling;
mod spoken;
mod toponyms;
mod wording;

pub use explain::{Explained, Explanation, explain};
pub use gazetteer::{BadGazetteer, CountryWord, Entry, Gazetteer, Hit, Hits};
pub use geo::{km, km_to_line, middle, offset};
pub use polygon::Polygon;
pub use resolve::locate;
