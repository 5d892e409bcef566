//! "In force" is never said where the reports do not say it, and "not in force" even less.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jiff::civil::DateTime;
use vigie_analyse::{Announcement, Hours, Standing, State, combine, means_countries, once, place_keys};
use vigie_model::{Measure, MeasureKind, MeasureStatus};

/// A curfew at Bafoulabé; `dates` is `from..until`, either of which may be empty.
fn curfew(status: MeasureStatus, dates: &str, daily: Option<[&str; 2]>) -> Measure {
    let (from, until) = dates.split_once("..").unwrap();
    Measure {
        key: "m1".into(),
        kind: MeasureKind::Curfew,
        place: Some("Bafoulabé".into()),
        country: None,
        authority: None,
        from: from.parse().ok(),
        until: until.parse().ok(),
        daily: daily.map(|hours| hours.map(|hour| hour.parse().unwrap())),
        exemptions: Vec::new(),
        status,
    }
}

fn word<'a>(report: &'a str, published: &str, measure: &'a Measure) -> Announcement<'a> {
    let keys = place_keys(measure.place.as_deref().unwrap());
    Announcement { measure, report, source: None, published: published.parse().ok(), keys }
}

/// How the one measure stands at `moment`, a day or a day with an hour.
fn at<'a>(said: &[Announcement<'a>], moment: &str) -> Standing<'a> {
    let (day, time) = match moment.parse::<DateTime>() {
        Ok(moment) if moment.time() != jiff::civil::Time::midnight() => (moment.date(), Some(moment.time())),
        _ => (moment.parse().unwrap(), None),
    };
    let mut standings = combine(said, day, time);
    assert_eq!(standings.len(), 1);
    standings.remove(0)
}

#[test]
fn a_night_curfew_crosses_midnight() {
    let measure = curfew(MeasureStatus::InForce, "2025-07-01..", Some(["21:00", "06:00"]));
    let said = [word("d1", "2026-01-12", &measure)];
    for (moment, state, hours) in [
        ("2026-01-12T23:00", State::InForce, Some(Hours::Within)),
        ("2026-01-12T05:59", State::InForce, Some(Hours::Within)),
        ("2026-01-12T06:00", State::InForce, Some(Hours::Outside)),
        ("2026-01-12T12:00", State::InForce, Some(Hours::Outside)),
        ("2026-01-12", State::InForce, None),
        ("2025-07-01T21:00", State::InForce, Some(Hours::Within)),
        ("2025-06-30T23:00", State::NotInForce, None),
    ] {
        let standing = at(&said, moment);
        assert_eq!((standing.state, standing.hours), (state, hours), "{moment}: {}", standing.why);
    }
    // The first night begins in the evening of the first day: its small hours are still free.
    assert_eq!(at(&said, "2025-07-01T02:00").state, State::NotInForce);
}

#[test]
fn the_last_night_ends_in_the_morning_after() {
    let measure = curfew(MeasureStatus::Extended, "..2026-03-31", Some(["21:00", "06:00"]));
    let said = [word("d1", "2026-01-17", &measure)];
    assert_eq!(at(&said, "2026-04-01T02:00").state, State::InForce);
    assert_eq!(at(&said, "2026-04-01T21:00").state, State::NotInForce);
}

#[test]
fn the_latest_word_wins_and_earlier_days_keep_theirs() {
    let began = curfew(MeasureStatus::InForce, "2025-07-01..", None);
    let lifted = curfew(MeasureStatus::Lifted, "2026-01-17..", None);
    let said = [word("d1", "2026-01-12", &began), word("d2", "2026-01-16", &lifted)];
    assert_eq!(at(&said, "2026-01-16").state, State::InForce);
    let after = at(&said, "2026-01-17");
    assert_eq!((after.state, after.by.report), (State::NotInForce, "d2"));
    assert!(after.why.contains("lifted as of 2026-01-17"), "{}", after.why);
}

#[test]
fn a_measure_lifted_and_announced_again_is_in_force_again() {
    let began = curfew(MeasureStatus::Announced, "2026-01-01..", None);
    let lifted = curfew(MeasureStatus::Lifted, "2026-01-10..", None);
    let again = curfew(MeasureStatus::Announced, "2026-01-20..", None);
    let said = [
        word("d3", "2026-01-19", &again),
        word("d1", "2026-01-01", &began),
        word("d2", "2026-01-10", &lifted),
    ];
    for (day, state) in
        [("2026-01-05", State::InForce), ("2026-01-15", State::NotInForce), ("2026-01-21", State::InForce)]
    {
        assert_eq!(at(&said, day).state, state, "{day}");
    }
}

#[test]
fn an_undated_end_is_not_known_once_the_last_word_is_old() {
    let measure = curfew(MeasureStatus::InForce, "2025-07-01..", None);
    let said = [word("d1", "2026-01-12", &measure)];
    assert_eq!(at(&said, "2026-02-11").state, State::InForce);
    let later = at(&said, "2026-02-12");
    assert_eq!(later.state, State::NotKnown);
    assert!(later.why.contains("31 days old"), "{}", later.why);
}

#[test]
fn a_temporary_measure_is_known_for_the_day_of_its_report() {
    let measure = curfew(MeasureStatus::Temporary, "..", None);
    let said = [word("d1", "2026-01-12T17:00:00Z", &measure)];
    assert_eq!(at(&said, "2026-01-12").state, State::InForce);
    assert_eq!(at(&said, "2026-01-13").state, State::NotKnown);
    assert_eq!(at(&said, "2026-01-11").state, State::NotKnown);
}

#[test]
fn a_month_is_too_coarse_for_a_day_within_it() {
    let measure = curfew(MeasureStatus::InForce, "2025-07..", None);
    let said = [word("d1", "2025-07-30", &measure)];
    assert_eq!(at(&said, "2025-07-10").state, State::NotKnown);
    assert_eq!(at(&said, "2025-07-31").state, State::InForce);
    assert_eq!(at(&said, "2025-06-30").state, State::NotInForce);
}

#[test]
fn an_extension_says_nothing_of_the_time_before() {
    let measure = curfew(MeasureStatus::Extended, "2026-02-01..2026-02-28", None);
    let said = [word("d1", "2026-01-30", &measure)];
    assert_eq!(at(&said, "2026-01-31").state, State::NotKnown);
}

#[test]
fn a_report_without_a_date_settles_nothing_open_ended() {
    let measure = curfew(MeasureStatus::InForce, "..", None);
    let said = [word("d1", "", &measure)];
    assert_eq!(at(&said, "2026-01-12").state, State::NotKnown);
}

#[test]
fn places_are_told_apart_and_vague_words_name_none() {
    assert_eq!(place_keys("Bafoulabé and much of the region"), ["bafoulabe"]);
    assert_eq!(place_keys("cercles de Bafoulabé et de Kéniéba"), ["bafoulabe", "kenieba"]);
    assert_eq!(place_keys("Kayes region"), ["kayes"]);
    assert_eq!(place_keys("the area"), [""; 0]);
    assert_eq!(place_keys("the north of the country"), [""; 0]);
    assert_eq!(place_keys("la ville"), [""; 0]);
    assert_eq!(place_keys("les trois pays"), [""; 0]);
    assert!(means_countries("les trois pays") && !means_countries("the region"));
    assert_eq!(place_keys("tout le cercle"), [""; 0]);
    assert_eq!(place_keys("territoire de Beni, Nord-Kivu"), ["beni", "nord kivu"]);
    assert_eq!(place_keys("Banibangou, Abala"), ["banibangou", "abala"]);
}

#[test]
fn one_breath_for_two_places_is_one_row_unless_they_differ_since() {
    let both = Measure {
        place: Some("Bafoulabé et Kéniéba".into()),
        ..curfew(MeasureStatus::InForce, "2026-01-11..", None)
    };
    let lifted =
        Measure { place: Some("Kéniéba".into()), ..curfew(MeasureStatus::Lifted, "2026-01-20..", None) };
    let day = "2026-01-21".parse().unwrap();
    let mut standings = combine(&[word("d1", "2026-01-12", &both)], day, None);
    once(&mut standings);
    assert_eq!(standings.len(), 1);
    let said = [word("d1", "2026-01-12", &both), word("d2", "2026-01-20", &lifted)];
    let mut standings = combine(&said, day, None);
    once(&mut standings);
    let states: Vec<(&str, State)> = standings.iter().map(|one| (one.key.as_str(), one.state)).collect();
    assert_eq!(states, [("bafoulabe", State::InForce), ("kenieba", State::NotInForce)]);
}
