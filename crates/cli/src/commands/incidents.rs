//! `vigie incidents`: which incidents, filtered, in four formats.

use crate::output::{many, say};
use crate::pipeline::Pipeline;
use crate::sheet::{DOUBT, FAINT, NAME, STRONG, arrange, paint, plain_table};
use crate::words::Words;
use crate::{Global, Outcome, desk, output, place};
use anyhow::Context;
use jiff::civil::Date;
use std::io::Write;
use vigie_analyse::{Kept, Near, Question};
use vigie_ledger::{Ledger, Search};
use vigie_model::{ActorMention, Attribution, CountWhat, EventType, Incident, Role, SubEventType, toll};
use vigie_publish::{Audience, Left, PublishError, csv, geojson, jsonl};
use vigie_read::sides::UNIDENTIFIED;

/// Ask the ledger which incidents it holds
///
/// All filters must fit. A day fits where the incident may have been on it. What is not stated is left out of
/// --min-killed and counted on stderr, never taken for 0.
///
/// `csv` and `geojson` may leave the desk: no quoted text, no person's name, no source beyond its class, unless
/// --internal is said. `jsonl` is internal: it names sources and what they said.
///
/// Examples: `vigie incidents --near "Bafoulabé, Mali" --within 50 --since 2026-01-01` ·
/// `vigie incidents --actor JNIM --min-killed 5` · `vigie incidents --text "pont traversée" --format geojson -o map.json`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// From this day on, inclusive: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Up to this day, inclusive.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Around a place: a name, a name and its country or region ("Bafoulabé, Mali"), or LATITUDE,LONGITUDE.
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    near: Option<String>,
    /// How far from it.
    #[arg(long, value_name = "KM", default_value_t = 50.0, requires = "near")]
    within: f64,
    /// West, south, east, north in degrees.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, value_parser = bbox)]
    bbox: Option<[f64; 4]>,
    /// A country: its name or its code of two letters.
    #[arg(long)]
    country: Option<String>,
    /// An admin unit of the first or second level.
    #[arg(long, value_name = "UNIT")]
    admin: Option<String>,
    /// ACLED's type or sub-type, whole or its beginning: "Battles", "abduction".
    #[arg(long = "type", value_name = "TYPE", value_parser = kind)]
    kind: Option<Kind>,
    /// An organised side, by any of its names; where it is only suspected, that is said.
    #[arg(long)]
    actor: Option<String>,
    /// A class of target ("school"), or words of its name.
    #[arg(long)]
    target: Option<String>,
    /// At least so many killed, by the settled number.
    #[arg(long, value_name = "N")]
    min_killed: Option<u32>,
    /// Words in what the reports say, accents aside; "in quotes" together, `pre*` as a beginning.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// With csv or geojson: names, quotes and sources too. Not to be passed on.
    #[arg(long)]
    internal: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Table,
    /// One row an incident, for the public.
    Csv,
    /// One incident line each, internal: quotes, names, sources.
    Jsonl,
    /// Points with their uncertainty, for the public.
    Geojson,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Type(EventType),
    SubType(SubEventType),
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let words = Words::new(&pipeline)?;
    let question = args.question(global, &pipeline, &words)?;
    let incidents = select(global, &mut ledger, &args.search(), &question)?;
    match args.format {
        Format::Table => print_table(global, &incidents, &question)?,
        format => export(global, args, format, &incidents, &words)?,
    }
    Ok(Outcome::Done)
}

impl Args {
    fn search(&self) -> Search {
        let (event_type, sub_event_type) = match self.kind {
            Some(Kind::Type(kind)) => (Some(kind), None),
            Some(Kind::SubType(kind)) => (None, Some(kind)),
            None => (None, None),
        };
        let (since, until, bbox, text) = (self.since, self.until, self.bbox, self.text.clone());
        Search { since, until, event_type, sub_event_type, bbox, text }
    }

    fn question(&self, global: &Global, pipeline: &Pipeline, words: &Words) -> anyhow::Result<Question> {
        Ok(Question {
            near: self.near(global, pipeline)?,
            bbox: self.bbox,
            country: self.country.as_deref().map(|country| code(pipeline, country)).transpose()?,
            admin: self.admin.clone(),
            actor: self.actor.as_deref().map(|actor| words.actor_names(actor)),
            target: self.target.clone(),
            min_killed: self.min_killed,
        })
    }

    fn near(&self, global: &Global, pipeline: &Pipeline) -> anyhow::Result<Option<Near>> {
        let Some(typed) = &self.near else { return Ok(None) };
        let spot = place::find(&pipeline.gazetteer, typed)?;
        let point = spot.point.with_context(|| format!("{} has no known position", spot.full))?;
        say(global, paint(FAINT, format!("within {} km of {}", self.within, spot.full)));
        // A district around a town of its name is no other place to somebody who looks so far anyway.
        let elsewhere = |other: &&(String, [f64; 2])| vigie_analyse::km(point, other.1) > self.within;
        let others: Vec<&str> =
            spot.others.iter().filter(elsewhere).take(3).map(|other| other.0.as_str()).collect();
        if !others.is_empty() {
            let others = others.join("; ");
            say(
                global,
                paint(
                    DOUBT,
                    format!("other places of that name: {others}. To choose, write \"NAME, COUNTRY\""),
                ),
            );
        }
        Ok(Some(Near { point, within_km: self.within }))
    }
}

/// Those that the index finds and the question keeps; what was left out for want of a statement is said.
fn select(
    global: &Global,
    ledger: &mut Ledger,
    search: &Search,
    question: &Question,
) -> anyhow::Result<Vec<Incident>> {
    let (mut kept, mut not_stated, mut may_reach_in) = (Vec::new(), 0, 0);
    for incident in ledger.incidents(search)? {
        match question.keeps(&incident) {
            Kept::Yes => kept.push(incident),
            Kept::No => {}
            Kept::NotStated => not_stated += 1,
            Kept::MayReachIn => may_reach_in += 1,
        }
    }
    if not_stated > 0 {
        say(
            global,
            paint(
                DOUBT,
                format!("{} left out: the number of killed is not stated", many(not_stated, "incident")),
            ),
        );
    }
    if may_reach_in > 0 {
        let what = many(may_reach_in, "incident");
        say(
            global,
            paint(
                DOUBT,
                format!("{what} left out whose place is known so coarsely that they may lie within"),
            ),
        );
    }
    Ok(kept)
}

fn export(
    global: &Global,
    args: &Args,
    format: Format,
    incidents: &[Incident],
    words: &Words,
) -> anyhow::Result<()> {
    let mut out = output::open(global)?;
    let audience = if args.internal { Audience::Internal } else { Audience::Public };
    let left = words.with(|terms| match format {
        Format::Csv => csv(&mut out, incidents, audience, terms),
        Format::Geojson => geojson(&mut out, incidents, audience, terms),
        Format::Jsonl | Format::Table => jsonl(&mut out, incidents),
    });
    let left = left.map_err(published)?;
    say_left(global, format, left);
    Ok(())
}

/// So that a pipe that went away is seen for what it is.
fn published(error: PublishError) -> anyhow::Error {
    match error {
        PublishError::Io(error) => error.into(),
        error => error.into(),
    }
}

fn say_left(global: &Global, format: Format, left: Left) {
    if left.embargoed > 0 {
        say(global, paint(DOUBT, format!("{} kept back: under embargo", many(left.embargoed, "incident"))));
    }
    if format == Format::Geojson && left.without_point > 0 {
        say(
            global,
            paint(
                DOUBT,
                format!("{} without a point: its geometry is null", many(left.without_point, "incident")),
            ),
        );
    }
}

/// The table of incidents, as `vigie demo` shows it too.
pub fn print_table(global: &Global, incidents: &[Incident], question: &Question) -> anyhow::Result<()> {
    let mut out = output::open(global)?;
    if incidents.is_empty() {
        say(global, "no incident fits");
        return Ok(());
    }
    writeln!(out, "{}", table(output::width(global), incidents, question).trim_fmt())?;
    say(global, paint(FAINT, format!("{}; `vigie show ID` opens one", many(incidents.len(), "incident"))));
    Ok(out.flush()?)
}

/// One row an incident.
pub fn table(width: usize, incidents: &[Incident], question: &Question) -> comfy_table::Table {
    let mut table = plain_table(width);
    let header = ["ID", "DATE", "PLACE", "WHAT", "KILLED", "TAKEN", "BY", "SOURCES"];
    table.set_header(header.map(|name| paint(FAINT, name)));
    let length = shortest(incidents);
    for incident in incidents {
        table.add_row([
            paint(NAME, incident.id.as_str().get(..length).unwrap_or(incident.id.as_str())),
            days(incident),
            place_words(incident),
            what(incident.sub_event_type),
            number(incident, CountWhat::Killed),
            number(incident, CountWhat::Abducted),
            by(incident, question),
            incident.voices.to_string(),
        ]);
    }
    arrange(&mut table, 0);
    table
}

/// ACLED's sub-type; of the long ones with slashes the first part.
fn what(kind: SubEventType) -> String {
    let term = kind.as_str();
    let short = term.split('/').next().filter(|_| term.len() > 20);
    short.unwrap_or(term).to_owned()
}

/// The fewest characters that tell all ids apart, and never fewer than seven.
pub fn shortest(incidents: &[Incident]) -> usize {
    let mut ids: Vec<&str> = incidents.iter().map(|incident| incident.id.as_str()).collect();
    ids.sort_unstable();
    let common = |pair: &[&str]| pair[0].bytes().zip(pair[1].bytes()).take_while(|(a, b)| a == b).count();
    ids.windows(2).map(common).max().unwrap_or(0).max(6) + 1
}

/// When, as finely as known.
pub fn days(incident: &Incident) -> String {
    match incident.date.bounds() {
        None => "not known".to_owned(),
        Some((start, end)) if start == end => start.to_string(),
        Some((start, end)) if start.year() == end.year() && start.month() == end.month() => {
            format!("{start}/{:02}", end.day())
        }
        Some((start, end)) => format!("{start} to {end}"),
    }
}

/// Where, with the units around it.
pub fn place_words(incident: &Incident) -> String {
    let Some(place) = incident.primary() else { return "not known".to_owned() };
    let units = [place.admin2.as_deref(), place.admin1.as_deref(), place.country.as_deref()];
    let mut parts = vec![paint(STRONG, &place.name)];
    for unit in units.into_iter().flatten() {
        if unit != place.name && !parts.iter().any(|part| part == unit) {
            parts.push(unit.to_owned());
        }
    }
    parts.join(", ")
}

/// The range of a toll; empty where not stated.
pub fn number(incident: &Incident, what: CountWhat) -> String {
    toll(incident, what).map(|toll| paint(STRONG, toll)).unwrap_or_default()
}

/// Who is said to have done it, the unnamed only where nobody is named; a side that was asked for, whatever its role.
fn by(incident: &Incident, question: &Question) -> String {
    if let Some(actor) = question.actor_in(incident) {
        return side(&actor.name, actor.attribution);
    }
    let accused: Vec<&ActorMention> =
        incident.actors.iter().filter(|actor| actor.role == Role::Perpetrator).collect();
    let named = accused.iter().filter(|actor| actor.name != UNIDENTIFIED);
    let mut names: Vec<String> = named.map(|actor| side(&actor.name, actor.attribution)).collect();
    names.dedup();
    match (names.is_empty(), accused.is_empty()) {
        (false, _) => names.join(", "),
        (true, false) => paint(FAINT, "unidentified"),
        (true, true) => paint(FAINT, "not stated"),
    }
}

/// A side's short name, and how firmly it is named.
pub fn side(name: &str, attribution: Attribution) -> String {
    let acronym = name.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let short = acronym.unwrap_or(name);
    match attribution {
        Attribution::Asserted | Attribution::Unknown => short.to_owned(),
        attribution => format!("{short} {}", paint(DOUBT, format!("({attribution})"))),
    }
}

fn bbox(text: &str) -> Result<[f64; 4], String> {
    let wrong = || format!("{text:?} is no box: wanted west,south,east,north in degrees, as in -12,11,4,25");
    let numbers: Vec<f64> =
        text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let [west, south, east, north] = numbers.try_into().map_err(|_| wrong())?;
    let on_earth = [west, east].iter().all(|degrees| (-180.0..=180.0).contains(degrees));
    if !on_earth || !(-90.0..=90.0).contains(&south) || !(-90.0..=90.0).contains(&north) || south > north {
        return Err(wrong());
    }
    Ok([west, south, east, north])
}

/// The whole term, or the one that begins so.
fn kind(text: &str) -> Result<Kind, String> {
    let begins = |term: &str| term.to_lowercase().starts_with(&text.to_lowercase());
    let is = |term: &str| term.eq_ignore_ascii_case(text);
    let types = EventType::ALL.iter().map(|kind| (kind.as_str(), Kind::Type(*kind)));
    let all: Vec<(&str, Kind)> =
        types.chain(SubEventType::ALL.iter().map(|kind| (kind.as_str(), Kind::SubType(*kind)))).collect();
    if let Some((_, kind)) = all.iter().find(|(term, _)| is(term)) {
        return Ok(*kind);
    }
    let found: Vec<&(&str, Kind)> = all.iter().filter(|(term, _)| begins(term)).collect();
    match found[..] {
        [(_, kind)] => Ok(*kind),
        [] => Err(format!("{text:?} is no type of ACLED's; known are {}", terms(all.iter()))),
        _ => Err(format!("{text:?} may be {}", terms(found.into_iter()))),
    }
}

fn terms<'a>(kinds: impl Iterator<Item = &'a (&'a str, Kind)>) -> String {
    kinds.map(|(term, _)| *term).collect::<Vec<_>>().join(", ")
}

/// A country's code, from its code or its name.
fn code(pipeline: &Pipeline, country: &str) -> anyhow::Result<String> {
    let upper = country.to_uppercase();
    let known_code = <[u8; 2]>::try_from(upper.as_bytes())
        .is_ok_and(|code| pipeline.gazetteer.country_unit(code).is_some());
    if known_code {
        return Ok(upper);
    }
    let word = pipeline.gazetteer.country_word(&vigie_model::fold(country));
    let word = word.with_context(|| {
        format!("{country:?} is no country that the gazetteer knows; its code of two letters will do")
    })?;
    Ok(String::from_utf8_lossy(&word.country).into_owned())
}
