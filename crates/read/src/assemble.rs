//! From what was found to the reading line: every value with a claim, every claim with its words.

use crate::account::AccountFound;
use crate::figure::FoundFigure;
use crate::measure::FoundMeasure;
use crate::scan::Scan;
use rustc_hash::FxHashMap;
use vigie_model::{
    Account, AccountId, Attribution, Basis, Claim, ClaimId, Document, Figure, Measure, Note, Reading, Span,
    Standing, Status, is_restricted,
};

/// Puts accounts and their claims into a reading.
pub struct Assembly<'d> {
    document: &'d Document,
    /// The reading so far.
    pub reading: Reading,
    anchors: FxHashMap<Span, usize>,
}

/// One value to claim.
struct Said<'s> {
    about: &'s str,
    identity: &'s str,
    pointer: String,
    property: String,
    value: String,
    spans: Vec<Span>,
    by: Option<String>,
    standing: Standing,
    basis: Basis,
}

impl<'d> Assembly<'d> {
    /// Begins with what the document says of itself.
    pub fn new(document: &'d Document) -> Self {
        let id = document.id.clone().unwrap_or_default();
        let mut reading = Reading::quiet(id, document.report.clone());
        reading.url = document.url.clone();
        reading.source = document.source.clone();
        reading.title = document.title_text().map(str::to_owned);
        reading.lang = document.lang.clone();
        reading.published = document.published;
        reading.published_basis = document.published_basis;
        reading.notes = document.notes.iter().map(|text| note("cleaned", text)).collect();
        if document.published.is_none() {
            reading
                .notes
                .push(note("no_publication_date", "no publication date: relative days stay unknown"));
        }
        Self { document, reading, anchors: FxHashMap::default() }
    }

    /// Adds an account.
    pub fn account(&mut self, scan: &Scan, found: AccountFound) {
        let anchor = scan.words.sentences[found.story.anchor].span;
        let origin = self.first_origin(anchor);
        let told = self.anchors.entry(origin).or_default();
        let ordinal = std::mem::replace(told, *told + 1);
        let key = format!("i{}", self.reading.incidents.len() + 1);
        let account = AccountId::of(&self.document.report, origin, ordinal);
        self.claim_kind(&key, &account, &found, anchor);
        self.claim_when(&key, &account, &found, anchor);
        self.claim_lists(&key, &account, &found);
        if found.when.contradiction {
            let text = "the weekday does not fall on the date beside it; the date was taken";
            self.reading.notes.push(Note {
                spans: found.when.span.into_iter().collect(),
                ..note("weekday_contradicts_date", text)
            });
        }
        let evidence = anchor.of(&self.document.text).to_owned();
        self.reading.incidents.push(to_account(key, account, found, evidence));
    }

    /// Adds a restriction.
    pub fn measure(&mut self, found: FoundMeasure) {
        let key = format!("m{}", self.reading.measures.len() + 1);
        let origin = self.first_origin(found.anchor);
        let identity = format!("measure/{}/{}", found.measure.kind, origin.start);
        for evidence in &found.evidence {
            self.claim_of(
                &key,
                &identity,
                evidence.property,
                &evidence.spans,
                evidence.basis,
                &found.measure,
                None,
            );
        }
        if found.evidence.iter().all(|evidence| evidence.property != "/status") {
            // Nobody writes "in force" of what is: a default, on the words that name the restriction.
            let named = found.evidence.iter().find(|evidence| evidence.property == "/kind");
            let spans = named.map_or(vec![found.anchor], |evidence| evidence.spans.clone());
            self.claim_of(&key, &identity, "/status", &spans, Basis::Default, &found.measure, None);
        }
        self.reading.measures.push(Measure { key, ..found.measure });
    }

    /// Adds a statistic.
    pub fn figure(&mut self, found: FoundFigure) {
        let key = format!("f{}", self.reading.figures.len() + 1);
        let origin = self.first_origin(found.anchor);
        let identity = format!("figure/{}", origin.start);
        let by = found.figure.source.clone();
        for evidence in &found.evidence {
            self.claim_of(
                &key,
                &identity,
                evidence.property,
                &evidence.spans,
                evidence.basis,
                &found.figure,
                by.clone(),
            );
        }
        if found.evidence.iter().all(|evidence| evidence.property != "/qualifier") {
            // "More than" and "about", or nothing beside it: the number's own words say how it is meant.
            let number = found.evidence.iter().find(|evidence| evidence.property == "/value");
            let spans = number.map_or(vec![found.anchor], |evidence| evidence.spans.clone());
            self.claim_of(&key, &identity, "/qualifier", &spans, Basis::Derived, &found.figure, by);
        }
        self.reading.figures.push(Figure { key, ..found.figure });
    }

    /// Claims one property of a record; what was said is the value as it will be printed.
    #[allow(clippy::too_many_arguments, reason = "one row of evidence, spelled out")]
    fn claim_of<T: serde::Serialize>(
        &mut self,
        key: &str,
        identity: &str,
        pointer: &str,
        spans: &[Span],
        basis: Basis,
        record: &T,
        by: Option<String>,
    ) {
        let value = serde_json::to_value(record).ok();
        let value = value
            .as_ref()
            .and_then(|record| record.pointer(pointer))
            .map(ToString::to_string)
            .unwrap_or_default();
        self.claim(Said {
            about: key,
            identity,
            pointer: pointer.to_owned(),
            property: pointer.trim_start_matches('/').to_owned(),
            value,
            spans: spans.to_vec(),
            by,
            standing: Standing::Asserted,
            basis,
        });
    }

    fn claim_kind(&mut self, key: &str, account: &AccountId, found: &AccountFound, anchor: Span) {
        let spans = if found.triggers.is_empty() { vec![anchor] } else { found.triggers.clone() };
        let standing = if found.status == Status::Denied { Standing::Denied } else { Standing::Asserted };
        let standing = if found.story.aside { Standing::Background } else { standing };
        let tactics: Vec<&str> = found.tactics.iter().map(|tactic| tactic.as_str()).collect();
        let tactics = tactics.join(" ");
        for (property, value) in [
            ("event_type", found.kind.event_type().as_str()),
            ("sub_event_type", found.kind.as_str()),
            ("status", found.status.as_str()),
            ("tactics", &tactics),
        ] {
            self.claim(Said {
                about: key,
                identity: account.as_str(),
                pointer: format!("/{property}"),
                property: property.to_owned(),
                value: value.to_owned(),
                spans: spans.clone(),
                by: None,
                standing,
                basis: Basis::Derived,
            });
        }
    }

    fn claim_when(&mut self, key: &str, account: &AccountId, found: &AccountFound, anchor: Span) {
        let date = found.when.date;
        let Some((start, end)) = date.bounds() else { return };
        self.claim(Said {
            about: key,
            identity: account.as_str(),
            pointer: "/date".to_owned(),
            property: "date".to_owned(),
            value: format!("{start}/{end}/{}", date.precision),
            spans: vec![found.when.span.unwrap_or(anchor)],
            by: None,
            standing: Standing::Asserted,
            basis: found.when.basis,
        });
    }

    fn claim_lists(&mut self, key: &str, account: &AccountId, found: &AccountFound) {
        let mut said = Vec::new();
        let row = |pointer: String, property: String, value: String, span: Span| Said {
            about: key,
            identity: account.as_str(),
            pointer,
            property,
            value,
            spans: vec![span],
            by: None,
            standing: Standing::Asserted,
            basis: Basis::Stated,
        };
        for (nth, (place, span)) in found.place.places.iter().enumerate() {
            said.push(row(
                format!("/places/{nth}/name"),
                "place".into(),
                vigie_model::fold(&place.name),
                *span,
            ));
        }
        if let Some((place, span)) = found.place.primary.and_then(|nth| found.place.places.get(nth)) {
            said.push(row(
                "/primary_place".into(),
                "primary_place".into(),
                vigie_model::fold(&place.name),
                *span,
            ));
        }
        for (nth, target) in found.targets.iter().enumerate() {
            said.push(row(
                format!("/targets/{nth}"),
                "target".into(),
                vigie_model::fold(&target.target.name),
                target.span,
            ));
        }
        for (nth, side) in found.sides.iter().enumerate() {
            let value = format!("{}/{}", side.actor.name, side.actor.role);
            let standing = standing_of(side.actor.attribution);
            said.push(Said { standing, ..row(format!("/actors/{nth}"), "actor".into(), value, side.span) });
        }
        for (nth, count) in found.counts.iter().enumerate() {
            for (bound, value) in [("min", count.count.min), ("max", count.count.max)] {
                let Some(value) = value else { continue };
                let property = format!("counts/{}/{}/{bound}", count.count.what, count.count.who);
                let by = count.count.source.clone();
                said.push(Said {
                    by,
                    ..row(format!("/counts/{nth}/{bound}"), property, value.to_string(), count.span)
                });
            }
        }
        for (nth, part) in found.breakdown.iter().enumerate() {
            let part_of = format!("breakdown/{}/{}", part.said.what, part.said.group);
            for (bound, value) in [("min", part.said.min), ("max", part.said.max)] {
                let Some(value) = value else { continue };
                let (pointer, property) = (format!("/breakdown/{nth}/{bound}"), format!("{part_of}/{bound}"));
                let by = part.said.source.clone();
                said.push(Said { by, ..row(pointer, property, value.to_string(), part.span) });
            }
        }
        for (nth, people) in found.survivors.iter().enumerate() {
            for (bound, value) in [("min", people.said.min), ("max", people.said.max)] {
                let Some(value) = value else { continue };
                let (pointer, property) = (format!("/survivors/{nth}/{bound}"), format!("survivors/{bound}"));
                let by = people.said.source.clone();
                said.push(Said { by, ..row(pointer, property, value.to_string(), people.span) });
            }
        }
        for (nth, facet) in found.facets.iter().enumerate() {
            let value = facet.facet.as_str().to_owned();
            let claim = row(format!("/facets/{nth}"), "facet".into(), value, facet.span);
            said.push(Said { basis: Basis::Derived, ..claim });
        }
        for said in said {
            self.claim(said);
        }
    }

    fn claim(&mut self, said: Said) {
        let anchor = said.spans.first().map_or(Span::new(0, 0), |&span| self.first_origin(span));
        let origin = said.spans.iter().flat_map(|&span| self.document.origin.origin(span)).collect();
        let id = ClaimId::of(&self.document.report, said.identity, anchor, &said.property, &said.value);
        self.reading.claims.push(Claim {
            id,
            restricted: is_restricted(&said.pointer),
            about: said.about.to_owned(),
            property: said.pointer,
            spans: said.spans,
            origin,
            by: said.by,
            standing: said.standing,
            basis: said.basis,
        });
    }

    /// Where in the report's own bytes a span begins; the anchor of ids.
    fn first_origin(&self, span: Span) -> Span {
        self.document.origin.origin(span).first().copied().unwrap_or(span)
    }
}

fn note(kind: &str, text: &str) -> Note {
    Note { kind: kind.to_owned(), text: text.to_owned(), spans: Vec::new() }
}

fn standing_of(attribution: Attribution) -> Standing {
    match attribution {
        Attribution::Suspected => Standing::Suspected,
        Attribution::Claimed => Standing::Claimed,
        Attribution::Denied => Standing::Denied,
        Attribution::Asserted | Attribution::Unknown => Standing::Asserted,
    }
}

fn to_account(key: String, account: AccountId, found: AccountFound, evidence: String) -> Account {
    let primary_place =
        found.place.primary.and_then(|nth| found.place.places.get(nth)).map(|(place, _)| place.name.clone());
    Account {
        key,
        account,
        event_type: found.kind.event_type(),
        sub_event_type: found.kind,
        tactics: found.tactics,
        date: found.when.date,
        places: found.place.places.into_iter().map(|(place, _)| place).collect(),
        primary_place,
        actors: found.sides.into_iter().map(|side| side.actor).collect(),
        targets: found.targets.into_iter().map(|target| target.target).collect(),
        counts: found.counts.into_iter().map(|count| count.count).collect(),
        breakdown: found.breakdown.into_iter().map(|part| part.said).collect(),
        survivors: found.survivors.into_iter().map(|people| people.said).collect(),
        status: found.status,
        facets: found.facets.into_iter().map(|facet| facet.facet).collect(),
        evidence,
        point: None,
        radius_km: None,
        place_method: None,
        geo_precision: None,
    }
}
