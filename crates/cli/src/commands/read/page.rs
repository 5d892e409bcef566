//! A reading for people: the text with its evidence marked, then the fields.

use crate::pipeline::Read;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use vigie_model::{Account, Basis, Claim, Count, DateSpan, Figure, Measure, Reading, Span};

const HEAD: Style = Style::new().bold();
const EVIDENCE: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const DIM: Style = Style::new().dimmed();

/// Writes one report's page.
pub fn write(out: &mut dyn Write, read: &Read, rule: bool) -> io::Result<()> {
    let reading = &read.reading;
    if rule {
        writeln!(out, "\n{DIM}{}{DIM:#}\n", "─".repeat(100))?;
    }
    heading(out, reading)?;
    writeln!(out, "\n{}\n", marked(&read.document.text, &reading.claims))?;
    if reading.incidents.is_empty() && reading.measures.is_empty() && reading.figures.is_empty() {
        writeln!(out, "{DIM}Nothing reported here: no incident, measure or figure.{DIM:#}")?;
    }
    for account in &reading.incidents {
        incident(out, account, &reading.claims)?;
    }
    for measure in &reading.measures {
        writeln!(out, "{HEAD}{}{HEAD:#}  {}", measure.key, measure_line(measure))?;
    }
    for figure in &reading.figures {
        writeln!(out, "{HEAD}{}{HEAD:#}  {}", figure.key, figure_line(figure))?;
    }
    for note in &reading.notes {
        writeln!(out, "{DIM}note: {}{DIM:#}", note.text)?;
    }
    Ok(())
}

fn heading(out: &mut dyn Write, reading: &Reading) -> io::Result<()> {
    let published = reading.published.map_or("no date".to_owned(), |published| published.to_string());
    let source = reading.source.as_deref().unwrap_or("unknown source");
    let lang = reading.lang.as_deref().unwrap_or("language unknown");
    writeln!(out, "{HEAD}{}{HEAD:#}  {DIM}{source} · {published} · {lang}{DIM:#}", reading.id)
}

/// The text with every claimed span marked, `[…]` where there is no colour.
fn marked(text: &str, claims: &[Claim]) -> String {
    let mut spans: Vec<Span> = claims.iter().flat_map(|claim| claim.spans.iter().copied()).collect();
    spans.sort();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for span in union(&spans) {
        out.push_str(text.get(at..span.start as usize).unwrap_or(""));
        out.push_str(&format!("{EVIDENCE}[{}]{EVIDENCE:#}", span.of(text)));
        at = span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn union(spans: &[Span]) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for &span in spans.iter().filter(|span| !span.is_empty()) {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn incident(out: &mut dyn Write, account: &Account, claims: &[Claim]) -> io::Result<()> {
    writeln!(out, "{HEAD}{}  {} · {}{HEAD:#}", account.key, account.event_type, account.sub_event_type)?;
    let filled = claims.iter().any(|claim| {
        claim.about == account.key && claim.property == "/date" && claim.basis == Basis::Default
    });
    row(
        out,
        "when",
        &format!(
            "{}{}",
            date(account.date),
            if filled { " (assumed from the publication date)" } else { "" }
        ),
    )?;
    row(out, "where", &place(account))?;
    let actors =
        account.actors.iter().map(|actor| format!("{} ({}, {})", actor.name, actor.role, actor.attribution));
    row(out, "who", &actors.collect::<Vec<_>>().join("; "))?;
    let targets = account.targets.iter().map(|target| format!("{} ({})", target.name, target.class));
    row(out, "target", &targets.collect::<Vec<_>>().join("; "))?;
    for found in &account.counts {
        row(out, found.what.as_str(), &count_line(found))?;
    }
    row(
        out,
        "tactics",
        &account.tactics.iter().map(|tactic| tactic.as_str()).collect::<Vec<_>>().join(", "),
    )?;
    row(out, "status", account.status.as_str())?;
    writeln!(out)
}

fn row(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    if value.is_empty() { Ok(()) } else { writeln!(out, "    {DIM}{name:<18}{DIM:#}{value}") }
}

fn date(date: DateSpan) -> String {
    match date.bounds() {
        None => "not stated".to_owned(),
        Some((start, end)) if start == end => start.to_string(),
        Some((start, end)) => format!("{start} to {end} ({})", date.precision),
    }
}

fn place(account: &Account) -> String {
    let names: Vec<&str> = account.places.iter().map(|place| place.name.as_str()).collect();
    let admin = account.primary().map(|place| {
        [place.admin2.as_deref(), place.admin1.as_deref(), place.country.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    });
    let point = match (account.point, account.radius_km, account.place_method) {
        (Some([lat, lon]), Some(radius), Some(method)) => {
            format!(" @ {lat:.3}, {lon:.3} within {radius:.0} km ({method})")
        }
        _ => " (not on the map)".to_owned(),
    };
    let admin = admin.filter(|admin| !admin.is_empty()).map_or(String::new(), |admin| format!(" [{admin}]"));
    format!("{}{admin}{point}", names.join("; "))
}

/// "at least 3", "9 to 14", "up to 4".
pub fn range(min: Option<u32>, max: Option<u32>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "not stated".to_owned(),
    }
}

fn count_line(count: &Count) -> String {
    let source = count.source.as_deref().map_or(String::new(), |source| format!(", says {source}"));
    format!("{} {}  “{}”{source}", range(count.min, count.max), count.who, count.as_written)
}

fn measure_line(measure: &Measure) -> String {
    let mut parts = vec![measure.kind.to_string()];
    parts.extend(measure.place.as_ref().map(|place| format!("in {place}")));
    parts.extend(measure.daily.map(|[from, to]| format!("{from} to {to}")));
    parts.extend(measure.from.map(|from| format!("since {from}")));
    parts.extend(measure.until.map(|until| format!("until {until}")));
    parts.extend(measure.authority.as_ref().map(|authority| format!("by {authority}")));
    if !measure.exemptions.is_empty() {
        parts.push(format!("exempt: {}", measure.exemptions.join("; ")));
    }
    format!("{} [{}]", parts.join(" · "), measure.status)
}

fn figure_line(figure: &Figure) -> String {
    let mut parts = vec![format!("{} {} ({})", figure.value, figure.what, figure.qualifier)];
    parts.extend(figure.place.as_ref().map(|place| format!("in {place}")));
    parts.extend(figure.from.map(|from| format!("from {from}")));
    parts.extend(figure.until.map(|until| format!("to {until}")));
    parts.extend(figure.source.as_ref().map(|source| format!("says {source}")));
    parts.join(" · ")
}
