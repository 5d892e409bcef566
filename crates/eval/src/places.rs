//! Where: names, units and distances.

use crate::loose::{field, list, text};
use crate::text::{fold, same_name};
use serde_json::Value;

/// Units that a reform renamed or cut out of one another: either is right.
const SAME_ADMIN1: [[&str; 2]; 5] = [
    ["nioro", "kayes"],
    ["douentza", "mopti"],
    ["bandiagara", "mopti"],
    ["kuilse", "centre nord"],
    ["north kivu", "nord kivu"],
];

const EARTH_DIAMETER_KM: f64 = 12742.0;

/// The same place to put on the map.
pub fn primary_right(gold: &Value, predicted: &Value) -> bool {
    let wanted = text(gold, "primary_place");
    !wanted.is_empty() && same_name(wanted, text(predicted, "primary_place"))
}

/// Any place of one is a place of the other.
pub fn places_touch(gold: &Value, predicted: &Value) -> bool {
    let predicted = names(predicted);
    names(gold).iter().any(|a| predicted.iter().any(|b| same_name(a, b)))
}

/// The first country that a place of it lies in.
pub fn country(incident: &Value) -> &str {
    first_stated(incident, "country", |_| true)
}

/// The first-level unit of the primary place, else of the first place that has one.
pub fn admin1(incident: &Value) -> &str {
    let primary = field(incident, "primary_place");
    let of_primary = first_stated(incident, "admin1", |place| field(place, "name") == primary);
    if of_primary.is_empty() { first_stated(incident, "admin1", |_| true) } else { of_primary }
}

/// One unit under two names counts as the same.
pub fn same_admin1(a: &str, b: &str) -> bool {
    !b.is_empty() && (same_name(a, b) || is_reform_pair(&fold(a), &fold(b)))
}

/// Great-circle distance between `[latitude, longitude]` points.
pub fn km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let ([la1, lo1], [la2, lo2]) = (a.map(f64::to_radians), b.map(f64::to_radians));
    let haversine =
        ((la2 - la1) / 2.0).sin().powi(2) + la1.cos() * la2.cos() * ((lo2 - lo1) / 2.0).sin().powi(2);
    EARTH_DIAMETER_KM * haversine.min(1.0).sqrt().asin()
}

fn names(incident: &Value) -> Vec<&str> {
    let places = list(incident, "places").iter().map(|place| text(place, "name"));
    std::iter::once(text(incident, "primary_place")).chain(places).filter(|name| !name.is_empty()).collect()
}

fn first_stated<'a>(incident: &'a Value, key: &str, wanted: impl Fn(&Value) -> bool) -> &'a str {
    let stated = list(incident, "places").iter().filter(|place| wanted(place)).map(|place| text(place, key));
    stated.into_iter().find(|value| !value.is_empty()).unwrap_or("")
}

fn is_reform_pair(a: &str, b: &str) -> bool {
    SAME_ADMIN1.iter().any(|[old, new]| (a == *old && b == *new) || (a == *new && b == *old))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        assert!((km([13.0, -10.0], [14.0, -10.0]) - 111.19).abs() < 0.05);
        assert_eq!(km([13.0, -10.0], [13.0, -10.0]), 0.0);
    }

    #[test]
    fn the_unit_is_the_primary_places_own() {
        let incident = json!({"primary_place": "Ber", "places": [
            {"name": "Mali", "admin1": "Kayes"}, {"name": "Ber", "admin1": "Tombouctou", "country": "ML"}]});
        assert_eq!((admin1(&incident), country(&incident)), ("Tombouctou", "ML"));
        assert!(same_admin1("Nioro", "région de Kayes"));
        assert!(!same_admin1("Kayes", ""));
    }
}
