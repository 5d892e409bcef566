//! `vigie measures`: what is in force, where and when, or that it is not known.

use crate::desk::Shelf;
use crate::output::{many, say};
use crate::pipeline::Pipeline;
use crate::sheet::{ALARM, CALM, DOUBT, FAINT, Format, STRONG, Sheet, paint};
use crate::{Global, Outcome, desk, output, place};
use anyhow::Context;
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz};
use serde_json::{Value, json};
use std::io::Write;
use vigie_analyse::{Announcement, Hours, Standing, State, combine, means_countries, once, place_keys};
use vigie_model::{Measure, Published, Reading, fold_name};

/// Curfews, closures, bans: what is in force there and then
///
/// Three answers: *in force*, *not in force*, and *not known* where no report settles it. A measure without a
/// stated end counts as in force for 30 days after the last report that speaks of it, a temporary one for the
/// day of that report. No answer of this program means that a place is safe.
///
/// Examples: `vigie measures --at "Bafoulabé, Mali" --on 2026-01-12T23:00` · `vigie measures --on 2026-01-20`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A place; measures of the units that hold it are shown too.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// A day, or a day and an hour, local to the place: 2026-01-12 or 2026-01-12T23:00 [default: now, in UTC].
    #[arg(long, value_name = "TIME", value_parser = moment)]
    on: Option<Moment>,
    /// How to print them; csv and jsonl are internal: they name sources.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A day, or an hour of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// The hour, where one was given.
    pub time: Option<Time>,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let shelf = Shelf::all(&mut ledger)?;
    let moment = args.on.unwrap_or_else(now);
    let said = announcements(&shelf);
    let mut standings = combine(&said, moment.day, moment.time);
    let mut asked = None;
    if let Some(typed) = &args.at {
        let pipeline = Pipeline::new(global.data.as_deref())?;
        let place = Asked::new(&pipeline, typed);
        place.say(global, &standings);
        standings.retain(|standing| place.covers(standing));
        asked = Some(place);
    }
    once(&mut standings);
    if args.on.is_none() {
        say(
            global,
            paint(FAINT, format!("as of {}, UTC; give --on for the local time of the place", words(moment))),
        );
    }
    match args.format {
        Format::Table => print(global, &standings, moment, asked.as_ref())?,
        format => sheet(&standings, moment).print(global, format)?,
    }
    Ok(Outcome::Done)
}

/// What every report says of measures.
pub fn announcements(shelf: &Shelf) -> Vec<Announcement<'_>> {
    let readings = shelf.reports().map(|stored| &stored.reading);
    readings
        .flat_map(|reading| reading.measures.iter().map(|measure| announcement(reading, measure)))
        .collect()
}

fn announcement<'a>(reading: &'a Reading, measure: &'a Measure) -> Announcement<'a> {
    Announcement {
        measure,
        report: &reading.id,
        source: reading.source.as_deref(),
        published: reading.published,
        keys: keys(reading, measure),
    }
}

/// The places named; of words that mean a whole country its code; else where the report's own incidents are.
fn keys(reading: &Reading, measure: &Measure) -> Vec<String> {
    let words = measure.place.as_deref().unwrap_or_default();
    let named = place_keys(words);
    match &measure.country {
        _ if !named.is_empty() => named,
        Some(code) if means_countries(words) => vec![code.to_lowercase()],
        _ => places_of(reading),
    }
}

/// "The area" is where the report's own incidents are: the district of the first, else its place.
fn places_of(reading: &Reading) -> Vec<String> {
    let place = reading.incidents.first().and_then(|account| account.primary());
    let name = place.and_then(|place| place.admin2.as_ref().or(place.admin1.as_ref()).or(Some(&place.name)));
    vec![name.map_or_else(|| "place not stated".to_owned(), |name| fold_name(name))]
}

/// The place that was asked for.
struct Asked {
    full: String,
    name: String,
    /// Its own name and those of the units that hold it, folded.
    keys: Vec<String>,
    known: bool,
}

impl Asked {
    fn new(pipeline: &Pipeline, typed: &str) -> Self {
        let spot = place::find_or_name(&pipeline.gazetteer, typed);
        let typed_name = typed.split(',').next().unwrap_or(typed);
        let names =
            [spot.name.as_str(), typed_name].into_iter().chain(spot.within.iter().map(String::as_str));
        let mut keys: Vec<String> =
            names.flat_map(|name| place_keys(name).into_iter().chain([fold_name(name)])).collect();
        keys.extend(spot.country.as_ref().map(|code| code.to_lowercase()));
        Self { full: spot.full, name: spot.name, keys, known: spot.country.is_some() }
    }

    /// For the place itself or a unit that holds it, or for a part of it: "El Obeid market", "Dansadau road".
    fn covers(&self, standing: &Standing) -> bool {
        let part = format!(" {} ", standing.key).contains(&format!(" {} ", fold_name(&self.name)));
        part || self.keys.contains(&standing.key)
    }

    fn say(&self, global: &Global, standings: &[Standing]) {
        if !self.known {
            say(
                global,
                paint(
                    DOUBT,
                    format!(
                        "the gazetteer does not know {}: measures are matched by that name alone",
                        self.full
                    ),
                ),
            );
        } else {
            say(global, paint(FAINT, format!("at {}", self.full)));
        }
        let others = standings.iter().filter(|standing| !self.covers(standing)).count();
        if others > 0 {
            say(
                global,
                paint(
                    FAINT,
                    format!("{} elsewhere; `vigie measures` without --at shows all", many(others, "measure")),
                ),
            );
        }
    }
}

fn print(
    global: &Global,
    standings: &[Standing],
    moment: Moment,
    asked: Option<&Asked>,
) -> anyhow::Result<()> {
    let mut out = output::open(global)?;
    if standings.is_empty() {
        let place = asked.map(|asked| format!(" at {}", asked.name)).unwrap_or_default();
        writeln!(out, "{}: no report in this ledger speaks of a measure{place}", paint(DOUBT, "not known"))?;
    }
    for standing in standings {
        write_standing(&mut *out, standing, moment)?;
    }
    Ok(out.flush()?)
}

/// Two lines: what holds, and on whose word.
fn write_standing(out: &mut dyn Write, standing: &Standing, moment: Moment) -> anyhow::Result<()> {
    let state = state(standing);
    let kind = paint(STRONG, standing.kind.as_str().replace('_', " "));
    let place = place_of(standing);
    let hours = standing.daily.map(|[from, until]| format!(" · daily {from}–{until}")).unwrap_or_default();
    writeln!(out, "{state}  {kind} · {place}{hours}")?;
    let blank = " ".repeat(STATE_WIDTH);
    let stated = |date: Option<vigie_model::PartialDate>| {
        date.map_or("not stated".to_owned(), |date| date.to_string())
    };
    let dates = format!("since {}, until {}", stated(standing.since), stated(standing.until));
    let why = if standing.state == State::InForce && standing.until.is_some() {
        String::new()
    } else {
        format!("; {}", standing.why)
    };
    writeln!(out, "{blank}  {dates}{why}")?;
    let ordered =
        standing.by.measure.authority.as_ref().map(|who| format!("; ordered by {who}")).unwrap_or_default();
    writeln!(out, "{blank}  {}", paint(FAINT, format!("{}{ordered}", last_word(standing, moment))))?;
    Ok(())
}

/// As written; what names no place by itself ("the city") with the place that its report is about.
pub fn place_of(standing: &Standing) -> String {
    let words = standing.by.measure.place.as_deref().unwrap_or_default();
    if !place_keys(words).is_empty() {
        return words.to_owned();
    }
    let mut letters = standing.key.chars();
    let key: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if words.is_empty() { key } else { format!("{words} ({key})") }
}

const STATE_WIDTH: usize = 28;

fn state(standing: &Standing) -> String {
    let (style, text) = match (standing.state, standing.hours) {
        (State::InForce, Some(Hours::Within)) => (ALARM, "in force at this hour"),
        (State::InForce, Some(Hours::Outside)) => (DOUBT, "in force, not at this hour"),
        (State::InForce, None) => (ALARM, "in force"),
        (State::NotInForce, _) => (CALM, "not in force"),
        (State::NotKnown, _) => (DOUBT, "not known"),
    };
    paint(style, format!("{text:<STATE_WIDTH$}"))
}

fn last_word(standing: &Standing, moment: Moment) -> String {
    let Some(last) = standing.said.first() else { return String::new() };
    let who = last.source.unwrap_or(last.report);
    let when = match last.published.map(Published::day) {
        Some(day) => format!("{day} ({})", age(day, moment.day)),
        None => "undated".to_owned(),
    };
    let others = standing.said.len() - 1;
    let before = if others > 0 { format!(", {} before it", many(others, "report")) } else { String::new() };
    format!("last report {when}, {who}: {}{before}", last.measure.status.as_str().replace('_', " "))
}

fn age(published: Date, asked: Date) -> String {
    match published.until(asked).map(|span| span.get_days()) {
        Ok(0) => "the same day".to_owned(),
        Ok(days) if days > 0 => format!("{} before", many(days as usize, "day")),
        Ok(days) => format!("{} later", many(days.unsigned_abs() as usize, "day")),
        Err(_) => "long ago".to_owned(),
    }
}

fn sheet(standings: &[Standing], moment: Moment) -> Sheet {
    let columns = [
        "state",
        "at_this_hour",
        "kind",
        "place",
        "daily",
        "since",
        "until",
        "authority",
        "why",
        "last_report",
        "published",
        "age_days",
        "source",
        "status",
        "reports",
    ];
    let mut sheet = Sheet::new(&columns);
    for standing in standings {
        sheet.push(row(standing, moment));
    }
    sheet
}

fn row(standing: &Standing, moment: Moment) -> Vec<Value> {
    let last = standing.said.first();
    let published = last.and_then(|last| last.published);
    let age =
        published.and_then(|published| published.day().until(moment.day).ok()).map(|span| span.get_days());
    let daily = standing.daily.map(|[from, until]| format!("{from}-{until}"));
    vec![
        json!(standing.state.as_str()),
        json!(standing.hours.map(|hours| hours == Hours::Within)),
        json!(standing.kind.as_str()),
        json!(place_of(standing)),
        json!(daily),
        json!(standing.since),
        json!(standing.until),
        json!(standing.by.measure.authority),
        json!(standing.why),
        json!(last.map(|last| last.report)),
        json!(published),
        json!(age),
        json!(last.and_then(|last| last.source)),
        json!(last.map(|last| last.measure.status)),
        json!(standing.said.len()),
    ]
}

fn now() -> Moment {
    let now = Timestamp::now().to_zoned(tz::TimeZone::UTC).datetime();
    Moment { day: now.date(), time: Some(now.time()) }
}

fn words(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {:02}:{:02}", moment.day, time.hour(), time.minute()),
        None => moment.day.to_string(),
    }
}

fn moment(text: &str) -> Result<Moment, String> {
    let parsed = || -> anyhow::Result<Moment> {
        if text.len() == 10 {
            return Ok(Moment { day: text.parse()?, time: None });
        }
        let zoned = text.ends_with('Z') || text.get(10..).is_some_and(|rest| rest.contains(['+', '-']));
        anyhow::ensure!(!zoned, "hours are local to the place: leave the zone away");
        let moment: DateTime = text.parse().context("not a day and an hour")?;
        Ok(Moment { day: moment.date(), time: Some(moment.time()) })
    };
    parsed().map_err(|why| format!("{text:?} is no moment: wanted 2026-01-12 or 2026-01-12T23:00 ({why})"))
}
