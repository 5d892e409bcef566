//! How many attacked: armed people by number who did it and did not suffer it.

use super::Row;
use super::fate::what_befell;
use super::party::{Named, Party};
use crate::scan::Scan;
use crate::senses::Trigger;
use std::ops::Range;
use vigie_model::{CountWhat, CountWho};

/// "more than 100 gunmen", "deux hommes à moto", "les assaillants, une dizaine".
pub(super) fn row(scan: &Scan, party: &Party, sentence: &Range<usize>) -> Option<Row> {
    let numbered = matches!(party.named, Named::People | Named::Unnamed);
    let armed = party.who == CountWho::ArmedGroup && numbered;
    let men =
        numbered && is_generic(scan.words.key(party.words.end - 1)) && came_to_attack(scan, party, sentence);
    let apposed = party.named == Named::Bare && numbers_attackers(scan, party.words.start, sentence);
    // Fighters who lay down their arms attack nobody.
    let yielded = scan
        .triggers_in(party.words.end..(party.words.end + YIELD).min(sentence.end))
        .any(|(_, trigger, _)| trigger == Trigger::Defect);
    ((armed || men || apposed) && !yielded).then(|| Row {
        what: CountWhat::Attackers,
        who: CountWho::ArmedGroup,
        words: party.words.clone(),
        min: party.min,
        max: party.max,
        single: false,
    })
}

/// How far after its people a surrender is looked for, in words.
const YIELD: usize = 12;

/// Words for people that say nothing of their side.
fn is_generic(key: &str) -> bool {
    matches!(key, "men" | "youths" | "hommes" | "jeunes" | "individuals" | "strangers" | "riders")
}

/// Arms, masks, motorbikes, or the attack itself right after.
fn came_to_attack(scan: &Scan, party: &Party, sentence: &Range<usize>) -> bool {
    let after = party.words.end..(party.words.end + 8).min(sentence.end);
    let equipped = after.clone().take(5).any(|at| {
        matches!(
            scan.words.key(at),
            "armed"
                | "masked"
                | "hooded"
                | "carrying"
                | "wielding"
                | "brandishing"
                | "armes"
                | "masques"
                | "encagoules"
                | "cagoules"
                | "enturbannes"
                | "moto"
                | "motos"
                | "motorbike"
                | "motorbikes"
                | "motorcycle"
                | "motorcycles"
        )
    });
    let acted = scan.triggers_in(after).any(|(_, trigger, _)| {
        matches!(
            trigger,
            Trigger::Attack | Trigger::Gunfire | Trigger::Arson | Trigger::Abduct | Trigger::Kill
        )
    });
    let suffered = scan
        .triggers_in(party.words.end..(party.words.end + 4).min(sentence.end))
        .any(|(_, trigger, _)| what_befell(trigger).is_some());
    equipped || (acted && !suffered)
}

/// "assailants, estimated to number more than 100", "(local estimates: 100 to 150)", "ils étaient 5 ou 6".
fn numbers_attackers(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let from = start.saturating_sub(10).max(sentence.start);
    let armed = scan.people_in(from..start).filter(|(_, people)| people.who == CountWho::ArmedGroup);
    let Some((words, _)) = armed.last() else {
        return they_were(scan, start, sentence);
    };
    let between = words.end..start;
    let aside = between.clone().any(|at| matches!(scan.words.key(at), "," | "(" | "–" | "—"));
    let near = between.len() <= 3 || between.clone().any(|at| is_numbering(scan.words.key(at)));
    let verb = scan.triggers_in(between).any(|(_, trigger, _)| what_befell(trigger).is_some());
    let numbering = is_numbering(scan.words.key(words.end));
    (aside || numbering) && near && !verb
}

fn is_numbering(key: &str) -> bool {
    matches!(
        key,
        "number"
            | "numbering"
            | "numbered"
            | "estimated"
            | "estimates"
            | "nombre"
            | "estimes"
            | "environ"
            | "estimations"
    )
}

/// "Ils étaient deux cents", "they were about 20".
fn they_were(scan: &Scan, start: usize, sentence: &Range<usize>) -> bool {
    let from = start.saturating_sub(3).max(sentence.start);
    let they = (from..start).any(|at| matches!(scan.words.key(at), "ils" | "they"));
    let were =
        (from..start).any(|at| matches!(scan.words.key(at), "etaient" | "etait" | "were" | "sont" | "are"));
    they && were
}
