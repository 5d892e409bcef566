//! Loose JSON: what is absent, null or empty is the same, and 3 equals 3.0.

use serde_json::{Map, Number, Value};

/// The value under `key`; null counts as absent.
pub fn field<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.get(key).filter(|found| !found.is_null())
}

/// The text under `key`; empty where there is none.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    field(value, key).and_then(Value::as_str).unwrap_or("")
}

/// The list under `key`; empty where there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    field(value, key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The number under `key`, where it is one and not zero.
pub fn nonzero(value: &Value, key: &str) -> Option<f64> {
    field(value, key).and_then(Value::as_f64).filter(|number| *number != 0.0)
}

/// `[latitude, longitude]` under `key`.
pub fn point(value: &Value, key: &str) -> Option<[f64; 2]> {
    match list(value, key) {
        [latitude, longitude] => Some([latitude.as_f64()?, longitude.as_f64()?]),
        _ => None,
    }
}

/// Both say the same under `key`, or neither says anything.
pub fn agree(a: &Value, b: &Value, key: &str) -> bool {
    same_option(field(a, key), field(b, key))
}

/// Both absent, or both the same.
pub fn same_option(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Equal, whatever the order of keys and the spelling of numbers.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => same_object(a, b),
        _ => a == b,
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    a == b || a.as_f64() == b.as_f64()
}

fn same_object(a: &Map<String, Value>, b: &Map<String, Value>) -> bool {
    a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
}

/// A value as a key of a set: equal values have equal keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Absent or null.
    Nothing,
    /// A number; as text, so that it has an order.
    Number(String),
    /// Text, or another value in its JSON form.
    Text(String),
}

/// The key of the value under `name`.
pub fn key(value: &Value, name: &str) -> Key {
    match field(value, name) {
        None => Key::Nothing,
        Some(Value::Number(number)) => Key::Number(number.as_f64().unwrap_or(f64::NAN).to_string()),
        Some(Value::String(text)) => Key::Text(text.clone()),
        Some(other) => Key::Text(other.to_string()),
    }
}
