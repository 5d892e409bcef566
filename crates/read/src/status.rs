//! How well established an account is: confirmed by who answers for it, reported, rumoured, or denied.
//!
//! A table of weights (`data/ontology/status.tsv`) weighs who is cited and how; the highest sum wins.

use crate::citation::Citation;
use crate::scan::Scan;
use crate::senses::Cue;
use crate::sides::SideFound;
use crate::story::Story;
use crate::weights::Features;
use vigie_model::{Attribution, BlockKind, SubEventType};

/// What speaks for how an account stands.
pub fn status_features(scan: &Scan, story: &Story, kind: SubEventType, sides: &[SideFound]) -> Features {
    let mut features = Features::default();
    for &sentence in &story.sentences {
        cues(scan, sentence, sentence == story.anchor, &mut features);
        for citation in &scan.citations[sentence] {
            voice(scan, citation, sentence == story.anchor, &mut features);
        }
    }
    let attributed = |wanted| sides.iter().any(|side| side.actor.attribution == wanted);
    features.mark("claimed", attributed(Attribution::Claimed));
    features.mark("denied", attributed(Attribution::Denied));
    features.mark("suspected", attributed(Attribution::Suspected));
    features.mark("official_publisher", scan.official);
    features.mark("aside", story.aside);
    features.mark("item", story.item);
    features.add(kind.event_type().as_str(), 1.0);
    features
}

/// How far behind a confirming word the event may stand.
const REACH: usize = 4;

/// The words that say how firmly a sentence stands.
fn cues(scan: &Scan, sentence: usize, anchor: bool, features: &mut Features) {
    let place = &scan.words.sentences[sentence];
    for (words, cue) in scan.cues_in(place.words.clone()) {
        let (anywhere, told) = match cue {
            Cue::Confirming => ("confirming", "confirming_anchor"),
            Cue::Rumour => ("rumour", "rumour_anchor"),
            Cue::Denial => ("denial", "denial_anchor"),
            Cue::Suspicion => ("suspicion", "suspicion_anchor"),
            Cue::Claiming => ("claiming", "claiming_anchor"),
            _ => continue,
        };
        features.add(anywhere, 0.5);
        // "acknowledged the attack": the event itself is what is confirmed, wherever it stands.
        let after = words.end..(words.end + REACH).min(place.words.end);
        let confirms = cue == Cue::Confirming && scan.triggers_in(after).next().is_some();
        features.mark(told, anchor || confirms || place.kind == BlockKind::Title);
    }
}

/// Who is cited: an office that answers for it, people who saw it, or somebody else.
fn voice(scan: &Scan, citation: &Citation, anchor: bool, features: &mut Features) {
    let source = citation.source.clone();
    let state = |name: &crate::scan::ActorFound| name.candidates.iter().any(|actor| actor.kind.is_state());
    let official = scan.has_cue(source.clone(), Cue::Official) || scan.actors_in(source.clone()).any(state);
    let (anywhere, told) = match official {
        true => ("official_said", "official_said_anchor"),
        false if scan.has_cue(source, Cue::Witness) => ("witness_said", "witness_said_anchor"),
        false => ("somebody_said", "somebody_said_anchor"),
    };
    features.add(anywhere, 0.5);
    features.mark(told, anchor);
}
