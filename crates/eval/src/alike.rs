//! When an actor, a measure or a figure counts as the one in the gold.

use crate::days::same_partial;
use crate::loose::{agree, field, text};
use crate::text::{fold, same_name};
use serde_json::Value;

/// Names for "we do not know who", which all name the same.
const UNIDENTIFIED: [&str; 20] = [
    "unidentified",
    "unknown",
    "gunmen",
    "gunman",
    "armed men",
    "assailants",
    "attackers",
    "hommes armes",
    "individus armes",
    "inconnus",
    "non identifies",
    "assaillants",
    "bandits",
    "terrorists",
    "terroristes",
    "jihadists",
    "djihadistes",
    "militants",
    "armed group",
    "armed terrorist groups",
];

/// What a figure counts, by the beginnings of its words; the first kind that fits.
const FIGURE_KINDS: [(&str, &str); 7] = [
    ("toll", "kill dead death fatal casualt victim mort tue deces"),
    ("injured", "injur wound bless"),
    ("displaced", "displac refug deplac idp flee return"),
    ("abducted", "abduct kidnap hostage enlev otage missing"),
    ("incidents", "incident attack attaque raid event violation explosi ied strike"),
    ("population", "popul inhabit people person habitant need"),
    ("facilities", "school health facilit ecole hospital centre village house"),
];

/// Both unidentified, or a name of one is a name of the other.
pub fn same_actor(gold: &Value, predicted: &Value) -> bool {
    if unidentified(text(gold, "name")) && unidentified(text(predicted, "name")) {
        return true;
    }
    let predicted = spellings(predicted);
    spellings(gold).iter().any(|a| predicted.iter().any(|b| same_name(a, b)))
}

/// The same kind, and what the gold states is there; what it leaves open may be filled.
pub fn same_measure(gold: &Value, predicted: &Value) -> bool {
    let (place, from) = (text(gold, "where"), text(gold, "from"));
    agree(gold, predicted, "kind")
        && (place.is_empty() || same_name(place, text(predicted, "where")))
        && (from.is_empty() || same_partial(from, text(predicted, "from")))
}

/// The same number of the same sort of thing.
pub fn same_figure(gold: &Value, predicted: &Value) -> bool {
    let value = number(gold);
    value.is_some()
        && value == number(predicted)
        && figure_kind(text(gold, "what")) == figure_kind(text(predicted, "what"))
}

fn unidentified(name: &str) -> bool {
    let folded = fold(name);
    UNIDENTIFIED.iter().any(|words| folded.contains(words))
}

fn spellings(actor: &Value) -> Vec<&str> {
    [text(actor, "name"), text(actor, "as_written")].into_iter().filter(|name| !name.is_empty()).collect()
}

fn number(figure: &Value) -> Option<f64> {
    match field(figure, "value")? {
        Value::Number(number) => number.as_f64(),
        Value::Bool(said) => Some(f64::from(u8::from(*said))),
        Value::String(written) => written.trim().parse().ok(),
        _ => None,
    }
}

fn figure_kind(what: &str) -> &'static str {
    let folded = fold(what);
    let begins =
        |stems: &str| folded.split(' ').any(|word| stems.split(' ').any(|stem| word.starts_with(stem)));
    FIGURE_KINDS.iter().find(|(_, stems)| begins(stems)).map_or("other", |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn all_who_are_unidentified_are_the_same() {
        assert!(same_actor(&json!({"name": "unidentified armed group"}), &json!({"name": "gunmen"})));
        assert!(!same_actor(&json!({"name": "JNIM"}), &json!({"name": "gunmen"})));
        assert!(same_actor(&json!({"name": "X", "as_written": "le Jnim"}), &json!({"name": "JNIM"})));
    }

    #[test]
    fn a_measure_must_say_what_the_gold_says() {
        let gold = json!({"kind": "curfew", "where": "Kayes", "from": "2025-07"});
        assert!(same_measure(
            &gold,
            &json!({"kind": "curfew", "where": "région de Kayes", "from": "2025-07-01"})
        ));
        assert!(!same_measure(&gold, &json!({"kind": "curfew", "where": "Kayes"})));
        assert!(same_measure(&json!({"kind": "curfew"}), &json!({"kind": "curfew", "where": "Gao"})));
    }

    #[test]
    fn a_figure_is_its_number_and_its_sort() {
        let gold = json!({"what": "civilian casualties", "value": 222});
        assert!(same_figure(&gold, &json!({"what": "killed", "value": 222.0})));
        assert!(!same_figure(&gold, &json!({"what": "displaced", "value": 222})));
        assert!(!same_figure(&json!({"what": "killed"}), &json!({"what": "killed"})));
    }
}
