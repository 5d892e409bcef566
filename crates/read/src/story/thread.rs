//! Whether a sentence goes on with what was told, or tells of something else.
//!
//! A coder looks at the day, the spot, the sort of event and how the sentence leans on the one before. Each of
//! these is a named feature; `data/ontology/thread.tsv` says how far it speaks for going on.

use super::{event_time, founds_story, told_there};
use crate::lexicon::Lexicon;
use crate::places::PlaceStanding;
use crate::scan::Scan;
use crate::senses::{Cue, Strength, Trigger};
use crate::time::Bound;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use vigie_model::{BlockKind, CountWho, DatePrecision, PlaceKind};

/// What a sentence says that may bind it to others or set it apart.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    groups: BTreeSet<Group>,
    days: Option<(Date, Date)>,
    spots: BTreeSet<String>,
    there: bool,
    areas: BTreeSet<String>,
    countries: BTreeSet<[u8; 2]>,
    actors: BTreeSet<String>,
    numbers: BTreeSet<u64>,
    sentence: usize,
    block: usize,
    coordinated: bool,
    cues: Vec<&'static str>,
}

/// How a text is put together, for all its sentences.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// The share of the paragraphs telling an event whose spots no other such paragraph names: near one in a round-up.
    pub round_up: f32,
}

impl Manner {
    /// Looks over the facts of a run of sentences that begins with the first one given.
    pub fn of(scan: &Scan, first: usize, facts: &[Facts]) -> Self {
        let mut blocks: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        let told = facts.iter().enumerate().filter(|&(nth, _)| {
            let kind = scan.words.sentences[first + nth].kind;
            kind != BlockKind::Title && founds_story(scan, first + nth)
        });
        for (_, facts) in told {
            blocks.entry(facts.block).or_default().extend(facts.spots.iter().map(String::as_str));
        }
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for spot in blocks.values().flatten() {
            *used.entry(spot).or_default() += 1;
        }
        let own = |spots: &&BTreeSet<&str>| !spots.is_empty() && spots.iter().all(|spot| used[spot] == 1);
        let alone = blocks.values().filter(own).count();
        Self { round_up: if alone < 2 { 0.0 } else { alone as f32 / blocks.len() as f32 } }
    }
}

/// What a run of sentences has told so far.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Its sentences, in text order.
    pub sentences: Vec<usize>,
    told: Facts,
}

/// Sorts of events that are seldom told of one happening unless it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Group {
    Fighting,
    Explosion,
    FromAfar,
    Taking,
    Property,
    Unrest,
    Territory,
    Accord,
    Policing,
    Rape,
}

impl Group {
    const ALL: &[(Group, &'static str)] = &[
        (Group::Fighting, "new_fighting"),
        (Group::Explosion, "new_explosion"),
        (Group::FromAfar, "new_from_afar"),
        (Group::Taking, "new_taking"),
        (Group::Property, "new_property"),
        (Group::Unrest, "new_unrest"),
        (Group::Territory, "new_territory"),
        (Group::Accord, "new_accord"),
        (Group::Policing, "new_policing"),
        (Group::Rape, "new_rape"),
    ];

    fn of(trigger: Trigger) -> Option<Self> {
        use Trigger as T;
        Some(match trigger {
            T::Kill | T::Attack | T::Ambush | T::Clash | T::Gunfire => Self::Fighting,
            T::Execute | T::Massacre | T::Assassinate => Self::Fighting,
            T::Explosive | T::Landmine | T::Blast | T::Suicide | T::CarBomb => Self::Explosion,
            T::Grenade | T::Chemical => Self::Explosion,
            T::Airstrike | T::Drone | T::Shelling => Self::FromAfar,
            T::Abduct => Self::Taking,
            T::Arson | T::Destroy | T::Loot | T::Rustle | T::Sabotage => Self::Property,
            T::Protest | T::Riot | T::Disperse | T::Mob => Self::Unrest,
            T::Capture | T::Retake | T::Withdraw | T::Base | T::Siege => Self::Territory,
            T::Agreement | T::Defect => Self::Accord,
            T::Arrest | T::Defuse | T::Intercept => Self::Policing,
            T::Rape => Self::Rape,
            T::Death | T::Injure | T::Take | T::Release | T::Missing | T::Displace | T::Threat => {
                return None;
            }
        })
    }
}

impl Facts {
    /// What the sentence says.
    pub fn of(scan: &Scan, sentence: usize) -> Self {
        let place = &scan.words.sentences[sentence];
        let range = place.words.clone();
        let strong = scan.live[sentence].iter().filter(|live| live.strength == Strength::Strong);
        let mut facts = Self {
            groups: strong.filter_map(|live| Group::of(live.trigger)).collect(),
            days: event_time(scan, range.clone()).and_then(|time| time.date.bounds()),
            there: told_there(scan, range.clone()),
            sentence,
            block: place.block,
            coordinated: scan.has_cue(range.clone(), Cue::Coordinated),
            cues: cues(scan, sentence),
            ..Self::default()
        };
        for found in scan.places_in(range.clone()) {
            let name = vigie_model::fold_name(scan.words.phrase(found.words.clone()));
            match found.kind {
                PlaceKind::Country => facts.countries.extend(found.country),
                PlaceKind::Region | PlaceKind::Area => drop(facts.areas.insert(name)),
                _ => drop(facts.spots.insert(name)),
            }
        }
        let named = scan.actors_in(range.clone()).flat_map(|found| found.candidates.first());
        facts.actors = named.map(|actor| actor.name.clone()).collect();
        let told = scan.quantities_in(range);
        facts.numbers = told.filter_map(|quantity| quantity.min).filter(|&number| number > 2).collect();
        facts
    }
}

/// How the days, the spots and the sorts of event of a sentence stand to those told before.
const DAYS: [&str; 5] = ["other", "same", "before", "here", "nowhere"];
const SPOTS: [&str; 5] = ["same", "there", "named", "none", "here"];
const EVENTS: [&str; 3] = ["none", "same", "new"];

/// Every one of them with every other: made once, for each sentence is weighed against each thread.
static TOGETHER: LazyLock<Vec<String>> = LazyLock::new(|| {
    let spots = |day: &'static str| SPOTS.iter().map(move |spot| format!("{day}.{spot}"));
    let events = |begun: String| EVENTS.iter().map(move |event| format!("{begun}.{event}"));
    DAYS.iter().copied().flat_map(spots).flat_map(events).collect()
});

impl Facts {
    /// An event, its day and its spot: a sentence that could stand alone.
    fn tells_all(&self) -> bool {
        !self.groups.is_empty() && self.days.is_some() && self.there
    }
}

/// How the sentence opens and what turns it.
fn cues(scan: &Scan, sentence: usize) -> Vec<&'static str> {
    let place = &scan.words.sentences[sentence];
    let range = place.words.clone();
    let opening = range.start..(range.start + OPENING).min(range.end);
    let mut cues = Vec::new();
    let mut mark = |name: &'static str, holds: bool| cues.extend(holds.then_some(name));
    for (cue, name) in TURNS {
        mark(name, scan.has_cue(opening.clone(), *cue));
    }
    mark("pluperfect", scan.has_cue(range.clone(), Cue::Pluperfect));
    mark("background", scan.has_cue(range.clone(), Cue::Background));
    mark("aftermath", scan.has_cue(range.clone(), Cue::Aftermath));
    mark("since", scan.times_in(range.clone()).any(|time| time.bound == Bound::Since));
    mark("listed", place.kind == BlockKind::ListItem);
    mark("opens_with_time", place.opens_block && event_time(scan, opening.clone()).is_some());
    mark("opens_with_place", place.opens_block && opens_there(scan, opening));
    mark("leans", leans(scan, sentence));
    people(scan, &range, &mut mark);
    let month = event_time(scan, range).is_some_and(|time| time.date.precision != DatePrecision::Day);
    mark("loose_day", month);
    cues
}

/// Openings that turn to something else, or go on.
const TURNS: &[(Cue, &str)] = &[
    (Cue::Separate, "separate"),
    (Cue::Earlier, "earlier"),
    (Cue::Later, "later"),
    (Cue::Meanwhile, "meanwhile"),
    (Cue::Likewise, "likewise"),
];

/// How far into a sentence a word still opens it.
const OPENING: usize = 7;

fn opens_there(scan: &Scan, opening: Range<usize>) -> bool {
    scan.places_in(opening)
        .any(|place| place.standing >= PlaceStanding::Near && place.kind != PlaceKind::Country)
}

/// "the attack", "cette attaque": the event word has a definite article or points back.
fn leans(scan: &Scan, sentence: usize) -> bool {
    let first = scan.words.sentences[sentence].words.start;
    scan.live[sentence].iter().any(|live| preceded(scan, first, live.words.start, Cue::Definite))
}

/// A small word of this sort stands before a word, numbers and short adjectives between left out.
fn preceded(scan: &Scan, first: usize, at: usize, wanted: Cue) -> bool {
    let near = at.saturating_sub(2).max(first)..at;
    let small = scan.cues_in(near).filter(|(_, cue)| matches!(cue, Cue::Definite | Cue::Indefinite)).last();
    small.is_some_and(|(_, cue)| cue == wanted)
}

/// How the sentence names the armed: "gunmen" come anew, "the gunmen" and "they" were there before.
fn people(scan: &Scan, range: &Range<usize>, mark: &mut impl FnMut(&'static str, bool)) {
    let armed = scan.people_in(range.clone()).find(|(_, people)| people.who == CountWho::ArmedGroup);
    if let Some((words, _)) = armed {
        let definite = preceded(scan, range.start, words.start, Cue::Definite);
        mark("armed_definite", definite);
        mark("armed_anew", !definite);
    }
    let opening = range.start..(range.start + 3).min(range.end);
    mark("opens_with_pronoun", scan.has_cue(opening, Cue::Pronoun));
}

impl Thread {
    /// A thread that begins with a sentence.
    pub fn begin(sentence: usize, facts: &Facts) -> Self {
        let mut thread = Self::default();
        thread.add(sentence, facts);
        thread
    }

    /// The thread goes on with a sentence. The first day told is its day.
    pub fn add(&mut self, sentence: usize, facts: &Facts) {
        self.sentences.push(sentence);
        self.told.groups.extend(facts.groups.iter().copied());
        self.told.days = self.told.days.or(facts.days);
        self.told.there |= facts.there;
        self.told.spots.extend(facts.spots.iter().cloned());
        self.told.areas.extend(facts.areas.iter().cloned());
        self.told.countries.extend(facts.countries.iter().copied());
        self.told.actors.extend(facts.actors.iter().cloned());
        self.told.numbers.extend(&facts.numbers);
        self.told.block = facts.block;
        self.told.coordinated |= facts.coordinated;
    }

    /// What speaks for the sentence going on with this thread, and what against. `current`: it was told last;
    /// `first`: it was told first.
    pub fn speak(
        &self,
        facts: &Facts,
        manner: Manner,
        (current, first): (bool, bool),
        say: &mut dyn FnMut(&str, f32),
    ) {
        let shared_spot = self.shares_spot(facts);
        let elsewhere = !shared_spot && self.both_name_spots(facts);
        let another_day = self.is_another_day(facts);
        facts.cues.iter().for_each(|name| say(name, 1.0));
        if self.told.block != facts.block {
            say("round_up_new_block", manner.round_up);
            say("round_up_elsewhere", if elsewhere { manner.round_up } else { 0.0 });
        }
        let mut mark = |name: &str, holds: bool| {
            if holds {
                say(name, 1.0);
            }
        };
        mark("current", current);
        mark("first", first);
        mark("same_block", current && self.told.block == facts.block);
        self.days(facts, &mut mark);
        self.places(facts, shared_spot, &mut mark);
        self.events(facts, &mut mark);
        mark(self.together(facts, shared_spot), true);
        let gap = facts.sentence.saturating_sub(self.sentences.last().copied().unwrap_or_default());
        mark("gap_some", (2..=4).contains(&gap));
        mark("gap_wide", gap > 4);
        mark("tells_all", facts.tells_all());
        mark("tells_all_elsewhere", facts.tells_all() && elsewhere);
        let both = !self.told.actors.is_empty() && !facts.actors.is_empty();
        let shared = !self.told.actors.is_disjoint(&facts.actors);
        mark("number_same", !self.told.numbers.is_disjoint(&facts.numbers));
        mark("new_block", self.told.block != facts.block);
        mark("another_day_elsewhere", another_day && elsewhere);
        mark("another_day_same_spot", another_day && shared_spot);
        mark("elsewhere_there", elsewhere && facts.there && !facts.cues.contains(&"leans"));
        mark("coordinated", (self.told.coordinated || facts.coordinated) && !another_day);
        mark("actor_same", both && shared);
        mark("actor_other", both && !shared);
    }

    /// Day, spot and sort of event at once: another day matters more at another spot, and less where nothing new
    /// is told. `other.there.new`.
    fn together(&self, facts: &Facts, shared: bool) -> &'static str {
        let day = match (self.told.days, facts.days) {
            (Some(_), Some(_)) if self.is_another_day(facts) => 0,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 2,
            (None, Some(_)) => 3,
            (None, None) => 4,
        };
        let elsewhere = !shared && self.both_name_spots(facts);
        let spot = match () {
            () if shared => 0,
            () if elsewhere && facts.there => 1,
            () if elsewhere => 2,
            () if facts.spots.is_empty() => 3,
            () => 4,
        };
        let event = match () {
            () if facts.groups.is_empty() => 0,
            () if !self.told.groups.is_disjoint(&facts.groups) => 1,
            () => 2,
        };
        &TOGETHER[(day * SPOTS.len() + spot) * EVENTS.len() + event]
    }

    fn is_another_day(&self, facts: &Facts) -> bool {
        let both = self.told.days.zip(facts.days);
        both.is_some_and(|((from, to), (start, end))| end < from || to < start)
    }

    fn both_name_spots(&self, facts: &Facts) -> bool {
        !self.told.spots.is_empty() && !facts.spots.is_empty()
    }

    /// One spot's name is within the other's: "the Gangontéry cement works" are at Gangontéry.
    fn shares_spot(&self, facts: &Facts) -> bool {
        let within = |long: &str, short: &str| {
            long.match_indices(short).any(|(at, _)| {
                let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                apart(long[..at].chars().next_back()) && apart(long[at + short.len()..].chars().next())
            })
        };
        let same = |a: &String, b: &String| within(a, b) || within(b, a);
        self.told.spots.iter().any(|told| facts.spots.iter().any(|spot| same(told, spot)))
    }

    fn days(&self, facts: &Facts, mark: &mut impl FnMut(&str, bool)) {
        match (self.told.days, facts.days) {
            (Some((from, to)), Some((start, end))) => {
                let gap = (start - to).get_days().max((from - end).get_days());
                mark("day_same", gap <= 0);
                mark("day_next", gap == 1);
                mark("day_apart", (2..=30).contains(&gap));
                mark("day_long_apart", gap > 30);
                mark("day_later", start > to);
            }
            (Some(_), None) => mark("day_only_before", true),
            (None, Some(_)) => mark("day_only_here", true),
            (None, None) => mark("day_nowhere", true),
        }
    }

    fn places(&self, facts: &Facts, shared: bool, mark: &mut impl FnMut(&str, bool)) {
        let told = &self.told;
        let other = !shared && !told.spots.is_empty() && !facts.spots.is_empty();
        mark("spot_same", shared);
        mark("spot_other_there", other && facts.there);
        mark("spot_other_named", other && !facts.there);
        mark("spot_only_before", !told.spots.is_empty() && facts.spots.is_empty());
        mark("spot_only_here", told.spots.is_empty() && !facts.spots.is_empty());
        let other_area =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        mark("area_other", other_area(&told.areas, &facts.areas));
        let abroad = !told.countries.is_empty() && !facts.countries.is_empty();
        mark("country_other", abroad && told.countries.is_disjoint(&facts.countries));
    }

    fn events(&self, facts: &Facts, mark: &mut impl FnMut(&str, bool)) {
        mark("no_event", facts.groups.is_empty());
        mark("event_same", !self.told.groups.is_disjoint(&facts.groups));
        for (group, name) in Group::ALL {
            mark(name, facts.groups.contains(group) && !self.told.groups.contains(group));
        }
    }
}

/// Threads of a stretch of sentences: each sentence goes to the thread that it fits best, or begins one.
pub fn threads(lexicon: &Lexicon, scan: &Scan, range: Range<usize>) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut current = 0;
    let facts: Vec<Facts> = range.clone().map(|sentence| Facts::of(scan, sentence)).collect();
    let manner = Manner::of(scan, range.start, &facts);
    for (sentence, facts) in range.zip(&facts) {
        let fit = |nth: usize| {
            let place = (nth == current, nth == 0);
            (nth, lexicon.threads.weigh(|say| threads[nth].speak(facts, manner, place, say)))
        };
        let best = open(threads.len()).map(fit).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        current = match best {
            Some((nth, sum)) if sum > 0.0 || !founds_story(scan, sentence) => {
                threads[nth].add(sentence, facts);
                nth
            }
            _ => {
                threads.push(Thread::begin(sentence, facts));
                threads.len() - 1
            }
        };
    }
    standing_alone(threads)
}

/// How many of the latest threads a sentence may go on with. A round-up of thousands of items must not ask them all.
const OPEN: usize = 16;

/// The first thread and the latest ones.
fn open(count: usize) -> impl Iterator<Item = usize> {
    let latest = count.saturating_sub(OPEN)..count;
    (0..count.min(1)).filter(move |_| count > OPEN).chain(latest)
}

/// A thread that names neither a day nor a spot of its own is a detail of what was told before it.
fn standing_alone(threads: Vec<Thread>) -> Vec<Thread> {
    let mut kept: Vec<Thread> = Vec::new();
    for thread in threads {
        let alone = thread.told.days.is_some() || thread.told.there;
        match kept.last_mut().filter(|_| !alone) {
            Some(before) => before.sentences.extend(thread.sentences),
            None => kept.push(thread),
        }
    }
    for thread in &mut kept {
        thread.sentences.sort_unstable();
    }
    kept
}
