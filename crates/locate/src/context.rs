//! Which countries a report speaks of, and where in it: what decides between homonyms when nothing nearer does.

use crate::spoken::{Spoken, spoken};
use crate::{Entry, Gazetteer};
use vigie_model::{BlockKind, Document, PlaceKind, ends_like_demonym, fold};

/// Weight of a country's name in the sentence's own block, of a demonym there, and so on down to a town far off.
const IN_BLOCK: f64 = 2.0;
const DEMONYM_IN_BLOCK: f64 = 0.8;
const LAST_BEFORE: f64 = 1.5;
const IN_TITLE: f64 = 0.8;
const SHARE: f64 = 1.0;
/// Who publishes mostly tells of home.
const PUBLISHER: f64 = 0.5;

/// Most words in a country's name, and in a region's that is looked for in running text.
const LONGEST: usize = 5;

/// A text's countries.
#[derive(Debug, Clone, Default)]
pub struct Context {
    mentions: Vec<Mention>,
    blocks: Vec<(usize, usize)>,
    title_end: usize,
    /// Countries that the publisher's name or address speaks of: "Conakry Direct".
    publisher: Vec<[u8; 2]>,
}

#[derive(Debug, Clone, Copy)]
struct Mention {
    at: usize,
    country: [u8; 2],
    how: How,
    /// The town or region that lies there.
    entry: Option<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Name,
    /// Its people or its state: "Malian", "the army of Mali".
    Demonym,
    /// Named as another country than the scene's: "the border with Mali".
    Across,
    /// A large town or a region that lies there.
    Within,
}

/// Countries and how much speaks for each.
#[derive(Debug, Clone, Default)]
pub struct Votes(Vec<([u8; 2], f64)>);

impl Votes {
    /// Adds to a country.
    pub fn add(&mut self, country: [u8; 2], weight: f64) {
        match self.0.iter_mut().find(|(known, _)| *known == country) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((country, weight)),
        }
    }

    /// Anything at all for this country?
    pub fn knows(&self, country: [u8; 2]) -> bool {
        self.0.iter().any(|(known, _)| *known == country)
    }

    /// Nothing for any country?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What speaks for all countries together.
    pub fn sum(&self) -> f64 {
        self.0.iter().map(|(_, weight)| weight).sum()
    }

    /// Takes a part of what speaks for each country that fits.
    pub fn lower(&mut self, factor: f64, fits: impl Fn([u8; 2]) -> bool) {
        self.0.iter_mut().filter(|(country, _)| fits(*country)).for_each(|(_, weight)| *weight *= factor);
    }

    /// Adds all of another count.
    pub fn add_all(&mut self, other: &Votes, factor: f64) {
        other.0.iter().for_each(|(country, weight)| self.add(*country, factor * weight));
    }

    /// The country with the most; of equals the one named first.
    pub fn best(&self) -> Option<[u8; 2]> {
        let mut best: Option<([u8; 2], f64)> = None;
        for &(country, weight) in &self.0 {
            if best.is_none_or(|(_, most)| weight > most) {
                best = Some((country, weight));
            }
        }
        best.map(|(country, _)| country)
    }

    /// What speaks for this country.
    pub fn of(&self, country: [u8; 2]) -> f64 {
        self.0.iter().find(|(known, _)| *known == country).map_or(0.0, |(_, weight)| *weight)
    }
}

impl Context {
    /// Reads the whole text once.
    pub fn of(gazetteer: &Gazetteer, document: &Document) -> Self {
        let words = words_of(&document.text);
        let mut mentions = Vec::new();
        let mut next = 0;
        while next < words.len() {
            next += mention_at(gazetteer, &words, next, &mut mentions).max(1);
        }
        let spans = document.blocks.iter().map(|block| (block.span.start as usize, block.span.end as usize));
        let title = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Title)
            .map(|b| b.span.end as usize);
        let title_end =
            document.title.map(|span| span.end as usize).into_iter().chain(title).max().unwrap_or(0);
        Self { mentions, blocks: spans.collect(), title_end, publisher: publisher(gazetteer, document) }
    }

    /// What the text says for each country, read from one place in it.
    pub fn votes(&self, at: Option<usize>) -> Votes {
        let mut votes = Votes::default();
        if let Some(at) = at {
            self.near(at, &mut votes);
        }
        let mut titled = Vec::new();
        let is_plain = |mention: &&Mention| mention.how != How::Across;
        let only_across = !self.mentions.iter().any(|mention| is_plain(&mention));
        let heard = || self.mentions.iter().filter(|mention| only_across || is_plain(mention));
        let all: f64 = heard().map(|mention| mention.weight()).sum();
        for mention in heard() {
            votes.add(mention.country, SHARE * mention.weight() / all);
            if mention.at < self.title_end && !titled.contains(&mention.country) {
                votes.add(mention.country, IN_TITLE * mention.weight());
                titled.push(mention.country);
            }
        }
        self.publisher.iter().for_each(|country| votes.add(*country, PUBLISHER));
        votes
    }

    /// The text names it, or a large town or region in it; not only its people.
    pub fn names(&self, country: [u8; 2]) -> bool {
        let mut named = self.mentions.iter().filter(|mention| matches!(mention.how, How::Name | How::Within));
        named.any(|mention| mention.country == country)
    }

    /// Large towns and regions of a country that the text names, in text order, with where.
    pub fn named_in(&self, country: [u8; 2]) -> impl Iterator<Item = (usize, Entry)> + '_ {
        let there = self.mentions.iter().filter(move |mention| mention.country == country);
        there.filter_map(|mention| Some((mention.at, mention.entry?)))
    }

    fn near(&self, at: usize, votes: &mut Votes) {
        let (start, end) = self.block_around(at);
        let mut seen = Vec::new();
        for mention in self.mentions.iter().filter(|mention| (start..end).contains(&mention.at)) {
            if !seen.contains(&(mention.country, mention.how)) {
                seen.push((mention.country, mention.how));
                let demonym = mention.how == How::Demonym;
                let weight = if demonym { DEMONYM_IN_BLOCK } else { IN_BLOCK * mention.weight() };
                votes.add(mention.country, weight);
            }
        }
        let before =
            self.mentions.iter().rev().find(|mention| mention.at < start && mention.how == How::Name);
        if let Some(mention) = before {
            votes.add(mention.country, LAST_BEFORE);
        }
    }

    /// The paragraph or the item that holds this byte.
    pub fn block_around(&self, at: usize) -> (usize, usize) {
        self.blocks
            .iter()
            .copied()
            .find(|(start, end)| (*start..*end).contains(&at))
            .unwrap_or((at, at + 400))
    }
}

impl Mention {
    fn weight(self) -> f64 {
        match self.how {
            How::Name => 1.0,
            How::Demonym => 0.5,
            How::Within => 0.4,
            How::Across => 0.05,
        }
    }
}

/// A word of the text, folded.
pub(crate) struct Word {
    pub(crate) start: usize,
    /// In bytes.
    pub(crate) length: usize,
    pub(crate) folded: String,
    pub(crate) is_capital: bool,
    /// Only blanks, hyphens and apostrophes stand between it and the next.
    pub(crate) joins: bool,
}

/// The words of a text.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &text[from..at];
                let is_capital = word.chars().next().is_some_and(char::is_uppercase);
                words.push(Word {
                    start: from,
                    length: word.len(),
                    folded: fold(word),
                    is_capital,
                    joins: true,
                });
                start = None;
            }
            _ => {}
        }
        let parts = !c.is_alphanumeric() && !matches!(c, ' ' | '-' | '\'' | '’' | '\u{a0}' | '‑');
        if let Some(last) = words.last_mut().filter(|_| parts) {
            last.joins = false;
        }
    }
    words
}

/// The words from here on, joined; a shorter run is the beginning of a longer one.
pub(crate) struct Runs {
    text: String,
    /// Where each run ends; the first is one word.
    ends: Vec<usize>,
}

impl Runs {
    /// The longest run first, each with the number of words it takes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.ends.iter().enumerate().rev().map(|(nth, end)| (nth + 1, &self.text[..*end]))
    }
}

/// The runs that begin here.
pub(crate) fn runs(words: &[Word], from: usize, most: usize) -> Runs {
    let mut runs = Runs { text: String::new(), ends: Vec::with_capacity(most) };
    for (nth, word) in words[from..].iter().take(most).enumerate() {
        if nth > 0 {
            runs.text.push(' ');
        }
        runs.text.push_str(&word.folded);
        runs.ends.push(runs.text.len());
        if !word.joins {
            break;
        }
    }
    runs
}

/// Countries that the publisher's name and the host of the address speak of, each once.
fn publisher(gazetteer: &Gazetteer, document: &Document) -> Vec<[u8; 2]> {
    let host =
        document.url.as_deref().and_then(|url| url.split("://").nth(1)?.split('/').next()).unwrap_or("");
    let mut mentions = Vec::new();
    for (name, is_host) in [(document.source.as_deref().unwrap_or(""), false), (host, true)] {
        let mut words = words_of(name);
        // An address has no capitals.
        words.iter_mut().for_each(|word| word.is_capital |= is_host);
        let mut next = 0;
        while next < words.len() {
            next += mention_at(gazetteer, &words, next, &mut mentions).max(1);
        }
    }
    // "Star", "Post" are towns somewhere.
    let sure = |mention: &&Mention| mention.entry.is_none_or(|it| weight_of(gazetteer, it) >= SURE_ANYWHERE);
    let mut countries: Vec<[u8; 2]> = mentions.iter().filter(sure).map(|mention| mention.country).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

/// Looks for a country at this word; returns how many words it took.
fn mention_at(gazetteer: &Gazetteer, words: &[Word], from: usize, into: &mut Vec<Mention>) -> usize {
    let word = &words[from];
    let most = if word.is_capital { LONGEST } else { 2 };
    let demonym = |nth: usize| words.get(from + nth).is_some_and(|word| ends_like_demonym(&word.folded));
    let may_name = word.is_capital || demonym(0) || (word.joins && demonym(1));
    if !may_name {
        return 1;
    }
    for (used, run) in runs(words, from, most).iter() {
        let Some(found) = gazetteer.country_word(run) else { continue };
        let how = match spoken(words, from, used) {
            Spoken::Other if !found.is_demonym => continue,
            _ if !found.is_demonym && !word.is_capital => continue,
            Spoken::Across => How::Across,
            Spoken::Plain if !found.is_demonym => How::Name,
            _ => How::Demonym,
        };
        into.push(Mention { at: word.start, country: found.country, how, entry: None });
        return used;
    }
    if !word.is_capital || word.folded.len() < 3 {
        return 1;
    }
    let short = word.folded.len() < 4;
    for (used, run) in runs(words, from, 2).iter() {
        let opens = opens_sentence(words, from);
        if used == 1 && short && opens {
            continue;
        }
        let doubtful = used == 1 && (short || opens);
        let found = lone_country(gazetteer, run);
        let found = found.filter(|(_, entry)| !doubtful || weight_of(gazetteer, *entry) >= SURE_ANYWHERE);
        if let Some((country, entry)) = found {
            into.push(Mention { at: word.start, country, how: How::Within, entry: Some(entry) });
            return used;
        }
    }
    1
}

/// A town of so many is meant even where a capital says nothing: "Police spokesman" is not Police in Poland.
const SURE_ANYWHERE: f64 = 100_000.0;

/// It may have its capital only because it begins a sentence.
fn opens_sentence(words: &[Word], at: usize) -> bool {
    let runs_on = words[at].joins && words.get(at + 1).is_some_and(|next| !next.is_capital);
    runs_on && at.checked_sub(1).is_none_or(|before| !words[before].joins)
}

/// The country of a large town or region whose name is hardly anything else's, with that town or region.
fn lone_country(gazetteer: &Gazetteer, folded: &str) -> Option<([u8; 2], Entry)> {
    let mut votes = Votes::default();
    for hit in gazetteer.hits(folded).filter(|hit| hit.by_first_name) {
        let country = gazetteer.country_of(hit.entry)?;
        votes.add(country, weight_of(gazetteer, hit.entry));
    }
    let best = votes.best()?;
    let rest: f64 = votes.0.iter().filter(|(country, _)| *country != best).map(|(_, weight)| weight).sum();
    let there = gazetteer
        .hits(folded)
        .map(|hit| hit.entry)
        .filter(|entry| gazetteer.country_of(*entry) == Some(best));
    let largest =
        there.reduce(|a, b| if weight_of(gazetteer, b) > weight_of(gazetteer, a) { b } else { a })?;
    (votes.of(best) >= 15_000.0 && votes.of(best) > 8.0 * rest).then_some((best, largest))
}

fn weight_of(gazetteer: &Gazetteer, entry: Entry) -> f64 {
    let people = f64::from(gazetteer.population(entry).unwrap_or(0));
    match gazetteer.kind(entry) {
        PlaceKind::Region => people.max(100_000.0),
        PlaceKind::Locality => people,
        PlaceKind::Area => 50_000.0,
        _ => people.min(50_000.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_model::{Block, OffsetMap, PublishedBasis, ReportId, Span};

    fn document(paragraphs: &[&str]) -> Document {
        let text = paragraphs.join("\n\n");
        let mut at = 0;
        let blocks = paragraphs.iter().map(|paragraph| {
            let span = Span::new(at, at + paragraph.len());
            at += paragraph.len() + 2;
            Block { kind: BlockKind::Paragraph, span, sentences: vec![span] }
        });
        let blocks = blocks.collect();
        Document {
            report: ReportId::default(),
            id: None,
            url: None,
            source: None,
            lang: None,
            published: None,
            published_basis: PublishedBasis::None,
            title: None,
            origin: OffsetMap::identity(text.len()),
            text,
            blocks,
            notes: Vec::new(),
        }
    }

    fn best(paragraphs: &[&str], word: &str) -> Option<String> {
        let document = document(paragraphs);
        let at = document.text.find(word);
        let context = Context::of(&Gazetteer::embedded(), &document);
        context.votes(at).best().map(|country| String::from_utf8_lossy(&country).into_owned())
    }

    #[test]
    fn an_item_of_a_round_up_has_its_heading_s_country() {
        let text =
            ["Ethiopia", "A drone hit a school in Mehal Meda.", "Niger", "Gunmen took a driver near Tesker."];
        assert_eq!(best(&text, "drone").as_deref(), Some("ET"));
        assert_eq!(best(&text, "Gunmen").as_deref(), Some("NE"));
    }

    #[test]
    fn a_state_or_river_of_a_country_s_name_is_not_the_country() {
        assert_eq!(best(&["Attack in Niger State, Nigeria."], "Attack").as_deref(), Some("NG"));
        assert_eq!(best(&["Dans l’État du Niger, au Nigeria, un lycée."], "lycée").as_deref(), Some("NG"));
        assert_eq!(best(&["Le fleuve Niger a débordé au Mali."], "Mali").as_deref(), Some("ML"));
    }

    #[test]
    fn demonyms_and_large_towns_speak_where_no_country_does() {
        assert_eq!(best(&["Des soldats nigériens ont été tués."], "tués").as_deref(), Some("NE"));
        assert_eq!(best(&["Two men were held in Maiduguri on Monday."], "held").as_deref(), Some("NG"));
        assert_eq!(best(&["Nothing is said of any place."], "said"), None);
    }
}
