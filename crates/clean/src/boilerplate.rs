//! Lines that no reader wants: cookie notices, teasers, calls to subscribe. The patterns are data.
//!
//! Law: conservative. A line longer than a notice, or one that only mentions cookies, stays: it could hold a
//! claim, and a claim lost is worse than a teaser kept.

use crate::Rules;
use crate::rules::BoilerplateKind;

/// The longest line, in bytes, that `contains` may drop: longer ones are paragraphs.
const NOTICE: usize = 120;
/// The longest line that any pattern may drop.
const LONGEST: usize = 400;

/// What to do with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Keep,
    /// Not wanted.
    Drop,
    /// Not wanted, nor are the links that follow it.
    DropSection,
}

/// Whether a line is wanted.
pub(crate) fn judge(rules: &Rules, line: &str) -> Verdict {
    if line.len() > LONGEST {
        return Verdict::Keep;
    }
    let folded = vigie_model::fold(if line.len() > NOTICE { start_of(line) } else { line });
    let first = folded.bytes().next().unwrap_or_default();
    let known = rules.boilerplate.get(&first).map(Vec::as_slice).unwrap_or_default();
    let matching = known.iter().find(|rule| match rule.kind {
        BoilerplateKind::LineStarts => starts_with_words(&folded, &rule.pattern),
        _ => folded == rule.pattern && line.len() <= NOTICE,
    });
    match matching.map(|rule| rule.kind) {
        Some(BoilerplateKind::SectionIs) => Verdict::DropSection,
        Some(_) => Verdict::Drop,
        None if line.len() <= NOTICE && rules.notices.iter().any(|words| holds_words(&folded, words)) => {
            Verdict::Drop
        }
        None => Verdict::Keep,
    }
}

/// Of a long line only the start can tell, and folding all of it costs more than all the rest of cleaning.
fn start_of(line: &str) -> &str {
    let mut end = NOTICE / 2;
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn starts_with_words(line: &str, words: &str) -> bool {
    line.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn holds_words(line: &str, words: &str) -> bool {
    line.match_indices(words)
        .any(|(at, _)| (at == 0 || line.as_bytes()[at - 1] == b' ') && starts_with_words(&line[at..], words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(line: &str) -> Verdict {
        judge(Rules::embedded().unwrap(), line)
    }

    #[test]
    fn notices_and_teasers_go() {
        for line in [
            "Trending",
            "READ ALSO: Army kills ten in raid",
            "Lire aussi : Kayes, la filière relève la tête",
            "Nous utilisons des cookies pour mesurer l’audience.",
            "Subscribe to our newsletter",
            "Share this | Forward to a friend",
            "Abonnez-vous à notre chaîne WhatsApp",
        ] {
            assert_eq!(judged(line), Verdict::Drop, "{line}");
        }
        assert_eq!(judged("À lire aussi"), Verdict::DropSection);
    }

    #[test]
    fn what_could_hold_a_claim_stays() {
        for line in [
            "Trending up: kidnappings rose by 40 % in the Trans-Fula area, police said.",
            "Gunmen ambushed a lorry that carried cookies and drinks to Djibo, killing two.",
            "Residents share this fear: the bandits will come back.",
            "The minister read also a list of the eleven victims.",
            "Cinq morts à Djibo",
        ] {
            assert_eq!(judged(line), Verdict::Keep, "{line}");
        }
    }
}
