//! An account as this room sees it: what linking and settling compare, prepared once.

use crate::Told;
use crate::names;
use crate::table::Tables;
use crate::voices::{self, Shingles};
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use vigie_model::{
    Account, AccountId, Basis, DatePrecision, PlaceKind, PlaceMethod, Published, Reading, fold, fold_name,
    stable_digest,
};

/// A window is sharp up to so many days: a night, or a weekend.
const SHARP_DAYS: i64 = 3;
/// An account without a date was told of something at most so long before it was published.
const UNDATED_DAYS: i64 = 45;

/// One account, prepared.
#[derive(Debug)]
pub struct Facts<'a> {
    /// What is known about telling and settling.
    pub tables: &'a Tables,
    /// The report that tells it.
    pub reading: &'a Reading,
    /// What it tells.
    pub account: &'a Account,
    /// Its stable id, or a stand-in where the reading has none.
    pub id: AccountId,
    /// `<report id>#<account key>`.
    pub member: String,
    /// When.
    pub window: Window,
    /// ISO codes of every country that a place of it lies in.
    pub countries: BTreeSet<&'a str>,
    /// The place was found within its country; else the country itself is half a guess.
    pub pinned: bool,
    /// Villages, towns, sites and areas, as they sound.
    pub names: BTreeSet<String>,
    /// The proper words of names of several words: the town in "the market of Tibiri".
    pub name_words: BTreeSet<String>,
    /// Districts and communes, as they sound: often named after their town, and told in its stead.
    pub districts: BTreeSet<String>,
    /// Numbers of roads and sounds of rivers.
    pub ways: BTreeSet<String>,
    /// First-level units, folded.
    pub admin1: BTreeSet<String>,
    /// Second-level units, folded.
    pub admin2: BTreeSet<String>,
    /// Names and numbers of the sentences that tell it.
    pub words: BTreeSet<String>,
    /// The whole report's text, for copies; empty where it is not at hand.
    pub story: Rc<Shingles>,
}

/// The days that an account may speak of, reckoned from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First and last day; `None` where neither the account nor its publication gives one.
    pub days: Option<(i64, i64)>,
    /// The report itself gives a day.
    pub dated: bool,
    /// It names a day, or a night.
    pub sharp: bool,
}

/// Every account of every reading, in an order that the order of arrival has no part in; the same account of the
/// same reading handed in twice counts once.
pub fn gather<'a>(tables: &'a Tables, told: &[Told<'a>]) -> Vec<Facts<'a>> {
    let mut facts: Vec<Facts<'a>> = told.iter().flat_map(|told| prepare(tables, told)).collect();
    facts.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.account.evidence.cmp(&b.account.evidence)));
    let mut seen = BTreeSet::new();
    facts.retain(|one| seen.insert((one.id.clone(), one.member.clone())));
    facts
}

fn prepare<'a>(tables: &'a Tables, told: &Told<'a>) -> Vec<Facts<'a>> {
    let story = Rc::new(told.text.map(voices::shingles).unwrap_or_default());
    told.reading.incidents.iter().map(|account| Facts::new(tables, told, account, &story)).collect()
}

impl<'a> Facts<'a> {
    /// One account by itself, for `why`.
    pub fn alone(tables: &'a Tables, told: &Told<'a>, account: &'a Account) -> Self {
        Self::new(tables, told, account, &Rc::new(told.text.map(voices::shingles).unwrap_or_default()))
    }

    fn new(tables: &'a Tables, told: &Told<'a>, account: &'a Account, story: &Rc<Shingles>) -> Self {
        let reading = told.reading;
        Self {
            tables,
            reading,
            account,
            id: account_id(reading, account),
            member: format!("{}#{}", reading.id, account.key),
            window: Window::of(reading, account),
            countries: account.places.iter().filter_map(|place| place.country.as_deref()).collect(),
            pinned: account.place_method != Some(PlaceMethod::Country),
            names: local_names(account).map(names::sound).filter(|sound| !sound.is_empty()).collect(),
            name_words: local_names(account).flat_map(names::proper_words).collect(),
            districts: districts(account),
            ways: ways(account),
            admin1: units(account.places.iter().map(|place| place.admin1.as_deref())),
            admin2: units(account.places.iter().map(|place| place.admin2.as_deref())),
            words: distinctive(telling(told, account)),
            story: Rc::clone(story),
        }
    }

    /// Earliest-published first, the unpublished last; then by id.
    pub fn rank(&self) -> (bool, Option<jiff::Timestamp>, &AccountId, &str) {
        let published = self.reading.published.and_then(Published::instant);
        (published.is_none(), published, &self.id, &self.member)
    }
}

/// Readings of others, and gold annotations, carry no account ids: report and key stand in, so that ids differ.
fn account_id(reading: &Reading, account: &Account) -> AccountId {
    if !account.account.as_str().is_empty() {
        return account.account.clone();
    }
    AccountId(format!(
        "a{}",
        stable_digest("stand-in", &[reading.report.as_str(), &reading.id, &account.key])
    ))
}

impl Window {
    fn of(reading: &Reading, account: &Account) -> Self {
        let told = reading.published.map(|published| day_number(published.day()));
        let Some((first, last)) = account.date.bounds() else {
            return Self { days: told.map(|day| (day - UNDATED_DAYS, day)), dated: false, sharp: false };
        };
        // Nothing is told before it happens, with a day's grace for the zones of the earth: a day that was still
        // to come is misread, and no day at all.
        let first = day_number(first);
        if told.is_some_and(|told| first > told + 1) {
            return Self { days: told.map(|day| (day - UNDATED_DAYS, day)), dated: false, sharp: false };
        }
        let last = told.map_or(day_number(last), |told| day_number(last).min(told + 1)).max(first);
        let named = account.date.precision == DatePrecision::Day && !date_is_default(reading, account);
        Self { days: Some((first, last)), dated: true, sharp: named && last - first < SHARP_DAYS }
    }
}

/// The date was filled in from the publication, which is off by a day or more as often as not.
fn date_is_default(reading: &Reading, account: &Account) -> bool {
    let mut claims = reading.claims.iter().filter(|claim| claim.about == account.key);
    claims.any(|claim| claim.basis == Basis::Default && claim.property.starts_with("/date"))
}

fn day_number(day: Date) -> i64 {
    day.duration_since(date(1970, 1, 1)).as_hours() / 24
}

/// Not the units, which many villages share, nor the roads, which run through many. A primary place that is a
/// unit names no village either.
fn local_names(account: &Account) -> impl Iterator<Item = &str> {
    let local =
        |kind| matches!(kind, PlaceKind::Site | PlaceKind::Locality | PlaceKind::Area | PlaceKind::Border);
    let listed = |name: &str| account.places.iter().any(|place| place.name == name);
    let primary = account.primary_place.as_deref().filter(|name| !listed(name));
    account
        .places
        .iter()
        .filter(move |place| local(place.kind))
        .map(|place| place.name.as_str())
        .chain(primary)
}

fn districts(account: &Account) -> BTreeSet<String> {
    let districts = account.places.iter().filter(|place| place.kind == PlaceKind::District);
    districts.map(|district| names::sound(&district.name)).filter(|sound| !sound.is_empty()).collect()
}

fn ways(account: &Account) -> BTreeSet<String> {
    let ways = account.places.iter().filter(|place| matches!(place.kind, PlaceKind::Road | PlaceKind::River));
    ways.map(|way| names::road_number(&way.name).unwrap_or_else(|| names::sound(&way.name))).collect()
}

fn units<'n>(names: impl Iterator<Item = Option<&'n str>>) -> BTreeSet<String> {
    names.flatten().map(fold_name).filter(|name| !name.is_empty()).collect()
}

/// A report of one happening tells it throughout; one of several tells each in its own sentences.
fn telling<'a>(told: &Told<'a>, account: &'a Account) -> &'a str {
    match told.text {
        Some(text) if told.reading.incidents.len() == 1 => text,
        _ => &account.evidence,
    }
}

/// Capitalised words in mid-sentence and numbers of two digits or more: what two writers would both keep.
fn distinctive(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut sentence_starts = true;
    for raw in text.split_whitespace() {
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(first) = bare.chars().next() {
            let number = first.is_ascii_digit() && bare.len() >= 2;
            if number || (first.is_uppercase() && !sentence_starts && bare.chars().count() >= 4) {
                words.extend(fold(bare).split(' ').filter(|word| word.len() >= 2).map(str::to_owned));
            }
        }
        sentence_starts = raw.ends_with(['.', '!', '?', ':', '»', '”', '"']);
    }
    words
}

/// How many accounts tell each of these keys; sorted by count, the most first, then by key.
pub fn tally<K: Ord, I: IntoIterator<Item = K>>(keys: I) -> Vec<(K, usize)> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let mut rows: Vec<(K, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    rows
}
