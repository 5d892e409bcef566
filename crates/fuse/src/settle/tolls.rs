//! Numbers: one row a (what, who), its range, the settled value, and the claims for and against.
//!
//! Each claim's number is weighed by who is cited for it, how many independent voices give it, how late and how
//! exact it is (`data/fuse/settling.tsv`). The rule that a row names is the term that made the difference to
//! the runner-up. Tolls replace one another, they are never added up.

mod said;

use crate::facts::Facts;
use crate::table::{SourceClass, TABLES, Term};
use said::Said;
use std::collections::{BTreeMap, BTreeSet};
use vigie_model::{CountWhat, CountWho, EventType, Role, SettledCount};

/// The settled rows, in the order of the vocabularies.
pub fn settle(members: &[&Facts<'_>], voices: &[usize]) -> Vec<SettledCount> {
    let mut rows: BTreeMap<(CountWhat, CountWho), Vec<Said>> = BTreeMap::new();
    for said in said::all(members, voices) {
        rows.entry((said.what, said.who)).or_default().push(said);
    }
    for what in CountWhat::ALL {
        merge_sides(&mut rows, *what);
    }
    let contested = contested(members, &rows);
    rows.into_iter().map(|(key, said)| row(key, &said, contested.contains(&key))).collect()
}

/// One number told of "civilians" here and of "people" there is one claim, not two rows.
fn merge_sides(rows: &mut BTreeMap<(CountWhat, CountWho), Vec<Said>>, what: CountWhat) {
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
    let vague = |row: &[Said]| matches!(row[0].who, CountWho::Unknown | CountWho::Mixed);
    let same_number = a.iter().any(|x| b.iter().any(|y| x.value == y.value));
    let near = a.iter().any(|x| b.iter().any(|y| x.allows(y.value) || y.allows(x.value)));
    // A one or a two is told of either side; a row of no stated side joins the only other one there is.
    let telling = a.iter().any(|x| x.value > 2 && b.iter().any(|y| x.value == y.value));
    let one = telling || ((vague(a) || vague(b)) && (same_number || near));
    let firmer = |x: &[Said], y: &[Said]| (vague(x), y.len()) <= (vague(y), x.len());
    one.then(|| if firmer(a, b) { (a[0].who, b[0].who) } else { (b[0].who, a[0].who) })
}

/// Rows of enemy dead that only the side that killed civilians in the same incident speaks of: what an army says
/// that its strike hit, while others bury the dead.
fn contested(
    members: &[&Facts<'_>],
    rows: &BTreeMap<(CountWhat, CountWho), Vec<Said>>,
) -> BTreeSet<(CountWhat, CountWho)> {
    let key = (CountWhat::Killed, CountWho::ArmedGroup);
    let civilians = rows.get(&(CountWhat::Killed, CountWho::Civilian));
    let buried = civilians.is_some_and(|said| said.iter().any(|said| said.value > 0));
    let battle = members.iter().all(|facts| facts.account.event_type == EventType::Battles);
    let claimed =
        rows.get(&key).is_some_and(|said| said.iter().all(|said| speaks_for_the_killers(members, said)));
    if buried && !battle && claimed { BTreeSet::from([key]) } else { BTreeSet::new() }
}

/// A party speaks, and it is not the side that came to help: no responder is among the organised sides.
fn speaks_for_the_killers(members: &[&Facts<'_>], said: &Said) -> bool {
    let mut actors = members.iter().flat_map(|facts| &facts.account.actors);
    let class = |name: &str| TABLES.source_class(name) == Some(SourceClass::Party);
    let helped = actors.any(|actor| actor.role == Role::Responder && class(&actor.name));
    said.class == Some(SourceClass::Party) && !helped
}

fn row((what, who): (CountWhat, CountWho), said: &[Said], contested: bool) -> SettledCount {
    let (best, rule) = choose(said, contested);
    let min = said.iter().map(|said| said.low).min().flatten();
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

fn choose(said: &[Said], contested: bool) -> (u32, &'static str) {
    if contested {
        return (0, "contested");
    }
    let mut ranked: Vec<(f64, &Said, Vec<(Term, f64)>)> = said.iter().map(|one| weigh(one, said)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0)); // stable: the earlier told among equals
    let (_, best, terms) = &ranked[0];
    let rival = ranked.iter().find(|(_, other, _)| !other.agrees(best));
    let rule = match rival {
        None if said.len() == 1 => "only_claim",
        None => "agreed",
        Some((_, _, theirs)) => deciding(terms, theirs),
    };
    (best.value, rule)
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

/// A claim's sum, and its terms.
fn weigh<'s>(one: &'s Said, all: &[Said]) -> (f64, &'s Said, Vec<(Term, f64)>) {
    let class = said::class_term(one);
    let mut terms = vec![
        (class, 1.0),
        (Term::Voices, further_voices(one, all)),
        (Term::Later, rank(all.iter().map(|said| said.when), one.when)),
        (
            if one.low == one.high { Term::Exact } else { Term::AtLeast },
            if one.approximate { 0.0 } else { 1.0 },
        ),
        (Term::Higher, rank(all.iter().map(|said| said.value), one.value)),
    ];
    if one.value == 0 && all.iter().any(|said| said.value > 0) {
        terms.push((Term::Denial, 1.0));
    }
    terms.iter_mut().for_each(|(term, value)| *value *= TABLES.term(*term));
    (terms.iter().map(|term| term.1).sum(), one, terms)
}

fn further_voices(one: &Said, all: &[Said]) -> f64 {
    let agreeing: BTreeSet<&said::Voice> =
        all.iter().filter(|said| said.agrees(one)).map(|said| &said.voice).collect();
    (agreeing.len() as f64 - 1.0).clamp(0.0, 2.0)
}

/// Where a value stands among the distinct ones, from 0 to 1; 1 where there is no other.
fn rank<T: Ord>(all: impl Iterator<Item = T>, one: T) -> f64 {
    let distinct: BTreeSet<T> = all.collect();
    let below = distinct.iter().filter(|other| **other < one).count();
    if distinct.len() < 2 { 1.0 } else { below as f64 / (distinct.len() - 1) as f64 }
}
