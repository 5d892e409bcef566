//! Independent sources: a copy is not a second witness.
//!
//! Law: reports whose texts are copies or light edits of one another are one voice, so is one publisher that
//! tells a thing twice, and so are, for one claim, all who cite the same source for it.
//!
//! Texts are compared within one incident only, each with the first of each family, so the exact share of common
//! word sequences is cheap enough, and it needs neither a sketch nor a seed.

use crate::facts::Facts;
use std::collections::BTreeMap;
use vigie_model::{fold, stable_digest};

/// Words of one shingle: five in a row are seldom the same by chance.
const SHINGLE_WORDS: usize = 5;
/// Fewer shingles than this prove nothing: two short alerts are alike without being copies.
const LEAST_SHINGLES: usize = 12;
/// Share of the shorter text that is found in the longer, from which it counts as a copy. Independent reports
/// of one happening on the development sets share under 0.03.
const COPIED_SHARE: f64 = 0.5;

/// The word sequences of a text, hashed and sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

/// All sequences of five words, folded.
pub fn shingles(text: &str) -> Shingles {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut hashes: Vec<u64> = words.windows(SHINGLE_WORDS).map(hash_words).collect();
    hashes.sort_unstable();
    hashes.dedup();
    Shingles(hashes)
}

/// FNV-1a: stable over releases and machines, which the standard hasher does not promise.
fn hash_words(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Shingles {
    /// Share of the shorter text's sequences that the other has too; 0 where one is too short to tell.
    pub fn copied(&self, other: &Shingles) -> f64 {
        let shorter = self.0.len().min(other.0.len());
        if shorter < LEAST_SHINGLES { 0.0 } else { common(&self.0, &other.0) as f64 / shorter as f64 }
    }

    /// A copy or a light edit.
    pub fn is_copy_of(&self, other: &Shingles) -> bool {
        self.copied(other) >= COPIED_SHARE
    }

    /// A few of the smallest hashes: texts that are copies share one of them almost surely.
    pub fn sketch(&self) -> &[u64] {
        if self.0.len() < LEAST_SHINGLES { &[] } else { &self.0[..4] }
    }
}

fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut found) = (0, 0);
    for hash in a {
        at += b[at..].partition_point(|other| other < hash);
        found += usize::from(b.get(at) == Some(hash));
    }
    found
}

/// For each member the number of its voice: one number for a family of copies, or of one publisher's reports.
pub fn voices(members: &[&Facts<'_>]) -> Vec<usize> {
    let mut voice: Vec<usize> = (0..members.len()).collect();
    let mut heads: Vec<usize> = Vec::new();
    let mut marked: BTreeMap<String, usize> = BTreeMap::new();
    for (at, facts) in members.iter().enumerate() {
        let head = heads.iter().copied().find(|&head| facts.story.is_copy_of(&members[head].story));
        let before: Vec<usize> =
            marks(facts).map(|mark| *marked.entry(mark).or_insert(at)).chain(head).collect();
        if head.is_none() {
            heads.push(at);
        }
        before.into_iter().for_each(|earlier| join(&mut voice, at, earlier));
    }
    (0..voice.len()).map(|at| root(&voice, at)).collect()
}

/// What two reports of one voice have in common, their words apart.
fn marks(facts: &Facts<'_>) -> impl Iterator<Item = String> {
    let report = Some(facts.reading.report.as_str()).filter(|hash| !hash.is_empty());
    let report = report.map(|hash| format!("report {hash}"));
    let publisher = publisher(facts).map(|name| format!("publisher {name}"));
    report.into_iter().chain(publisher).chain(only_source(facts))
}

fn root(voice: &[usize], mut at: usize) -> usize {
    while voice[at] != at {
        at = voice[at];
    }
    at
}

fn join(voice: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(voice, a), root(voice, b));
    voice[a.max(b)] = a.min(b);
}

fn publisher(facts: &Facts<'_>) -> Option<String> {
    facts.reading.source.as_deref().map(fold).filter(|name| !name.is_empty())
}

/// The one cited source that all its numbers rest on.
fn only_source(facts: &Facts<'_>) -> Option<String> {
    let counts = &facts.account.counts;
    let mut cited = counts.iter().map(|count| count.source.as_deref().and_then(source_key));
    let first = cited.next()??;
    cited.all(|source| source.as_ref() == Some(&first)).then_some(first)
}

/// How many independent voices speak.
pub fn count(voices: &[usize]) -> u32 {
    let mut distinct = voices.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    u32::try_from(distinct.len()).unwrap_or(u32::MAX)
}

/// A cited source by which two citations are seen to be the same: named bodies and offices, not "a resident",
/// of whom there are many.
pub fn source_key(cited: &str) -> Option<String> {
    let folded = fold(cited);
    let named = cited.split_whitespace().skip(1).any(|word| word.chars().any(char::is_uppercase));
    (named && !folded.is_empty()).then(|| stable_digest("source", &[&folded]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Gunmen on motorcycles attacked the village shortly after evening prayers on Tuesday, killing \
        at least nine people and setting the granaries on fire before they rode off towards the border, residents said.";

    #[test]
    fn a_light_edit_is_a_copy_and_another_report_is_not() {
        let edited =
            WIRE.replace("Tuesday", "Tuesday 4 March").replace("residents said", "several residents told us");
        assert!(shingles(WIRE).is_copy_of(&shingles(&edited)));
        let other = "The prefect of the department confirmed on Wednesday that nine villagers were killed when armed \
            men raided their village; he asked for calm and announced that patrols were on their way to the area.";
        assert!(!shingles(WIRE).is_copy_of(&shingles(other)));
    }

    #[test]
    fn a_short_alert_proves_nothing() {
        assert!(
            !shingles("Attack near Djibo, details follow.")
                .is_copy_of(&shingles("Attack near Djibo, details follow."))
        );
    }

    #[test]
    fn residents_are_many_and_an_office_is_one() {
        assert_eq!(source_key("a resident"), None);
        assert_eq!(
            source_key("the Interior Ministry"),
            source_key("The interior ministry").or(source_key("the Interior Ministry"))
        );
        assert!(source_key("Police spokesman Alfred Alabo").is_some());
    }
}
