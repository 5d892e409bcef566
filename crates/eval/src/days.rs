//! When: days, spans of days, and how near two of them are.

use crate::loose::{field, text};
use jiff::civil::Date;
use serde_json::Value;

/// Days in a row, both ends in; a day counted from 1970.
pub type Days = (i32, i32);

/// The predicted date overlaps the true one and claims no more than a day beyond it on either side.
/// Where the truth is unknown, so must the prediction be, unless that is what the truth's precision says.
pub fn date_right(gold: &Value, predicted: &Value) -> bool {
    match (days(gold), days(predicted)) {
        (None, predicted) => predicted.is_none() || precision(gold) == "unknown",
        (Some(_), None) => false,
        (Some(gold), Some(predicted)) => {
            overlap(gold, predicted, 0) && predicted.0 >= gold.0 - 1 && predicted.1 <= gold.1 + 1
        }
    }
}

/// Not more than three days between them.
pub fn dates_near(gold: &Value, predicted: &Value) -> bool {
    match (days(gold), days(predicted)) {
        (Some(gold), Some(predicted)) => overlap(gold, predicted, 3),
        _ => false,
    }
}

/// Equal at the coarser of two precisions, which must be a month at least: "2025-07".
pub fn same_partial(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(10).collect(), b.chars().take(10).collect());
    let coarser = a.len().min(b.len());
    coarser >= 7 && a[..coarser] == b[..coarser]
}

fn overlap(gold: Days, predicted: Days, slack: i32) -> bool {
    predicted.0 <= gold.1 + slack && predicted.1 >= gold.0 - slack
}

fn precision(incident: &Value) -> &str {
    field(incident, "date").map_or("", |date| text(date, "precision"))
}

fn days(incident: &Value) -> Option<Days> {
    let date = field(incident, "date")?;
    let (start, end) = (day(text(date, "start")), day(text(date, "end")));
    Some((start.or(end)?, end.or(start)?))
}

/// `2026-01-12` or `20260112`, whatever follows the tenth letter.
fn day(written: &str) -> Option<i32> {
    let head: String = written.chars().take(10).collect();
    let digits = match head.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => head.replace('-', ""),
        _ => head,
    };
    if digits.len() != 8 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let date =
        Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()?;
    (date.year() >= 1).then(|| since_1970(date))
}

fn since_1970(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn on(start: &str, end: &str) -> Value {
        json!({"date": {"start": start, "end": end, "precision": "day"}})
    }

    #[test]
    fn a_day_of_slack_on_either_side_and_no_more() {
        let gold = on("2026-01-10", "2026-01-11");
        assert!(date_right(&gold, &on("2026-01-09", "2026-01-12")));
        assert!(!date_right(&gold, &on("2026-01-08", "2026-01-11")));
        assert!(!date_right(&gold, &on("2026-01-12", "2026-01-12")));
        assert!(date_right(&gold, &on("", "2026-01-11T04:00:00Z")));
    }

    #[test]
    fn an_unknown_date_is_matched_by_silence_or_said_to_be_unknown() {
        assert!(date_right(&json!({}), &json!({"date": null})));
        assert!(!date_right(&json!({}), &on("2026-01-10", "")));
        assert!(date_right(&json!({"date": {"precision": "unknown"}}), &on("2026-01-10", "")));
    }

    #[test]
    fn what_is_no_day_is_none() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("19700102"), Some(1));
        for odd in ["2026-02-30", "2026-1-1", "2026-01", "0000-01-01", "yesterday", "２０２６0101"] {
            assert_eq!(day(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_month_matches_its_days_and_a_year_matches_nothing() {
        assert!(same_partial("2025-07", "2025-07-01"));
        assert!(!same_partial("2025", "2025"));
        assert!(!same_partial("2025-07-01", "2025-07-02"));
    }
}
