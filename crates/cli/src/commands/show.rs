//! `vigie show`: one incident, every claim side by side.

use crate::commands::incidents::{days, place_words};
use crate::desk::{Shelf, split_member};
use crate::output::many;
use crate::sheet::{DOUBT, FAINT, HEADING, NAME, STRONG, arrange, paint, plain_table};
use crate::{Global, Outcome, desk, output};
use anyhow::bail;
use comfy_table::Table;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use vigie_ledger::Ledger;
use vigie_model::{Account, Basis, Claim, ClaimId, Incident, SettledCount, Span, Standing, Toll, fold_name};

/// One incident: every claim side by side, who said it, in which words, and what was settled by which rule
///
/// Internal: it quotes reports and names their sources.
///
/// Examples: `vigie show v3fa2b1` · `vigie show v3fa2b1 --format json | jq .counts`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The incident's id, or its beginning; an id from before a merge will do.
    #[arg(value_name = "INCIDENT")]
    incident: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// The incident line, internal.
    Json,
}

pub fn run(global: &Global, args: &Args) -> anyhow::Result<Outcome> {
    let mut ledger = desk::open(global)?;
    let incident = resolve(&mut ledger, &args.incident)?;
    let mut out = output::open(global)?;
    match args.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&incident)?)?,
        Format::Text => {
            let shelf = Shelf::of(&mut ledger, &incident)?;
            Page { incident: &incident, shelf: &shelf, width: output::width(global) }.print(&mut *out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn resolve(ledger: &mut Ledger, id: &str) -> anyhow::Result<Incident> {
    let mut found = ledger.incidents_by_id(id)?;
    match (found.len(), found.pop()) {
        (1, Some(incident)) => Ok(incident),
        (0, _) => bail!("there is no incident {id:?}; `vigie incidents` lists them"),
        (count, last) => {
            let ids: Vec<String> =
                found.iter().chain(&last).take(5).map(|incident| incident.id.to_string()).collect();
            bail!("{id:?} is the beginning of {count} ids: {}", ids.join(", "))
        }
    }
}

/// What is printed of one incident.
struct Page<'a> {
    incident: &'a Incident,
    shelf: &'a Shelf,
    width: usize,
}

/// One thing that one report says: a count, a place, a day.
struct Said<'a> {
    member: &'a str,
    /// What it speaks of, as a heading.
    topic: String,
    value: String,
    claims: Vec<&'a Claim>,
}

impl<'a> Page<'a> {
    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.head(out)?;
        self.settled(out)?;
        self.claims(out)?;
        self.reports(out)
    }

    fn head(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let incident = self.incident;
        writeln!(out, "{}  {}", paint(NAME, &incident.id), paint(STRONG, incident.sub_event_type))?;
        writeln!(out, "{}  {}  {}", days(incident), place_words(incident), paint(FAINT, self.precision()))?;
        let tactics: Vec<&str> = incident.tactics.iter().map(|tactic| tactic.as_str()).collect();
        writeln!(out, "{} · {}", incident.event_type, tactics.join(", ").replace('_', " "))?;
        let voices = many(incident.voices as usize, "independent source");
        let reports = many(incident.reports as usize, "report");
        writeln!(
            out,
            "{} · {voices} in {reports} · credibility {} of 6 (1 is best)",
            incident.status, incident.credibility
        )?;
        if !incident.former_ids.is_empty() {
            let former: Vec<&str> = incident.former_ids.iter().map(|id| id.as_str()).collect();
            writeln!(out, "{}", paint(FAINT, format!("formerly {}", former.join(", "))))?;
        }
        Ok(())
    }

    fn precision(&self) -> String {
        let incident = self.incident;
        match (incident.point, incident.radius_km) {
            (Some([latitude, longitude]), Some(radius)) => {
                format!("{latitude:.3}, {longitude:.3}, within {radius:.0} km")
            }
            (Some([latitude, longitude]), None) => format!("{latitude:.3}, {longitude:.3}"),
            _ => "no position known".to_owned(),
        }
    }

    fn settled(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.incident.counts.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", paint(HEADING, "SETTLED"))?;
        let mut table = plain_table(self.width);
        for count in &self.incident.counts {
            let best = count
                .best
                .map(|best| format!("best {best}"))
                .unwrap_or_else(|| "nothing settles it".to_owned());
            let sides = format!("{} for, {} against", count.for_.len(), count.against.len());
            let sides = if count.against.is_empty() { sides } else { paint(DOUBT, sides) };
            table.add_row([
                topic(count),
                paint(STRONG, range(count)),
                best,
                format!("rule: {}", count.rule),
                sides,
            ]);
        }
        arrange(&mut table, 2);
        Ok(writeln!(out, "{}", table.trim_fmt())?)
    }

    fn claims(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut topics: BTreeMap<String, Vec<Said>> = BTreeMap::new();
        for said in self.said() {
            topics.entry(said.topic.clone()).or_default().push(said);
        }
        writeln!(out, "\n{}", paint(HEADING, "WHAT EACH REPORT SAYS"))?;
        for (topic, said) in &topics {
            let mark = if differ(said) { paint(DOUBT, "  they differ") } else { String::new() };
            writeln!(out, "  {}{mark}", paint(STRONG, topic))?;
            let mut table = plain_table(self.width);
            if is_list(topic) {
                self.list(said, &mut table)
            } else {
                table.add_rows(said.iter().map(|one| self.row(one)))
            };
            arrange(&mut table, 4);
            writeln!(out, "{}", table.trim_fmt())?;
        }
        Ok(())
    }

    /// Several may be true at once: each value with all that say it, in the words of the first.
    fn list<'t>(&self, said: &[Said], table: &'t mut Table) -> &'t mut Table {
        let mut values: BTreeMap<String, Vec<&Said>> = BTreeMap::new();
        for one in said {
            values.entry(fold_name(&one.value)).or_default().push(one);
        }
        for saying in values.values() {
            let sources: BTreeSet<String> = saying.iter().map(|one| self.source(one.member)).collect();
            if let Some(first) = saying.first() {
                let sources = sources.into_iter().collect::<Vec<_>>().join(", ");
                table.add_row([first.value.clone(), sources, self.words(first), standing(&first.claims)]);
            }
        }
        table
    }

    fn row(&self, said: &Said) -> [String; 4] {
        let mark = if self.is_against(said) { paint(DOUBT, "≠ ") } else { String::new() };
        let cited: BTreeSet<&str> = said.claims.iter().filter_map(|claim| claim.by.as_deref()).collect();
        let cited = cited.into_iter().collect::<Vec<_>>().join(", ");
        let cited = if cited.is_empty() {
            self.source(said.member)
        } else {
            format!("{} citing {cited}", self.source(said.member))
        };
        [format!("{mark}{}", said.value), cited, self.words(said), standing(&said.claims)]
    }

    fn is_against(&self, said: &Said) -> bool {
        let against: BTreeSet<&ClaimId> =
            self.incident.counts.iter().flat_map(|count| &count.against).collect();
        said.claims.iter().any(|claim| against.contains(&claim.id))
    }

    fn source(&self, member: &str) -> String {
        let (name, _) = split_member(member);
        let source = self.shelf.report(name).and_then(|stored| stored.reading.source.clone());
        source.unwrap_or_else(|| name.to_owned())
    }

    /// The words themselves, cut from the text that the ledger keeps.
    fn words(&self, said: &Said) -> String {
        let Some(stored) = self.shelf.report(split_member(said.member).0) else { return String::new() };
        let spans: BTreeSet<Span> =
            said.claims.iter().flat_map(|claim| claim.spans.iter().copied()).collect();
        let quotes: Vec<String> = spans
            .into_iter()
            .map(|span| one_line(span.of(&stored.text)))
            .filter(|words| !words.is_empty())
            .collect();
        if quotes.is_empty() {
            paint(FAINT, "(no words: filled in)")
        } else {
            format!("“{}”", quotes.join("” … “"))
        }
    }

    /// Claims about one thing of one report together, in the order of the members.
    fn said(&self) -> Vec<Said<'a>> {
        let mut groups: BTreeMap<(&str, String), Vec<&Claim>> = BTreeMap::new();
        for claim in &self.incident.claims {
            groups.entry((&claim.about, thing(&claim.property))).or_default().push(claim);
        }
        let said = groups.into_iter().filter_map(|((member, pointer), claims)| {
            let (_, account) = self.shelf.account(member)?;
            let (topic, value) = describe(account, &pointer)?;
            Some(Said { member, topic, value, claims })
        });
        said.collect()
    }

    fn reports(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        writeln!(out, "\n{}", paint(HEADING, "REPORTS"))?;
        let mut table = plain_table(self.width);
        for stored in self.shelf.reports() {
            let reading = &stored.reading;
            let published =
                reading.published.map(|at| at.day().to_string()).unwrap_or_else(|| "undated".to_owned());
            table.add_row([
                published,
                reading.source.clone().unwrap_or_default(),
                paint(NAME, &reading.id),
                reading.title.clone().unwrap_or_default(),
            ]);
        }
        arrange(&mut table, 2);
        Ok(writeln!(out, "{}", table.trim_fmt())?)
    }
}

/// The thing that a property belongs to: `/counts/0/min` → `/counts/0`, `/date/start` → `/date`.
fn thing(property: &str) -> String {
    let mut parts = property.split('/').skip(1);
    let first = parts.next().unwrap_or_default();
    match parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(index) => format!("/{first}/{index}"),
        None => format!("/{first}"),
    }
}

/// What the thing is called and what is said of it.
fn describe(account: &Account, pointer: &str) -> Option<(String, String)> {
    let mut parts = pointer.split('/').skip(1);
    let (first, index) = (parts.next()?, parts.next().and_then(|index| index.parse::<usize>().ok()));
    let text = |value: &str| value.replace('_', " ");
    Some(match (first, index) {
        ("counts", Some(index)) => {
            let count = account.counts.get(index)?;
            let toll = Toll { min: count.min, best: None, max: count.max };
            (format!("{}, {}", text(count.what.as_str()), text(count.who.as_str())), toll.to_string())
        }
        ("actors", Some(index)) => {
            let actor = account.actors.get(index)?;
            (format!("actor, {}", actor.role), format!("{} ({})", actor.name, actor.attribution))
        }
        ("targets", Some(index)) => ("target".to_owned(), account.targets.get(index)?.name.clone()),
        ("places", Some(index)) => ("place".to_owned(), account.places.get(index)?.name.clone()),
        ("tactics", Some(index)) => ("tactic".to_owned(), text(account.tactics.get(index)?.as_str())),
        ("date", _) => ("date".to_owned(), date(account)),
        _ => (text(first), value(&serde_json::to_value(account).ok()?, pointer)),
    })
}

fn date(account: &Account) -> String {
    match account.date.bounds() {
        Some((start, end)) if start == end => start.to_string(),
        Some((start, end)) => format!("{start} to {end}"),
        None => "not known".to_owned(),
    }
}

fn value(account: &Value, pointer: &str) -> String {
    match account.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "not stated".to_owned(),
        Some(other) => other.to_string(),
    }
}

/// What an incident may have several of.
fn is_list(topic: &str) -> bool {
    matches!(topic, "place" | "target" | "tactic" | "event type" | "sub event type")
        || topic.starts_with("actor")
}

/// Only where one value can be true: a list of places or targets is no disagreement.
fn differ(said: &[Said]) -> bool {
    let single = said.first().is_some_and(|one| !is_list(&one.topic));
    let values: BTreeSet<String> = said.iter().map(|one| fold_name(&one.value)).collect();
    single && values.len() > 1
}

/// Said nothing where it is plainly asserted.
fn standing(claims: &[&Claim]) -> String {
    let doubtful = claims.iter().find(|claim| claim.standing != Standing::Asserted);
    let filled_in = claims.iter().all(|claim| claim.basis == Basis::Default);
    match (doubtful, filled_in) {
        (Some(claim), _) => paint(DOUBT, claim.standing),
        (None, true) => paint(DOUBT, "by default"),
        (None, false) => paint(FAINT, "asserted"),
    }
}

fn topic(count: &SettledCount) -> String {
    format!("{}, {}", count.what, count.who).replace('_', " ")
}

fn range(count: &SettledCount) -> Toll {
    Toll { min: count.min, best: count.best, max: count.max }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
