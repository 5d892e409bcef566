//! The score table of a gold set, equal to the reference scorer's.
//!
//! Law: this crate is a judge and shares no rule with what it judges. It has its own folding of names and its
//! own idea of a day, it reads loose JSON so that any reader's lines can be scored, and it is changed only
//! together with the reference scorer, whose table it prints to the byte. Nothing here is tuned.

mod alike;
mod days;
mod fusion;
mod gold;
mod loose;
mod notation;
mod pairing;
mod places;
mod readings;
mod table;
mod tally;
mod text;

pub use gold::{EvalError, Gold, Part, in_check_part, read_json_lines};
pub use table::{Cell, Score};

use serde_json::Value;

/// Scores readings, and the incidents that they were fused into where these are given, against gold sets.
///
/// With `show_errors`, [`Score::errors`] says what was missed, invented or half right in the open part.
pub fn score(
    gold: &Gold,
    readings: &[Value],
    incidents: Option<&[Value]>,
    show_errors: bool,
) -> Result<Score, EvalError> {
    let predicted = readings::by_id(readings);
    let judged = readings::judge(gold.annotations(), &predicted, show_errors);
    let fusion = match incidents {
        Some(incidents) => Some(fusion::judge(&gold.clusters()?, incidents, &judged.aligned)),
        None => None,
    };
    Ok(Score {
        reports: gold.annotations().len(),
        read: gold.annotations().keys().filter(|id| predicted.contains_key(id.as_str())).count(),
        fields: judged.fields,
        rates: judged.rates,
        fusion,
        errors: judged.errors,
    })
}
