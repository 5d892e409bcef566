//! Houses burned, vehicles destroyed, cattle taken, sites hit: things with the fitting event word beside them.

use super::Row;
use super::fate::what_befell;
use super::grammar::{ends_clause, in_time, is_and, is_determiner, is_preposition, number_at};
use super::heads::{Head, head_of};
use crate::number::Quantity;
use crate::scan::Scan;
use crate::senses::{Counted, Trigger};
use crate::words::Shape;
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// Things of one sort that a phrase names.
#[derive(Debug, Clone, PartialEq)]
struct Goods {
    counted: Counted,
    words: Range<usize>,
    min: Option<u64>,
    max: Option<u64>,
    /// A single one, without a number.
    single: bool,
}

/// Every count of things in a sentence.
pub(super) fn rows(scan: &Scan, sentence: &Range<usize>) -> Vec<Row> {
    let mut groups: Vec<Vec<Goods>> = Vec::new();
    for goods in all(scan, sentence) {
        match groups.last_mut() {
            Some(open) if open.last().is_some_and(|last| linked(scan, last, &goods)) => open.push(goods),
            _ => groups.push(vec![goods]),
        }
    }
    groups.iter().filter_map(|group| row(scan, group, sentence)).collect()
}

fn all(scan: &Scan, sentence: &Range<usize>) -> Vec<Goods> {
    let first = scan.quantities.partition_point(|quantity| quantity.words.start < sentence.start);
    let mut found: Vec<Goods> = scan.quantities[first..]
        .iter()
        .take_while(|quantity| quantity.words.start < sentence.end)
        .filter(|quantity| !quantity.article)
        .filter_map(|quantity| numbered(scan, quantity, sentence))
        .collect();
    found.extend(sentence.clone().filter_map(|at| one(scan, at, sentence)));
    found.sort_by_key(|goods| goods.words.start);
    found
}

fn numbered(scan: &Scan, quantity: &Quantity, sentence: &Range<usize>) -> Option<Goods> {
    let span = scan.words.span(quantity.words.clone());
    let mut figures = scan.figures_in(scan.words.sentence_of(quantity.words.start));
    let statistic = figures.any(|figure| figure.anchor.overlaps(span));
    let Head::Thing(words, counted) = head_of(scan, quantity, sentence.end) else { return None };
    (!statistic && quantity.max != Some(0) && !in_time(scan, quantity.words.start)).then_some(Goods {
        counted,
        words: quantity.words.start..words.end,
        min: quantity.min,
        max: quantity.max,
        single: false,
    })
}

/// "a minibus", "leur véhicule": one vehicle counts, as coders count it; one house or one shop is damage.
fn one(scan: &Scan, at: usize, sentence: &Range<usize>) -> Option<Goods> {
    if !is_determiner(scan, scan.words.key(at)) {
        return None;
    }
    let (words, thing) = scan.things_in(at + 1..(at + 3).min(sentence.end)).next()?;
    let key = scan.words.key(words.end - 1);
    let plain = (at + 1..words.start).all(|word| scan.words.shape(word) == Shape::Lower);
    let single = thing.counted == Some(Counted::Vehicle) && !key.ends_with('s') && plain;
    single.then_some(Goods {
        counted: Counted::Vehicle,
        words: at..words.end,
        min: Some(1),
        max: Some(1),
        single,
    })
}

/// "an excavator and two pick-ups".
fn linked(scan: &Scan, before: &Goods, after: &Goods) -> bool {
    let between = before.words.end..after.words.start;
    let joint = between.clone().rev().find(|&at| is_and(scan.words.key(at)) || scan.words.key(at) == ",");
    before.counted == after.counted
        && joint.is_some_and(|joint| {
            joint <= before.words.end + 3
                && (joint + 1..between.end).all(|at| is_preposition(scan.words.key(at)))
                && scan.triggers_in(between).next().is_none()
        })
}

fn row(scan: &Scan, group: &[Goods], sentence: &Range<usize>) -> Option<Row> {
    let (first, last) = (group.first()?, group.last()?);
    let words = first.words.start..last.words.end;
    let single = group.iter().all(|goods| goods.single);
    let by = befell(scan, &words, first.counted, single, sentence)?;
    let what = match first.counted {
        // A house that still stands is a place that was hit.
        Counted::House if is_damage(scan, &by) => CountWhat::FacilitiesHit,
        Counted::House => CountWhat::HousesBurned,
        Counted::Vehicle => CountWhat::VehiclesDestroyed,
        Counted::Livestock => CountWhat::LivestockStolen,
        Counted::Facility => CountWhat::FacilitiesHit,
    };
    let (min, max) = (group.iter().map(|goods| goods.min).sum(), group.iter().map(|goods| goods.max).sum());
    Some(Row { what, who: CountWho::Civilian, words, min, max, single })
}

fn fits(counted: Counted, trigger: Trigger) -> bool {
    use Trigger as T;
    match counted {
        Counted::House => matches!(trigger, T::Arson | T::Destroy),
        Counted::Vehicle => matches!(trigger, T::Arson | T::Destroy),
        Counted::Livestock => matches!(trigger, T::Loot | T::Rustle | T::Take),
        Counted::Facility => {
            matches!(trigger, T::Attack | T::Arson | T::Destroy | T::Airstrike | T::Shelling | T::Drone)
        }
    }
}

/// The fitting event word stands before them as a verb does, or after them in their clause.
fn befell(
    scan: &Scan,
    words: &Range<usize>,
    counted: Counted,
    single: bool,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    if is_means(scan, words.start, sentence) {
        return None;
    }
    let suits = |at: &Range<usize>, trigger| {
        fits(counted, trigger) && !(counted == Counted::Vehicle && is_damage(scan, at))
    };
    let back = words.start.saturating_sub(if single { 4 } else { 8 }).max(sentence.start);
    let mut before = scan.triggers_in(back..words.start).filter(|(at, ..)| at.end <= words.start);
    let verb = before.find(|(at, trigger, _)| {
        let parted = (at.end..words.start).any(|word| {
            ends_clause(scan.words.key(word)) || scan.triggers_in(word..word + 1).next().is_some()
        });
        suits(at, *trigger) && !parted
    });
    if let Some((at, ..)) = verb {
        return Some(at);
    }
    let reach = if single { 7 } else { 18 };
    let after = words.end..(words.end + reach).min(sentence.end);
    let stop = after.clone().find(|&word| ends_clause(scan.words.key(word))).unwrap_or(after.end);
    let mut events = scan.triggers_in(words.start..stop).filter(|(at, ..)| at.end > words.end);
    let person = scan.triggers_in(after.start..stop).next();
    if single && person.is_some_and(|(_, trigger, _)| what_befell(trigger).is_some()) {
        return None;
    }
    events.find(|(at, trigger, _)| suits(at, *trigger) && !own_object(scan, at)).map(|(at, ..)| at)
}

/// "came on about 20 motorcycles", "à bord de trois pick-up": how they came, not what they hit.
fn is_means(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let back = |n: usize| if start >= sentence.start + n { scan.words.key(start - n) } else { "" };
    matches!(back(1), "on" | "aboard" | "by" | "in" | "sur" | "astride" | "dans")
        || matches!((back(2), back(1)), ("bord", "de" | "d'") | ("board", _))
}

/// What is damaged is not destroyed.
fn is_damage(scan: &Scan, at: &Range<usize>) -> bool {
    let key = scan.words.key(at.start);
    ["damag", "endommag", "abim", "degrad", "vandal", "smash", "casse", "touche"]
        .iter()
        .any(|stem| key.starts_with(stem))
}

/// "three trucks burned two houses": the number after it is what burned.
fn own_object(scan: &Scan, at: &Range<usize>) -> bool {
    number_at(scan, at.end).is_some_and(|quantity| !quantity.article)
}
