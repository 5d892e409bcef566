//! What an account means for those who bring aid: it touched them, or it kept them from people in need.
//!
//! ACLED's types do not say it and the desk of an aid agency asks it first. Codes after OCHA's access monitoring:
//! violence against personnel and assets, interference, restriction of movement.

use crate::scan::Scan;
use crate::senses::{Cue, Trigger};
use crate::story::Story;
use std::ops::Range;
use vigie_model::{Facet, Span, TargetClass};

/// A facet with the words that say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetFound {
    /// Which.
    pub facet: Facet,
    /// The words.
    pub span: Span,
}

/// The facets of a story; an access constraint only where aid is spoken of.
pub fn facets(scan: &Scan, story: &Story) -> Vec<FacetFound> {
    let ranges = || story.sentences.iter().map(|&sentence| scan.words.sentences[sentence].words.clone());
    let Some(aid) = ranges().find_map(|range| aid(scan, range)) else { return Vec::new() };
    let kept = ranges().find_map(|range| constraint(scan, range));
    let found = |facet| move |words: Range<usize>| FacetFound { facet, span: scan.words.span(words) };
    let affected = Some(aid).map(found(Facet::AffectsHumanitarian));
    affected.into_iter().chain(kept.map(found(Facet::AccessConstraint))).collect()
}

/// Aid workers, their convoys, stores and offices.
fn aid(scan: &Scan, range: Range<usize>) -> Option<Range<usize>> {
    let people =
        scan.people_in(range.clone()).find(|(_, people)| people.target == Some(TargetClass::Humanitarian));
    let things = || scan.things_in(range).find(|(_, thing)| thing.class == TargetClass::Humanitarian);
    people.map(|(words, _)| words).or_else(|| things().map(|(words, _)| words))
}

/// Stopped, threatened, detained, besieged, or kept away in so many words.
fn constraint(scan: &Scan, range: Range<usize>) -> Option<Range<usize>> {
    let said = scan.cues_in(range.clone()).find(|(_, cue)| *cue == Cue::Access).map(|(words, _)| words);
    said.or_else(|| {
        scan.live[scan.words.sentence_of(range.start)]
            .iter()
            .find(|live| hinders(live.trigger))
            .map(|live| live.words.clone())
    })
}

fn hinders(trigger: Trigger) -> bool {
    use Trigger as T;
    matches!(trigger, T::Intercept | T::Threat | T::Siege | T::Arrest | T::Abduct | T::Loot)
}

#[cfg(test)]
mod tests {
    use vigie_model::Facet;

    fn facets(text: &str) -> Vec<Facet> {
        let lexicon = crate::Lexicon::embedded().unwrap();
        let bytes = format!("source: Test\npublished: 2026-02-10T08:00:00Z\nlang: en\n\n{text}");
        let document = vigie_clean::clean(bytes.as_bytes(), &Default::default()).unwrap();
        let reading = crate::read(&lexicon, &document, &vigie_locate::Gazetteer::embedded());
        reading.incidents.into_iter().flat_map(|account| account.facets).collect()
    }

    #[test]
    fn aid_workers_stopped_and_taken_are_an_access_constraint() {
        let told = facets(
            "Aid workers abducted\n\nGunmen stopped two vehicles of an NGO near Gorom-Gorom in Burkina Faso on Monday \
             and abducted three aid workers. The organisation suspended its activities in the area.\n",
        );
        assert_eq!(told, [Facet::AffectsHumanitarian, Facet::AccessConstraint]);
    }

    #[test]
    fn a_market_attack_is_none() {
        let told = facets(
            "Five killed at market\n\nGunmen killed five traders at the market of Gorom-Gorom in Burkina Faso on \
             Monday and set shops on fire.\n",
        );
        assert!(told.is_empty(), "{told:?}");
    }
}
