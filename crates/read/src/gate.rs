//! The cheap test: is there anything here at all?
//!
//! Law: the gate may let a quiet text pass, never stop one that the reader would read something from. It
//! looks for what the reader cannot do without, by the reader's own terms: a strong event word that no longer
//! term hides; a word of a restriction; an act and its object ("closed" and "border"). It knows neither
//! sentences nor marks, so it finds a term in some places where the reader does not, and never the other way
//! round; only what *hides* an event word must stand there exactly as the reader wants it.

use crate::gate::run::{Hash, Run};
use crate::terms::endings;
use rustc_hash::FxHashMap;
use std::ops::Range;

mod run;

/// Finds the words that could matter.
#[derive(Debug, Default)]
pub struct Gate {
    tag: String,
    /// One bit for every hash by which a term begins: at most words of a text nothing else is asked.
    begins: Vec<u64>,
    /// The last term that is a word, begins with a stem, or with two words: "the" begins a hundred.
    by_first: FxHashMap<Hash, u32>,
    terms: Vec<Term>,
    /// The words of terms after the first.
    rests: Vec<Form>,
}

/// What a term does to the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// An event that makes a story: opens.
    Event,
    /// Names a restriction: opens.
    Measure,
    /// Opens together with an object.
    Act,
    /// Opens together with an act.
    Object,
    /// People who fled or are missing make no story; beside words of violence they may make a statistic.
    Flight,
    /// A word of violence.
    Security,
    /// An event word that makes no story, or none at all ("penalty shootout"): hides what it holds.
    Hide,
}

#[derive(Debug, Clone)]
struct Term {
    first: Form,
    effect: Effect,
    rest: Range<u32>,
    /// The term before it with the same first word.
    next: u32,
}

/// A word of a term: a run of letters and digits.
#[derive(Debug, Clone, Copy)]
struct Form {
    hash: Hash,
    stem: Hash,
    ending: Ending,
}

impl Form {
    fn gap() -> Self {
        Self { hash: Hash::NONE, stem: Hash::NONE, ending: Ending::Gap }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Bare,
    Regular,
    /// So many letters were hashed; more may follow.
    Open(usize),
    /// Any few words: `set … on fire`.
    Gap,
}

/// The runs that a gap may hold: more than the reader's words, of which one may be several runs.
const GAP: usize = 24;

/// The bits of the filter, as a power of two.
const FILTER: u32 = 17;
/// No further term.
const LAST: u32 = u32::MAX;

impl Form {
    fn is_open(&self) -> bool {
        matches!(self.ending, Ending::Open(_) | Ending::Gap)
    }

    /// What a word that fits is found by.
    fn hashes(self, regular: &'static [&'static str]) -> impl Iterator<Item = Hash> {
        let (hash, all) = match self.ending {
            Ending::Bare | Ending::Gap => (self.hash, &[""][..]),
            Ending::Open(_) => (self.stem, &[""][..]),
            Ending::Regular => (self.hash, regular),
        };
        all.iter().map(move |ending| hash.with(ending))
    }
}

/// What has been seen of a text so far.
#[derive(Debug, Default)]
struct Seen {
    act: bool,
    object: bool,
    flight: bool,
    security: usize,
    /// Up to where a term hides the events inside it.
    hidden: usize,
}

impl Gate {
    /// A gate without terms, for a language.
    pub fn new(tag: &str) -> Self {
        Self { tag: tag.to_owned(), begins: vec![0; 1 << (FILTER - 6)], ..Self::default() }
    }

    /// Adds a term as the tables write it.
    pub fn add(&mut self, term: &str, effect: Effect) {
        if term.contains('/') {
            choices(term).iter().for_each(|term| self.add_plain(term, effect));
        } else {
            self.add_plain(term, effect);
        }
    }

    fn add_plain(&mut self, term: &str, effect: Effect) {
        if effect == Effect::Hide && !term.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '~')) {
            return;
        }
        let from = self.rests.len() as u32;
        let mut forms = term.split(' ').flat_map(forms_of);
        let Some(first) = forms.next() else { return };
        self.rests.extend(forms);
        let rest = from..self.rests.len() as u32;
        let term = Term { first, effect, rest, next: LAST };
        let second = self.rests.get(from as usize).copied();
        let pair = second.filter(|second| !second.is_open() && !first.is_open());
        let regular = endings(&self.tag);
        for begin in first.hashes(regular) {
            self.mark(begin);
            match pair {
                None => self.link(begin, term.clone()),
                Some(second) => {
                    second.hashes(regular).for_each(|next| self.link(begin.pair(next), term.clone()));
                }
            }
        }
    }

    fn link(&mut self, key: Hash, term: Term) {
        let new = self.terms.len() as u32;
        let next = self.by_first.insert(key, new).unwrap_or(LAST);
        self.terms.push(Term { next, ..term });
    }

    fn mark(&mut self, begin: Hash) {
        let bit = begin.bit(FILTER);
        self.begins[bit / 64] |= 1 << (bit % 64);
    }

    /// The text may hold something to read.
    pub fn opens(&self, text: &str) -> bool {
        let mut seen = Seen::default();
        let mut at = 0;
        while let Some(run) = Run::next(text, at) {
            at = run.to;
            if (self.may_begin(run.hash) || self.may_begin(run.stem)) && self.open_at(text, run, &mut seen) {
                return true;
            }
        }
        let road = || run::runs(text).any(|run| crate::measure::is_road_number(&run.key(text)));
        (seen.flight && seen.security > 1) || (seen.act && (seen.object || road()))
    }

    fn may_begin(&self, hash: Hash) -> bool {
        let bit = hash.bit(FILTER);
        self.begins[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Takes in the terms that begin at a run: one of them opens.
    fn open_at(&self, text: &str, run: Run, seen: &mut Seen) -> bool {
        let (mut event, mut hides) = (0, 0);
        for (term, end) in self.terms_at(text, run) {
            match term.effect {
                Effect::Measure => return true,
                Effect::Event => event = event.max(end),
                Effect::Act => seen.act = true,
                Effect::Object => seen.object = true,
                Effect::Flight => seen.flight = true,
                Effect::Security => seen.security += 1,
                Effect::Hide if run.stands_alone(text, end) => hides = hides.max(end),
                Effect::Hide => {}
            }
        }
        let told = event > seen.hidden && event >= hides;
        seen.hidden = seen.hidden.max(hides);
        told || (seen.act && seen.object)
    }

    /// The terms that begin at a run, and the byte where each ends.
    fn terms_at(&self, text: &str, run: Run) -> impl Iterator<Item = (&Term, usize)> {
        let pair = Run::next(text, run.to).map_or(Hash::NONE, |second| run.hash.pair(second.hash));
        [run.hash, run.stem, pair].into_iter().flat_map(move |key| {
            let mut next = self.by_first.get(&key).copied().unwrap_or(LAST);
            let chain = std::iter::from_fn(move || {
                let term = self.terms.get(next as usize)?;
                next = term.next;
                Some(term)
            });
            chain.filter_map(move |term| Some((term, self.end_of(term, text, run)?)))
        })
    }

    /// Where a term ends whose first word is this run.
    fn end_of(&self, term: &Term, text: &str, first: Run) -> Option<usize> {
        if !self.fits(&term.first, text, first) {
            return None;
        }
        let rest = &self.rests[term.rest.start as usize..term.rest.end as usize];
        match rest.iter().position(|form| form.ending == Ending::Gap) {
            None => self.end_of_forms(rest, term.effect, text, first),
            Some(gap) => self.end_of_gapped(&rest[..gap], &rest[gap + 1..], text, first),
        }
    }

    /// Where the words behind a run end, if they are these.
    fn end_of_forms(&self, forms: &[Form], effect: Effect, text: &str, first: Run) -> Option<usize> {
        let mut run = first;
        for form in forms {
            let next = Run::next(text, run.to)?;
            let apart = effect == Effect::Hide && &text[run.to..next.from] != " ";
            if apart || !self.fits(form, text, next) {
                return None;
            }
            run = next;
        }
        Some(run.to)
    }

    /// A term with a gap ends before it, as the reader has it.
    fn end_of_gapped(&self, head: &[Form], tail: &[Form], text: &str, first: Run) -> Option<usize> {
        let end = self.end_of_forms(head, Effect::Event, text, first)?;
        let mut runs = std::iter::successors(Run::next(text, end), |run| Run::next(text, run.to)).take(GAP);
        runs.any(|run| self.end_of_forms(tail, Effect::Event, text, run).is_some()).then_some(end)
    }

    fn fits(&self, form: &Form, text: &str, run: Run) -> bool {
        match form.ending {
            Ending::Bare => form.hash == run.hash,
            Ending::Regular => endings(&self.tag).iter().any(|end| form.hash.with(end) == run.hash),
            Ending::Open(letters) => run.begins_with(text, letters, form.hash),
            Ending::Gap => false,
        }
    }
}

/// "led/taken away" is "led away" and "taken away".
fn choices(term: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in term.split(' ') {
        let space = if all[0].is_empty() { "" } else { " " };
        all = all
            .iter()
            .flat_map(|begun| word.split('/').map(move |one| format!("{begun}{space}{one}")))
            .collect();
    }
    all
}

/// The runs of a term's word; the mark at its end belongs to the last.
fn forms_of(word: &str) -> impl Iterator<Item = Form> {
    let bare = word.trim_end_matches(['~', '*']);
    let gap = (word == "…").then(Form::gap);
    let forms = run::runs(bare).map(move |run| {
        let ending = match &word[bare.len()..] {
            "~" if run.to == bare.len() => Ending::Regular,
            "*" if run.to == bare.len() => Ending::Open(run.letters),
            _ => Ending::Bare,
        };
        Form { hash: run.hash, stem: run.stem, ending }
    });
    gap.into_iter().chain(forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let mut gate = Gate::new("fr");
        for term in [
            "enlevé~",
            "set on fire",
            "prise d'otage~",
            "led/taken to the bush/hill~",
            "shootout",
            "assaill*",
            "torched … to ashes",
        ] {
            gate.add(term, Effect::Event);
        }
        gate.add("closed", Effect::Act);
        gate.add("fermé~", Effect::Act);
        gate.add("border~", Effect::Object);
        gate.add("frontière~", Effect::Object);
        gate.add("penalty shootout~", Effect::Hide);
        gate.add("displaced", Effect::Flight);
        gate.add("violence~", Effect::Security);
        gate
    }

    #[test]
    fn opens_in_any_case_with_and_without_accents() {
        for text in [
            "ils ont été ENLEVÉS",
            "enleve\u{301}s",
            "enleves hier",
            "huts set\non Fire",
            "la prise d’otages",
            "the Border is closed",
            "la RN7 est fermée",
            "taken to the hills",
            "Les assaillants",
            "torched three huts to ashes",
            "displaced by violence, and violence",
        ] {
            assert!(gate().opens(text), "{text}");
        }
    }

    #[test]
    fn stays_shut_on_parts_of_words_and_on_acts_alone() {
        for text in [
            "The council set a budget.",
            "the shop closed early",
            "un border collie",
            "des frontières",
            "an assassin, réenlevés",
            "torched three huts",
            "displaced by the flood",
        ] {
            assert!(!gate().opens(text), "{text}");
        }
    }

    #[test]
    fn only_a_term_that_surely_stands_there_hides_an_event() {
        assert!(!gate().opens("It went to a penalty shootout."));
        for text in
            ["a penalty. Shootout", "a penalty, shootout", "anti-penalty shootout", "a penalty\nshootout"]
        {
            assert!(gate().opens(text), "{text}");
        }
    }
}
