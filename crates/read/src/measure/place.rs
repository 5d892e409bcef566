//! Where a restriction holds: the phrase of place beside it, the thing's own name, else what the text spoke of.

use super::extent::{Extent, Ground};
use super::group::{Group, gap};
use super::table::{Mark, Role};
use super::{FoundMeasure, OPENING, Scene};
use crate::places::PlaceStanding;
use std::ops::Range;
use vigie_model::{Basis, BlockKind, MeasureKind, PlaceKind};

/// A phrase of place that costs more yields to the thing's own name.
const FAR: usize = 17;

/// So many sentences back a paragraph's place is looked for: a text of one paragraph must not cost its square.
const PARAGRAPH: usize = 30;

impl Scene<'_> {
    /// Beside the act, or the thing's own name ("the border with Sudan"), else that of who ordered it, else what
    /// the text spoke of last.
    pub(super) fn set_place(
        &self,
        found: &mut FoundMeasure,
        group: &Group,
        groups: &[Group],
        thing: &Range<usize>,
        marks: &[Mark],
    ) {
        let office = self.office(group, marks);
        let stated = self.stated(found, group, groups, thing, &office, marks);
        // "the blockade of the town", "in the four areas": which, the text said before.
        let meant = stated.as_ref().filter(|words| self.is_meant(words, found.measure.kind));
        let meant = meant.and_then(|_| self.before(found.sentence).or_else(|| self.label(found.sentence)));
        let stated = if meant.is_some() { None } else { stated };
        let told = stated.map(|words| (words, Basis::Stated)).or_else(|| {
            if let Some(meant) = meant.clone() {
                return Some((meant, Basis::Derived));
            }
            let derived = self.seat(&office, marks).or_else(|| self.around(found.sentence));
            derived.map(|words| (words, Basis::Derived))
        });
        let Some((words, basis)) = told else { return };
        found.named = words.clone().any(|word| self.ground.is_name(word));
        found.measure.place = Some(self.ground.words.phrase(words.clone()).to_owned());
        found.say("/where", vec![self.span(&words)], basis);
    }

    /// Names nothing, and speaks of what was named: "the four areas"; of a blockade any "town".
    fn is_meant(&self, words: &Range<usize>, kind: MeasureKind) -> bool {
        let named = words.clone().any(|word| self.ground.is_name(word));
        let counted =
            self.ground.counted(words.start, words.end).is_some() && is_definite(self.ground, words.start);
        !named && (counted || kind == MeasureKind::Blockade)
    }

    fn stated(
        &self,
        found: &FoundMeasure,
        group: &Group,
        groups: &[Group],
        thing: &Range<usize>,
        office: &Range<usize>,
        marks: &[Mark],
    ) -> Option<Range<usize>> {
        let kind = found.measure.kind;
        let (own, named) = self.own_name(thing, kind, *thing == group.act);
        let own_named = Some(own.clone()).filter(|_| named);
        let (beside, cost) = self.beside(group, groups, kind, office, marks).unzip();
        let ahead = |words: &Option<Range<usize>>| {
            words.as_ref().is_some_and(|words| words.end <= group.words().start)
        };
        let stated = match kind {
            MeasureKind::BorderClosure => own_named.or(beside).or(Some(own)),
            MeasureKind::FlightBan => {
                let named = |words: &Range<usize>| words.clone().any(|word| self.ground.is_name(word));
                let itself = Some(own).filter(|own| self.is_site(own));
                own_named.or(beside.clone().filter(named)).or(itself).or(beside)
            }
            _ if cost.is_some_and(|cost| cost > FAR) || ahead(&beside) => own_named.or(beside),
            // "sealed off the road": which, the reader of the text knows.
            MeasureKind::RoadClosure => {
                let which = |words: &Range<usize>| words.len() == thing.len() + 1 && self.is_site(words);
                beside.or(own_named).or(Some(own).filter(which))
            }
            _ => beside.or(own_named),
        };
        stated.or_else(|| self.after(group))
    }

    /// A name just after the restriction that no gazetteer knows: "the blockade that choked Diafarabé".
    fn after(&self, group: &Group) -> Option<Range<usize>> {
        let whole = group.words();
        let end = self.ground.words.sentence_words(whole.start).end.min(whole.end + 6);
        self.ground.bare_name(whole.end..end)
    }

    /// The words of who ordered it with the place in their title: "le maire d’Oicha", "the Kwara government",
    /// "Mayor Luz Dary Ocoró".
    fn office(&self, group: &Group, marks: &[Mark]) -> Range<usize> {
        let Some(mark) = self.officer(group, marks) else { return 0..0 };
        let sentence = self.ground.words.sentence_words(mark.words.start);
        let start = self.with_article(mark.words.start, sentence.start);
        let (last, named) = self.ground.extend(mark.words.end, sentence.end);
        let end = if named && self.ground.led(mark.words.end, sentence.end).is_none() {
            last
        } else {
            mark.words.end
        };
        start..end
    }

    /// The place within the title of who ordered it; a bare name behind a title is a person's.
    fn seat(&self, office: &Range<usize>, marks: &[Mark]) -> Option<Range<usize>> {
        let officer = |mark: &&Mark| *mark.role == Role::Authority && office.contains(&mark.words.start);
        let mark = marks.iter().find(officer)?;
        let of = self.ground.joint(mark.words.end, office.end).is_some();
        let behind = mark.words.end..office.end;
        let first = behind.clone().find(|&at| self.ground.is_placed(at)).filter(|_| of);
        let first = first.or_else(|| behind.clone().find(|&at| self.ground.is_name(at)).filter(|_| of));
        let ahead = || self.ground.places_over(&(office.start..mark.words.start)).first();
        first.map(|first| first..office.end).or_else(|| ahead().map(|place| place.words.clone()))
    }

    /// The phrase of place of this sentence that stands nearest, one after the act before one ahead of it.
    fn beside(
        &self,
        group: &Group,
        groups: &[Group],
        kind: MeasureKind,
        office: &Range<usize>,
        marks: &[Mark],
    ) -> Option<(Range<usize>, usize)> {
        let words = self.ground.words.sentence_words(group.act.start);
        let others = |extent: &Extent| groups.iter().any(|other| self.is_owned(extent, group, other));
        let inside = |extent: &Extent| {
            let start = extent.words.start;
            others(extent)
                || self.is_orders(start, marks)
                || office.contains(&start)
                || group.subjects.iter().any(|(_, words)| words.contains(&start))
        };
        let extents = self.ground.extents(words).into_iter().filter(|extent| !inside(extent));
        extents
            .map(|extent| (self.cost(&extent, group, groups, kind), extent.words))
            .min_by_key(|(cost, _)| *cost)
            .map(|(cost, words)| (words, cost))
    }

    /// "the market of Tougan and motorcycles": the place of another thing of the sentence, bound to it by "of".
    fn is_owned(&self, extent: &Extent, group: &Group, other: &Group) -> bool {
        let bound = |thing: &Range<usize>| {
            let joints = thing.end..extent.words.start;
            let of = joints.clone().all(|at| self.ground.joint(at, joints.end).is_some());
            let lead = joints.clone().any(|at| self.ground.is_lead(at, joints.end));
            (1..=2).contains(&joints.len()) && of && !lead
        };
        extent.named && other.act != group.act && other.subjects.iter().any(|(_, thing)| bound(thing))
    }

    /// "by order of Sector 3": whose order.
    fn is_orders(&self, at: usize, marks: &[Mark]) -> bool {
        marks
            .iter()
            .any(|mark| *mark.role == Role::ByOrder && mark.words.end <= at && at <= mark.words.end + 1)
    }

    /// How far a phrase of place stands from a restriction, and how little it says that something was there.
    fn cost(&self, extent: &Extent, group: &Group, groups: &[Group], kind: MeasureKind) -> usize {
        let whole = group.words();
        let away = gap(&extent.words, &whole);
        let ahead = if extent.words.start < whole.start && !extent.subject { 6 } else { 0 };
        let colon = (extent.words.end..whole.start).any(|word| self.ground.words.key(word) == ":");
        let parted = colon && !extent.subject;
        let parted = if parted { 20 } else { 0 };
        let nearer = groups.iter().any(|other| gap(&extent.words, &other.words()) < away);
        let between = usize::from(!(extent.named && self.ground.is_between(extent.words.start)));
        away + ahead + parted + if nearer { 6 } else { 0 } + weakness(extent.standing, kind) + 5 * between
    }

    /// The thing's own name, and whether it has one. A border, road or crossing is its own place ("The border
    /// with Sudan", "the Gatumba crossing"); a market, school or flight is at the place it names ("Tougan").
    fn own_name(&self, thing: &Range<usize>, kind: MeasureKind, itself: bool) -> (Range<usize>, bool) {
        use MeasureKind as K;
        let ground = self.ground;
        let sentence = ground.words.sentence_words(thing.start);
        if let Some(line) = self.line(thing).filter(|_| kind == K::RoadClosure) {
            return (line, true);
        }
        let owner = self.owner(thing.start, sentence.start);
        let start = self.with_article(thing.start, sentence.start);
        let before = |word: usize| ground.is_name(word) && !ground.is_common(word, sentence.start);
        let named_before = !itself && (start..thing.end).any(before);
        let joint = ground.joint(thing.end, sentence.end);
        let units = joint.and_then(|joint| ground.counted(thing.end + joint, sentence.end));
        let (end, named) = ground.extend(thing.end, sentence.end);
        // "Curfew Of": a joint in capitals is no name.
        let named = named && end > thing.end + joint.unwrap_or(0);
        if let Some(owner) = owner.filter(|_| !named) {
            return (owner, true);
        }
        let end = if named { end } else { units.unwrap_or(thing.end) };
        let whole = matches!(kind, K::BorderClosure | K::RoadClosure | K::RiverCrossingSuspension)
            || end == thing.end;
        let opens = |word: &usize| ground.is_name(*word) || is_article(ground, *word);
        let inner =
            (thing.end + joint.unwrap_or(0)..end).find(opens).unwrap_or(thing.end + joint.unwrap_or(0));
        let start = if whole { start } else { inner };
        (start..end.max(thing.end), named || named_before || units.is_some())
    }

    /// The road or bridge that the reader of places found here: "the Waat–Lankien road".
    fn line(&self, thing: &Range<usize>) -> Option<Range<usize>> {
        let mut over = self.ground.places_over(thing).iter();
        let line = over.find(|place| matches!(place.kind, PlaceKind::Road | PlaceKind::Site))?;
        Some(line.words.start.min(thing.start)..line.words.end.max(thing.end))
    }

    /// A word for a sort of place stands among these: "the road", "l'aéroport international".
    fn is_site(&self, words: &Range<usize>) -> bool {
        words.clone().any(|at| self.ground.place_word(at, words.end).is_some())
    }

    /// "Nikopol's outdoor" markets: the name before the possessive.
    fn owner(&self, thing: usize, first: usize) -> Option<Range<usize>> {
        let mark = (first.max(thing.saturating_sub(3))..thing)
            .rev()
            .find(|&at| self.ground.words.key(at) == "'s")?;
        let start = self.with_article(mark, first);
        (start < mark && self.ground.is_name(mark - 1)).then_some(start..mark)
    }

    /// Back over articles and names: "the Gatumba" crossing, "The Plateau State" government.
    pub(super) fn with_article(&self, mut start: usize, first: usize) -> usize {
        let ground = self.ground;
        while start > first && ground.is_name(start - 1) && !ground.is_common(start - 1, first) {
            start -= 1;
        }
        // "On the N14 the police": an article begins its own phrase.
        start - usize::from(start > first && is_article(self.ground, start - 1))
    }

    /// What the paragraph spoke of last, else what the text is about.
    fn around(&self, sentence: usize) -> Option<Range<usize>> {
        self.before(sentence)
            .or_else(|| self.label(sentence))
            .or_else(|| self.home.get_or_init(|| home(self.ground)).clone())
    }

    /// The place that heads the paragraph or its section: "Upper Nile. River traffic is suspended".
    fn label(&self, sentence: usize) -> Option<Range<usize>> {
        let words = self.ground.words;
        let block = words.sentences.get(sentence)?.block;
        let earlier = words.sentences.get(..sentence)?.iter().enumerate().rev().take(PARAGRAPH);
        let mut heads = earlier
            .take_while(|(_, earlier)| earlier.block + 1 >= block)
            .filter(|(nth, earlier)| {
                earlier.block == block && words.is_label(*nth) || earlier.kind == BlockKind::Heading
            })
            .map(|(_, earlier)| earlier.words.clone());
        heads.find_map(|head| self.spoken(head, false))
    }

    /// The last place where something was in the sentences before, in the same paragraph; else any that they name.
    fn before(&self, sentence: usize) -> Option<Range<usize>> {
        let words = self.ground.words;
        let block = words.sentences.get(sentence)?.block;
        let earlier = || {
            let all = words.sentences.get(..sentence).unwrap_or(&[]).iter().rev().take(PARAGRAPH);
            all.take_while(move |earlier| earlier.block == block).map(|earlier| earlier.words.clone())
        };
        earlier()
            .find_map(|one| self.spoken(one, true))
            .or_else(|| earlier().find_map(|one| self.spoken(one, false)))
    }

    /// The place of a sentence, a unit of administration first; or only one where something is told to be.
    fn spoken(&self, sentence: Range<usize>, there: bool) -> Option<Range<usize>> {
        let is_there =
            |extent: &Extent| extent.standing.is_none_or(|standing| standing >= PlaceStanding::Near);
        let extents = self.ground.extents(sentence).into_iter();
        let told = extents.filter(|extent| extent.named && (!there || is_there(extent)));
        let rank = |extent: &Extent| {
            (weakness(extent.standing, MeasureKind::Other) > 4, !self.ground.is_unit(extent))
        };
        told.min_by_key(rank).map(|extent| extent.words)
    }
}

/// What the way in which a place stands in its sentence costs it.
fn weakness(standing: Option<PlaceStanding>, kind: MeasureKind) -> usize {
    use MeasureKind as K;
    let leads = matches!(kind, K::FlightBan | K::RoadClosure | K::RiverCrossingSuspension | K::BorderClosure);
    match standing {
        Some(PlaceStanding::In | PlaceStanding::Near) => 0,
        Some(PlaceStanding::Bare) => 2,
        Some(PlaceStanding::Of) => 3,
        Some(PlaceStanding::Towards) if leads => 0,
        Some(PlaceStanding::Towards | PlaceStanding::Offset) => 8,
        Some(PlaceStanding::Dateline) => 20,
        None => 4,
    }
}

/// "the four areas", "les deux provinces", "ces trois départements".
fn is_definite(ground: Ground, word: usize) -> bool {
    matches!(ground.words.key(word), "the" | "these" | "those" | "les" | "ces" | "all" | "both")
}

pub(super) fn is_article(ground: Ground, word: usize) -> bool {
    matches!(ground.words.key(word), "the" | "le" | "la" | "les" | "l'")
}

/// The place that the text names most: one in its headline, one where something is, or a unit of administration
/// before another; the first of several.
fn home(ground: Ground) -> Option<Range<usize>> {
    let end = ground.words.sentences.get(OPENING).map_or(ground.words.words.len(), |last| last.words.start);
    let all = ground.places_over(&(0..end)).iter();
    let holds = |kind| matches!(kind, PlaceKind::Locality | PlaceKind::District | PlaceKind::Region);
    let spoken = all.filter(|place| {
        holds(place.kind) && place.standing >= PlaceStanding::Of && place.standing != PlaceStanding::Offset
    });
    let mut counted: Vec<(String, usize, Range<usize>)> = Vec::new();
    for place in spoken {
        let name = bare(ground, &place.words);
        let unit = matches!(place.kind, PlaceKind::District | PlaceKind::Region);
        let titled = ground.words.sentences[0].words.contains(&place.words.start);
        let there = place.standing >= PlaceStanding::Near;
        let weight = 1 + usize::from(unit) + usize::from(titled) + usize::from(there);
        match counted.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, times, words)) => {
                *times += weight;
                if place.words.len() > words.len() {
                    *words = place.words.clone();
                }
            }
            None => counted.push((name, weight, place.words.clone())),
        }
    }
    let most = counted.into_iter().rev().max_by_key(|(_, times, _)| *times).map(|(_, _, words)| words);
    most.or_else(|| repeated(ground))
}

/// A place's name without the word for its sort: "Bafoulabé cercle" is Bafoulabé.
fn bare(ground: Ground, words: &Range<usize>) -> String {
    let names = words.clone().filter(|&at| ground.is_name(at) && ground.place_word(at, words.end).is_none());
    let name: Vec<&str> = names.map(|at| ground.words.key(at)).collect();
    if name.is_empty() { ground.words.key(words.start).to_owned() } else { name.join(" ") }
}

/// How far on a name is looked for again, in words.
const AGAIN: usize = 5000;

/// A short notice leads to no place: the first name that it says twice.
fn repeated(ground: Ground) -> Option<Range<usize>> {
    let words = ground.words;
    let named = |word: &usize| ground.is_name(*word) && words.written(*word).len() > 3;
    let again = |word: &usize| {
        (*word + 1..words.words.len().min(word + AGAIN))
            .any(|other| words.key(other) == words.key(*word) && ground.is_name(other))
    };
    (0..words.words.len().min(OPENING)).filter(named).find(again).map(|word| word..word + 1)
}
