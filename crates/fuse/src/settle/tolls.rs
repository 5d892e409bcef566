//! Numbers: one row a (what, who), its range, the settled value, and the claims for and against.
//!
//! Each claim's number is weighed by who is cited for it, how many independent voices give it, how late and how
//! exact it is (`data/fuse/settling.tsv`). The rule that a row names is the term that made the difference to
//! the runner-up. Tolls replace one another, they are never added up.

mod said;

use crate::facts::Facts;
use crate::table::{SourceClass, Tables, Term};
use jiff::Timestamp;
use said::{Said, Voice};
use std::collections::{BTreeMap, BTreeSet};
use vigie_model::{CountWhat, CountWho, EventType, Role, SettledCount};

/// What a row counts, and on which side.
type Side = (CountWhat, CountWho);

/// A claim with the terms that speak for it.
struct Weighed<'s> {
    said: &'s Said,
    terms: Vec<(Term, f64)>,
    sum: f64,
}

/// The settled rows, in the order of the vocabularies.
pub fn settle(members: &[&Facts<'_>], voices: &[usize]) -> Vec<SettledCount> {
    let mut rows: BTreeMap<Side, Vec<Said>> = BTreeMap::new();
    for said in said::all(members, voices) {
        rows.entry((said.what, said.who)).or_default().push(said);
    }
    for what in CountWhat::ALL {
        merge_sides(&mut rows, *what);
    }
    let contested = contested(members, &rows);
    let Some(tables) = members.first().map(|facts| facts.tables) else { return Vec::new() };
    rows.into_iter().map(|(key, said)| row(tables, key, &said, contested.contains(&key))).collect()
}

/// One number told of "civilians" here and of "people" there is one claim, not two rows.
fn merge_sides(rows: &mut BTreeMap<Side, Vec<Said>>, what: CountWhat) {
    loop {
        let sides: Vec<CountWho> = rows.keys().filter(|key| key.0 == what).map(|key| key.1).collect();
        let pairs =
            sides.iter().enumerate().flat_map(|(at, a)| sides[at + 1..].iter().map(move |b| (*a, *b)));
        let merged = pairs.into_iter().find_map(|(a, b)| kept_side(&rows[&(what, a)], &rows[&(what, b)]));
        let Some((kept, gone)) = merged else { return };
        let moved = rows.remove(&(what, gone)).unwrap_or_default();
        rows.entry((what, kept)).or_default().extend(moved);
    }
}

/// Which of two rows keeps its side and which is taken up; `None` where they are two counts. A report that gives
/// both tells them apart, and is believed.
fn kept_side(a: &[Said], b: &[Said]) -> Option<(CountWho, CountWho)> {
    let tellers = |row: &[Said]| row.iter().map(|said| said.member).collect::<BTreeSet<_>>();
    if !tellers(a).is_disjoint(&tellers(b)) {
        return None;
    }
    let values = |row: &[Said]| row.iter().map(|said| said.value).collect::<BTreeSet<_>>();
    let (ours, theirs) = (values(a), values(b));
    let vague = |row: &[Said]| matches!(row[0].who, CountWho::Unknown | CountWho::Mixed);
    // A one or a two is told of either side; a row of no stated side joins the other where the ranges meet.
    let telling = ours.intersection(&theirs).any(|value| *value > 2);
    let meet = |row: &[Said], values: &BTreeSet<u32>| {
        row.iter().any(|said| values.iter().any(|value| said.allows(*value)))
    };
    let one = telling || ((vague(a) || vague(b)) && (meet(a, &theirs) || meet(b, &ours)));
    let firmer = (vague(a), b.len()) <= (vague(b), a.len());
    one.then(|| if firmer { (a[0].who, b[0].who) } else { (b[0].who, a[0].who) })
}

/// Dead that only the other side speaks of: soldiers that an armed group says it killed, and enemies that a side
/// says its strike or raid hit, while others bury civilians.
fn contested(members: &[&Facts<'_>], rows: &BTreeMap<Side, Vec<Said>>) -> BTreeSet<Side> {
    let only = |key: &Side, class| rows.get(key).is_some_and(|said| told_only_by(said, class));
    let (soldiers, enemies) =
        ((CountWhat::Killed, CountWho::SecurityForces), (CountWhat::Killed, CountWho::ArmedGroup));
    let boast = only(&soldiers, SourceClass::Group);
    let by_killers = only(&enemies, SourceClass::Group)
        || (only(&enemies, SourceClass::Forces) && !forces_helped(members));
    let excuse = by_killers && civilians_buried(members, rows);
    [(soldiers, boast), (enemies, excuse)]
        .into_iter()
        .filter_map(|(key, holds)| holds.then_some(key))
        .collect()
}

/// Denials aside.
fn told_only_by(said: &[Said], class: SourceClass) -> bool {
    let mut positive = said.iter().filter(|said| said.value > 0).peekable();
    positive.peek().is_some() && positive.all(|said| said.class == Some(class))
}

fn civilians_buried(members: &[&Facts<'_>], rows: &BTreeMap<Side, Vec<Said>>) -> bool {
    let civilians = rows.get(&(CountWhat::Killed, CountWho::Civilian));
    let battle = members.iter().all(|facts| facts.account.event_type == EventType::Battles);
    !battle && civilians.is_some_and(|said| said.iter().any(|said| said.value > 0))
}

/// Forces that came to help fought somebody else than the civilians.
fn forces_helped(members: &[&Facts<'_>]) -> bool {
    members.iter().any(|facts| {
        let responders = facts.account.actors.iter().filter(|actor| actor.role == Role::Responder);
        responders
            .into_iter()
            .any(|actor| facts.tables.source_class(&actor.name) == Some(SourceClass::Forces))
    })
}

fn row(tables: &Tables, (what, who): Side, said: &[Said], contested: bool) -> SettledCount {
    let (best, rule) = choose(tables, said, contested);
    let min = said.iter().filter(|said| !said.is_one_of_many()).map(|said| said.low).min().flatten();
    let open = said.iter().any(|said| said.high.is_none());
    let ids = |agrees: bool| {
        let of = said.iter().filter(|said| said.allows(best) == agrees);
        of.flat_map(|said| said.claims.iter().cloned()).collect()
    };
    SettledCount {
        what,
        who,
        min: if contested { Some(0) } else { min },
        best: Some(best),
        max: if open { None } else { said.iter().filter_map(|said| said.high).max() },
        rule: rule.to_owned(),
        for_: ids(true),
        against: ids(false),
    }
}

fn choose(tables: &Tables, said: &[Said], contested: bool) -> (u32, &'static str) {
    if contested {
        return (0, "contested");
    }
    let scale = Scale::of(said);
    let mut ranked: Vec<Weighed<'_>> = said.iter().map(|one| weigh(tables, one, &scale)).collect();
    ranked.sort_by(|a, b| b.sum.total_cmp(&a.sum)); // stable: the earlier told among equals
    let best = &ranked[0];
    let rule = match ranked.iter().find(|rival| !rival.said.agrees(best.said)) {
        None if said.len() == 1 => "only_claim",
        None => "agreed",
        Some(rival) => deciding(&best.terms, &rival.terms),
    };
    (best.said.value, rule)
}

/// The rule's name: what set the winner apart most from the best rival.
fn deciding(ours: &[(Term, f64)], theirs: &[(Term, f64)]) -> &'static str {
    let against =
        |term: Term| theirs.iter().find(|other| rule_of(other.0) == rule_of(term)).map_or(0.0, |t| t.1);
    let mut margins: Vec<(f64, &'static str)> =
        ours.iter().map(|(term, value)| (value - against(*term), rule_of(*term))).collect();
    margins.sort_by(|a, b| b.0.total_cmp(&a.0));
    margins.first().map_or("better_sourced", |margin| margin.1)
}

fn rule_of(term: Term) -> &'static str {
    match term {
        Term::Voices => "more_voices",
        Term::Later => "later",
        Term::Exact | Term::AtLeast => "more_exact",
        Term::Higher => "higher",
        _ => "better_sourced",
    }
}

fn weigh<'s>(tables: &Tables, one: &'s Said, scale: &Scale<'_>) -> Weighed<'s> {
    let mut terms = vec![
        (said::class_term(one), 1.0),
        (Term::Voices, scale.further_voices(one)),
        (Term::Later, rank(&scale.times, one.when)),
        (
            if one.low == one.high { Term::Exact } else { Term::AtLeast },
            if one.approximate { 0.0 } else { 1.0 },
        ),
        (Term::Higher, rank(&scale.values, Some(one.value))),
    ];
    if one.part {
        terms.push((Term::Part, 1.0));
    }
    if one.value == 0 && scale.values.len() > 1 {
        terms.push((Term::Denial, 1.0));
    }
    terms.iter_mut().for_each(|(term, value)| *value *= tables.term(*term));
    Weighed { said: one, sum: terms.iter().map(|term| term.1).sum(), terms }
}

/// What a row's claims are measured against.
struct Scale<'s> {
    /// Distinct and sorted.
    values: Vec<u32>,
    /// Distinct and sorted.
    times: Vec<Timestamp>,
    voices: BTreeMap<u32, BTreeSet<&'s Voice>>,
}

impl<'s> Scale<'s> {
    fn of(said: &'s [Said]) -> Self {
        let mut voices: BTreeMap<u32, BTreeSet<&Voice>> = BTreeMap::new();
        for one in said {
            voices.entry(one.value).or_default().insert(&one.voice);
        }
        let times: BTreeSet<Timestamp> = said.iter().filter_map(|said| said.when).collect();
        Self { values: voices.keys().copied().collect(), times: times.into_iter().collect(), voices }
    }

    fn further_voices(&self, one: &Said) -> f64 {
        let agreeing = self.voices.get(&one.value).map_or(1, BTreeSet::len);
        (agreeing as f64 - 1.0).clamp(0.0, 2.0)
    }
}

/// Where a value stands among the distinct ones, from 0 to 1; in the middle where there is no other, or it is
/// not known itself.
fn rank<T: Ord>(sorted: &[T], one: Option<T>) -> f64 {
    let Some(one) = one.filter(|_| sorted.len() >= 2) else { return 0.5 };
    sorted.partition_point(|other| *other < one) as f64 / (sorted.len() - 1) as f64
}
