//! Readings against annotations, report by report.

use crate::alike::{same_actor, same_figure, same_measure};
use crate::days::date_right;
use crate::gold::in_check_part;
use crate::loose::{Key, agree, field, key, list, nonzero, point, text};
use crate::notation::{plain, quoted};
use crate::pairing::pair;
use crate::places::{admin1, country, km, primary_right, same_admin1};
use crate::table::Cell;
use crate::tally::{Marks, Tally, share};
use serde_json::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};

const WHOLE: &str = "whole record (type, date, place, killed)";
const HELD: &str = "stated radius holds the truth (gold within 10 km)";
const TOLL: [&str; 3] = ["killed", "injured", "abducted"];
const NOTHING: &Value = &Value::Null;

/// What the readings are worth.
pub struct Judged {
    /// Found or missed.
    pub fields: Vec<(String, Cell)>,
    /// Right or wrong.
    pub rates: Vec<(String, Cell)>,
    /// Predicted account to true account, as `report#key`.
    pub aligned: BTreeMap<String, String>,
    /// Of the open part, where asked for.
    pub errors: Vec<String>,
}

/// The readings by their report's id; the last of two wins.
pub fn by_id(readings: &[Value]) -> BTreeMap<&str, &Value> {
    readings.iter().map(|reading| (text(reading, "id"), reading)).collect()
}

/// Judges every annotated report; one that was not read counts as read and found quiet.
pub fn judge(
    annotations: &BTreeMap<String, Value>,
    readings: &BTreeMap<&str, &Value>,
    show_errors: bool,
) -> Judged {
    let mut board = Board::default();
    for (id, gold) in annotations {
        let reading = readings.get(id.as_str()).copied().unwrap_or(NOTHING);
        board.report(&Report { id, gold, reading, shown: show_errors && !in_check_part(id) });
    }
    board.close()
}

struct Report<'a> {
    id: &'a str,
    gold: &'a Value,
    reading: &'a Value,
    shown: bool,
}

#[derive(Default)]
struct Board {
    incidents: Tally,
    perpetrators: Tally,
    targets: Tally,
    tactics: Tally,
    counts: Tally,
    tolls: Tally,
    measures: Tally,
    figures: Tally,
    by_lang: BTreeMap<String, Tally>,
    marks: Marks,
    quiet: usize,
    disturbed: usize,
    distances: Vec<f64>,
    radii: Vec<Number>,
    held: usize,
    aligned: BTreeMap<String, String>,
    errors: Vec<String>,
}

impl Board {
    fn report(&mut self, report: &Report<'_>) {
        let (golds, predicted) = (list(report.gold, "incidents"), list(report.reading, "incidents"));
        self.quiet += usize::from(golds.is_empty());
        self.disturbed += usize::from(golds.is_empty() && !predicted.is_empty());
        let pairs: BTreeMap<usize, usize> = pair(golds, predicted).into_iter().collect();
        self.incidents.add(pairs.len(), golds.len(), predicted.len());
        let lang = self.by_lang.entry(lang(report.gold)).or_default();
        lang.add(pairs.len(), golds.len(), predicted.len());
        if report.shown {
            self.list_unpaired(report, &pairs);
        }
        for (i, gold) in golds.iter().enumerate() {
            let found = pairs.get(&i).map(|j| &predicted[*j]);
            match found {
                Some(found) => self.found(report, gold, found),
                None => self.missed(report, gold),
            }
            self.lists(gold, found.unwrap_or(NOTHING));
        }
        self.around(report);
    }

    fn list_unpaired(&mut self, report: &Report<'_>, pairs: &BTreeMap<usize, usize>) {
        let (id, paired): (_, BTreeSet<usize>) = (report.id, pairs.values().copied().collect());
        let golds = list(report.gold, "incidents").iter().enumerate();
        let missed = golds.filter(|(i, _)| !pairs.contains_key(i)).map(|(_, gold)| gold);
        let say_missed =
            |gold: &Value| format!("missed   {id}#{}: {}", plain(gold.get("key")), in_short(gold));
        self.errors.extend(missed.map(say_missed));
        let predicted = list(report.reading, "incidents").iter().enumerate();
        let invented = predicted.filter(|(j, _)| !paired.contains(j)).map(|(_, extra)| extra);
        self.errors.extend(invented.map(|extra| format!("invented {id}: {}", in_short(extra))));
    }

    fn missed(&mut self, report: &Report<'_>, gold: &Value) {
        for question in ["event type", "sub-event type", "date", "primary place", "country", "status"] {
            self.marks.mark(question, false);
        }
        if !admin1(gold).is_empty() {
            self.marks.mark("admin 1", false);
        }
        if point(gold, "point").is_some() {
            self.marks.mark("geocode within radius", false);
        }
        self.mark_whole(report, false);
    }

    fn found(&mut self, report: &Report<'_>, gold: &Value, found: &Value) {
        let name = |incident: &Value| format!("{}#{}", report.id, plain(incident.get("key")));
        self.aligned.insert(name(found), name(gold));
        self.marks.mark("event type", agree(gold, found, "event_type"));
        self.marks.mark("sub-event type", agree(gold, found, "sub_event_type"));
        self.marks.mark("date", date_right(gold, found));
        self.marks.mark("primary place", primary_right(gold, found));
        self.marks.mark("country", country(gold).is_empty() || country(gold) == country(found));
        if !admin1(gold).is_empty() {
            self.marks.mark("admin 1", same_admin1(admin1(gold), admin1(found)));
        }
        self.marks.mark("status", agree(gold, found, "status"));
        self.geocode(gold, found);
        let whole = is_whole(gold, found);
        self.mark_whole(report, whole);
        if report.shown && !whole {
            self.errors.push(partial(&name(gold), gold, found));
        }
    }

    fn mark_whole(&mut self, report: &Report<'_>, whole: bool) {
        self.marks.mark(WHOLE, whole);
        self.marks.mark(&format!("whole record [{}]", lang(report.gold)), whole);
    }

    fn geocode(&mut self, gold: &Value, found: &Value) {
        let Some(truth) = point(gold, "point") else { return };
        let Some(guess) = point(found, "point") else {
            return self.marks.mark("geocode within radius", false);
        };
        let far = km(truth, guess);
        self.marks.mark("geocode within radius", far <= nonzero(gold, "radius_km").unwrap_or(25.0).max(1.0));
        self.distances.push(far);
        // A stated radius can be judged only where the gold point itself is good to 10 km.
        if let Some(Value::Number(radius)) = field(found, "radius_km")
            && nonzero(gold, "radius_km").unwrap_or(99.0) <= 10.0
        {
            self.held += usize::from(far <= size(radius));
            self.radii.push(radius.clone());
        }
    }

    fn lists(&mut self, gold: &Value, found: &Value) {
        self.perpetrators.fuzzy(&perpetrators(gold), &perpetrators(found), same_actor);
        self.targets.sets(&target_classes(gold), &target_classes(found));
        self.tactics.sets(&tactics(gold), &tactics(found));
        self.counts.sets(&all_counts(gold), &all_counts(found));
        self.tolls.sets(&toll_floors(gold), &toll_floors(found));
    }

    fn around(&mut self, report: &Report<'_>) {
        let all = |value, key| list(value, key).iter().collect::<Vec<&Value>>();
        let (gold, reading) = (report.gold, report.reading);
        self.measures.fuzzy(&all(gold, "measures"), &all(reading, "measures"), same_measure);
        self.figures.fuzzy(&all(gold, "figures"), &all(reading, "figures"), same_figure);
    }

    fn close(self) -> Judged {
        let fields = self.field_rows();
        let (aligned, errors) = (self.aligned, self.errors);
        let mut rates = self.marks.shares();
        let kept = if self.quiet == 0 { 1.0 } else { 1.0 - self.disturbed as f64 / self.quiet as f64 };
        rates.push(("quiet reports kept quiet".into(), Cell::Share { accuracy: kept, n: self.quiet }));
        rates.extend(geocode_rates(self.distances, self.radii, self.held));
        Judged { fields, rates, aligned, errors }
    }

    fn field_rows(&self) -> Vec<(String, Cell)> {
        let rows = [
            ("incidents", self.incidents),
            ("perpetrators", self.perpetrators),
            ("targets (class)", self.targets),
            ("tactics", self.tactics),
            ("counts", self.counts),
            ("counts (toll lower bound)", self.tolls),
            ("measures", self.measures),
            ("figures", self.figures),
        ];
        let langs = self.by_lang.iter().map(|(lang, tally)| (format!("incidents [{lang}]"), tally.row()));
        rows.map(|(name, tally)| (name.to_owned(), tally.row())).into_iter().chain(langs).collect()
    }
}

fn geocode_rates(mut distances: Vec<f64>, mut radii: Vec<Number>, held: usize) -> Vec<(String, Cell)> {
    let mut rates = Vec::new();
    distances.sort_by(f64::total_cmp);
    if let Some(value) = distances.get(distances.len() / 2).copied().and_then(Number::from_f64) {
        rates.push(("median geocode error km".into(), Cell::Value { value, n: distances.len() }));
    }
    radii.sort_by(|a, b| size(a).total_cmp(&size(b)));
    if let Some(value) = radii.get(radii.len() / 2).cloned() {
        let n = radii.len();
        rates.push((HELD.into(), Cell::Share { accuracy: share(held, n), n }));
        rates.push(("median stated radius km".into(), Cell::Value { value, n }));
    }
    rates
}

fn size(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::INFINITY)
}

fn lang(gold: &Value) -> String {
    gold.get("lang").map_or_else(|| "?".to_owned(), |lang| plain(Some(lang)))
}

fn is_whole(gold: &Value, found: &Value) -> bool {
    agree(gold, found, "event_type")
        && date_right(gold, found)
        && primary_right(gold, found)
        && dead(gold).keys().eq(dead(found).keys())
}

fn in_short(incident: &Value) -> String {
    let start = plain(field(incident, "date").and_then(|date| date.get("start")));
    format!("{} · {} · {start}", plain(incident.get("sub_event_type")), plain(incident.get("primary_place")))
}

fn partial(name: &str, gold: &Value, found: &Value) -> String {
    let both = |say: fn(&Value) -> String| format!("{}→{}", say(gold), say(found));
    format!(
        "partial  {name}: type {} · place {} · date {} · killed {}",
        both(|incident| plain(incident.get("sub_event_type"))),
        both(|incident| plain(incident.get("primary_place"))),
        both(|incident| plain(field(incident, "date").and_then(|date| date.get("start")))),
        both(say_dead),
    )
}

fn say_dead(incident: &Value) -> String {
    let mut printed: Vec<String> = dead(incident).into_values().collect();
    printed.sort();
    format!("[{}]", printed.join(", "))
}

/// The dead that it counts, each with the way it is printed.
fn dead(incident: &Value) -> BTreeMap<CountKey, String> {
    let killed = list(incident, "counts").iter().filter(|count| text(count, "what") == "killed");
    let printed = |count: &Value| ["what", "min", "max"].map(|part| quoted(count.get(part))).join(", ");
    killed.rev().map(|count| (count_key(count), format!("({})", printed(count)))).collect()
}

type CountKey = [Key; 3];

fn count_key(count: &Value) -> CountKey {
    ["what", "min", "max"].map(|part| key(count, part))
}

fn all_counts(incident: &Value) -> BTreeSet<CountKey> {
    list(incident, "counts").iter().map(count_key).collect()
}

fn toll_floors(incident: &Value) -> BTreeSet<[Key; 2]> {
    let toll = list(incident, "counts").iter().filter(|count| TOLL.contains(&text(count, "what")));
    toll.map(|count| ["what", "min"].map(|part| key(count, part))).collect()
}

fn perpetrators(incident: &Value) -> Vec<&Value> {
    list(incident, "actors").iter().filter(|actor| text(actor, "role") == "perpetrator").collect()
}

fn target_classes(incident: &Value) -> BTreeSet<Key> {
    list(incident, "targets").iter().map(|target| key(target, "class")).collect()
}

fn tactics(incident: &Value) -> BTreeSet<String> {
    list(incident, "tactics").iter().map(Value::to_string).collect()
}
