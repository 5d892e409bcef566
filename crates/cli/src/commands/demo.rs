//! `vigie demo`: the bundled reports, read, linked, shown.

use crate::commands::ingest::reader;
use crate::commands::measures::{Moment, announcements, place_of};
use crate::desk::{Shelf, split_member};
use crate::output::{cut, many, say};
use crate::pipeline::Pipeline;
use crate::sheet::{ALARM, DOUBT, FAINT, HEADING, NAME, STRONG, arrange, paint, plain_table};
use crate::{Global, Outcome, desk, output};
use anyhow::ensure;
use jiff::Timestamp;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use vigie_acquire::RawReport;
use vigie_analyse::{Hours, Question, Standing, State, combine, once};
use vigie_ledger::{Arrival, Arrived, Ledger, Options, Search};
use vigie_model::{CountWho, Incident, ReportId, SettledCount, Toll};

use super::incidents::{shortest, table};

/// Read the bundled reports, link them, and show what is known
///
/// Twenty invented reports, in English and French, into a ledger of their own (./vigie-demo.db), so that every
/// other verb can be tried on it: `vigie incidents --ledger vigie-demo.db`.
#[derive(Debug, clap::Args)]
pub struct Args {}

macro_rules! bundled {
    ($($name:literal)+) => {
        &[$(($name, include_bytes!(concat!("../../../../data/demo/", $name)).as_slice())),+]
    };
}

/// Name and bytes of each bundled report, in the order of their names.
const REPORTS: &[(&str, &[u8])] = bundled! {
    "01-bafoulabe-wire.txt"
    "02-bafoulabe-radio.txt"
    "03-bafing-ciments-statement.txt"
    "04-bafoulabe-wire-copy.txt"
    "05-kayes-mesures.txt"
    "06-djibo-etat-major.txt"
    "07-djibo-claim.txt"
    "08-bulletin-axes.txt"
    "09-banibangou-first.txt"
    "10-banibangou-sante.txt"
    "11-banibangou-corrected.txt"
    "12-maru-school.txt"
    "13-maru-police.txt"
    "14-eringeti-depeche.txt"
    "15-eringeti-flash.txt"
    "16-el-obeid-drone.txt"
    "17-el-obeid-dementi.txt"
    "18-bougouni-citernes.html"
    "19-football.txt"
    "20-crue-niamey.txt"
};

/// The night that the demo asks about: after the last report.
const TONIGHT: Moment = Moment { day: date(2026, 1, 26), time: Some(jiff::civil::time(23, 0, 0, 0)) };

pub fn run(global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    let path = global.ledger.clone().unwrap_or_else(|| PathBuf::from("vigie-demo.db"));
    let global = Global { ledger: Some(path.clone()), ..global.clone() };
    let mut ledger = Ledger::open(&path, Options { create: true, max_pages: None })?;
    refuse_another(&mut ledger, &path)?;
    ingest(&global, &mut ledger)?;
    desk::refresh(&mut ledger)?;
    show(&global, &mut ledger)?;
    Ok(Outcome::Done)
}

/// A ledger with any other report in it is somebody's work.
fn refuse_another(ledger: &mut Ledger, path: &Path) -> anyhow::Result<()> {
    let ours: BTreeSet<ReportId> = REPORTS.iter().map(|(_, bytes)| ReportId::of(bytes)).collect();
    let foreign = ledger.reports()?.iter().any(|card| !ours.contains(&card.report));
    ensure!(
        !foreign,
        "{} holds reports that are not the demo's, and was left as it is; name another with --ledger",
        path.display()
    );
    Ok(())
}

fn ingest(global: &Global, ledger: &mut Ledger) -> anyhow::Result<()> {
    let pipeline = Pipeline::new(global.data.as_deref())?;
    let mut read = Vec::new();
    for (name, bytes) in REPORTS {
        let path = Path::new(name);
        let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        let stem = part(path.file_stem()).unwrap_or_default();
        let raw = RawReport {
            path: format!("demo/{name}"),
            stem,
            bytes: bytes.to_vec(),
            extension: part(path.extension()),
        };
        let report = pipeline.read(&raw)?;
        read.push((raw, report));
    }
    let reader = reader(global);
    let arrivals: Vec<Arrival> = read
        .iter()
        .map(|(raw, read)| {
            let (text, reading) = (&read.document.text, &read.reading);
            Arrival {
                path: &raw.path,
                what: Arrived::Read { bytes: &raw.bytes, text, reading, reader: &reader },
            }
        })
        .collect();
    ledger.record(Timestamp::now(), &arrivals)?;
    Ok(())
}

fn show(global: &Global, ledger: &mut Ledger) -> anyhow::Result<()> {
    let incidents = ledger.incidents(&Search::default())?;
    let shelf = Shelf::all(ledger)?;
    let mut out = output::open(global)?;
    let out = &mut *out;
    head(out, &incidents, &shelf)?;
    happened(out, output::width(global), &incidents)?;
    disagreements(out, output::width(global), &incidents, &shelf)?;
    tonight(out, output::width(global), &shelf)?;
    next(out, global, &incidents)?;
    out.flush()?;
    say(global, paint(FAINT, "All of these reports are invented; nothing here is news."));
    Ok(())
}

fn head(out: &mut dyn Write, incidents: &[Incident], shelf: &Shelf) -> anyhow::Result<()> {
    let reports = shelf.reports().count();
    let accounts: usize = shelf.reports().map(|stored| stored.reading.incidents.len()).sum();
    let quiet = shelf.reports().filter(|stored| is_quiet(&stored.reading)).count();
    let have = if quiet == 1 { "has" } else { "have" };
    let langs: BTreeSet<&str> = shelf.reports().filter_map(|stored| stored.reading.lang.as_deref()).collect();
    let langs = langs.into_iter().collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "{} ({langs}) tell {}, which are {}; {quiet} {have} nothing for an incident desk.",
        paint(STRONG, many(reports, "report")),
        many(accounts, "account"),
        paint(STRONG, many(incidents.len(), "incident")),
    )?;
    Ok(())
}

fn is_quiet(reading: &vigie_model::Reading) -> bool {
    reading.incidents.is_empty() && reading.measures.is_empty() && reading.figures.is_empty()
}

fn happened(out: &mut dyn Write, width: usize, incidents: &[Incident]) -> anyhow::Result<()> {
    writeln!(out, "\n{}", paint(HEADING, "WHAT HAPPENED"))?;
    let mut table = table(width, incidents, &Question::default());
    arrange(&mut table, 2);
    writeln!(out, "{}", table.trim_fmt())?;
    let legend =
        "Empty is not stated, never none. SOURCES are independent ones: a copy is no second witness.";
    Ok(writeln!(out, "  {}", paint(FAINT, legend))?)
}

fn disagreements(
    out: &mut dyn Write,
    width: usize,
    incidents: &[Incident],
    shelf: &Shelf,
) -> anyhow::Result<()> {
    writeln!(out, "\n{}", paint(HEADING, "WHO DISAGREES"))?;
    let length = shortest(incidents);
    let mut table = plain_table(width);
    for incident in incidents {
        let told_by = incident.counts.iter().map(|count| (count, told(incident, count, shelf)));
        let disputed = told_by.filter(|(count, told)| !count.against.is_empty() && told.len() > 1);
        for (nth, (count, told)) in disputed.enumerate() {
            let id = incident.id.as_str().get(..length).unwrap_or_default();
            let place = incident.primary().map(|place| place.name.as_str()).unwrap_or_default();
            let [id, place] =
                if nth == 0 { [paint(NAME, id), paint(STRONG, place)] } else { Default::default() };
            table.add_row([id, place, counted(count), versions(told)]);
        }
    }
    arrange(&mut table, 2);
    Ok(writeln!(out, "{}", table.trim_fmt())?)
}

/// `killed, civilian`.
fn counted(count: &SettledCount) -> String {
    let side = if count.who == CountWho::Unknown { String::new() } else { format!(", {}", count.who) };
    format!("{}{side}", count.what).replace('_', " ")
}

/// `11 a local official (Niger Dispatch); 16 Niger's interior ministry (Niger Dispatch)`.
fn versions(told: Vec<(Toll, BTreeSet<String>)>) -> String {
    let one = |(value, who): (Toll, BTreeSet<String>)| {
        format!("{} {}", paint(DOUBT, value), who.into_iter().collect::<Vec<_>>().join(", "))
    };
    told.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Each value that a report gives, the lowest first, and who gives it.
fn told(incident: &Incident, count: &SettledCount, shelf: &Shelf) -> Vec<(Toll, BTreeSet<String>)> {
    let mut told: BTreeMap<[Option<u32>; 2], BTreeSet<String>> = BTreeMap::new();
    for member in &incident.members {
        let Some((stored, account)) = shelf.account(member) else { continue };
        let outlet = stored.reading.source.as_deref().unwrap_or(split_member(member).0);
        for said in account.counts.iter().filter(|said| said.what == count.what && said.who == count.who) {
            let cited = said.source.as_deref();
            let who =
                cited.map_or_else(|| outlet.to_owned(), |cited| format!("{} ({outlet})", cut(cited, 40)));
            told.entry([said.min, said.max]).or_default().insert(who);
        }
    }
    told.into_iter().map(|([min, max], who)| (Toll { min, best: None, max }, who)).collect()
}

fn tonight(out: &mut dyn Write, width: usize, shelf: &Shelf) -> anyhow::Result<()> {
    let heading = format!("IN FORCE ON THE NIGHT OF {}, AT 23:00", TONIGHT.day);
    writeln!(out, "\n{}", paint(HEADING, heading))?;
    let said = announcements(shelf);
    let mut standings = combine(&said, TONIGHT.day, TONIGHT.time);
    once(&mut standings);
    let (now, rest): (Vec<&Standing>, Vec<&Standing>) = standings.iter().partition(|one| is_now(one));
    let mut table = plain_table(width);
    for standing in now {
        table.add_row(restriction(standing));
    }
    arrange(&mut table, 2);
    writeln!(out, "{}", table.trim_fmt())?;
    let unknown = rest.iter().filter(|one| one.state == State::NotKnown).count();
    let over = rest.len() - unknown;
    Ok(writeln!(
        out,
        "  {}",
        paint(
            FAINT,
            format!(
                "{unknown} more are not known, {over} are over or not yet begun: `vigie measures --on 2026-01-26T23:00`."
            )
        )
    )?)
}

fn is_now(standing: &Standing) -> bool {
    standing.state == State::InForce && standing.hours != Some(Hours::Outside)
}

/// What, where, at which hours, until when, on whose word.
fn restriction(standing: &Standing) -> [String; 5] {
    let place = place_of(standing);
    let hours = standing.daily.map(|[from, until]| format!("{from}–{until}")).unwrap_or_default();
    let until =
        standing.until.map_or_else(|| paint(DOUBT, "no end stated"), |until| format!("until {until}"));
    let last = standing.said.first();
    let source = last.and_then(|last| last.source).unwrap_or_default();
    let day = last.and_then(|last| last.published).map(|at| at.day().to_string()).unwrap_or_default();
    [
        paint(ALARM, standing.kind.as_str().replace('_', " ")),
        cut(&place, 40),
        hours,
        until,
        paint(FAINT, format!("{source}, {day}")),
    ]
}

fn next(out: &mut dyn Write, global: &Global, incidents: &[Incident]) -> anyhow::Result<()> {
    writeln!(out, "\n{}", paint(HEADING, "WHAT TO TYPE NEXT"))?;
    let most = incidents.iter().max_by_key(|incident| (incident.voices, incident.reports));
    let id =
        most.map_or("ID", |incident| incident.id.as_str().get(..shortest(incidents)).unwrap_or_default());
    let export = format!("export VIGIE_LEDGER={}", global.ledger().display());
    for (command, what) in [
        (export.as_str(), "so that the verbs below ask this ledger"),
        (&format!("vigie show {id}"), "every claim of one incident, with its words"),
        ("vigie incidents --near Bafoulabé --within 60", "what happened around a place"),
        ("vigie measures --at Bafoulabé --on 2026-01-16T23:00", "what was in force there and then"),
        ("vigie stats --by country,type", "counts and toll ranges"),
        ("vigie incidents --format geojson -o map.geojson", "a map that may leave the desk"),
        ("vigie ingest your-reports/ --ledger vigie.db", "a ledger of your own"),
    ] {
        writeln!(out, "  {}  {}", paint(NAME, format!("{command:<52}")), paint(FAINT, what))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_of_the_folder_is_bundled() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
        let names =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut reports: Vec<String> = names.filter(|name| name != "README.md").collect();
        reports.sort();
        assert_eq!(reports, REPORTS.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>());
    }
}
