//! The contract: the JSON Schemas of the reading and the incident line, and what must fit them.
//!
//! `just bless` (`INSTA_UPDATE=always`) writes the schemas anew. A difference that is not
//! additive is a new `vigie_model::SCHEMA`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where its ground is missing")]

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use vigie_model::{Incident, Reading};

#[test]
fn the_reading_schema_is_the_one_in_the_repository() {
    compare("reading", schema::<Reading>());
}

#[test]
fn the_incident_schema_is_the_one_in_the_repository() {
    compare("incident", schema::<Incident>());
}

#[test]
fn every_annotation_is_a_reading() {
    for (path, annotation) in annotations() {
        let reading = serde_json::from_value::<Reading>(annotation.clone());
        // The check part must not reach the screen: serde's error names a value, so it is not printed.
        let reading = reading.unwrap_or_else(|_| panic!("{} is not a reading", path.display()));
        let told = annotation["incidents"].as_array().unwrap();
        assert_eq!(reading.incidents.len(), told.len(), "{}", path.display());
        assert_eq!(reading.figures.len(), annotation["figures"].as_array().unwrap().len());
    }
}
#[test]
fn annotations_and_readings_fit_the_schema() {
    let schema = schema::<Reading>();
    for (path, annotation) in annotations() {
        let reading: Reading = serde_json::from_value(annotation.clone()).unwrap();
        assert!(fits(&schema, &schema, &annotation), "the annotation {} does not fit", path.display());
        let again = serde_json::to_value(&reading).unwrap();
        assert!(fits(&schema, &schema, &again), "{} does not fit once read", path.display());
        assert!(serde_json::from_value::<Reading>(again).unwrap() == reading, "{} changed", path.display());
    }
}

#[test]
fn what_is_no_reading_does_not_fit() {
    let schema = schema::<Reading>();
    let account = |event_type: &str, point: Value| {
        let kind = json!({"event_type": event_type, "sub_event_type": "Armed clash", "status": "reported"});
        let mut account = json!({"key": "i1", "date": {"start": null, "end": null, "precision": "unknown"}});
        account.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
        account["point"] = point;
        json!({"id": "a", "incidents": [account]})
    };
    assert!(fits(&schema, &schema, &account("Battles", json!([13.8, -10.8]))));
    assert!(!fits(&schema, &schema, &account("Skirmishes", json!([13.8, -10.8]))), "an unknown type");
    assert!(!fits(&schema, &schema, &account("Battles", json!([13.8]))), "half a point");
    assert!(!fits(&schema, &schema, &json!({"incidents": []})), "no id");
    assert!(!fits(&schema, &schema, &json!({"id": "a", "figures": null})), "null for a list");
}

/// Whether a value fits, by the keywords that our schemas use; any other keyword is an error of this test.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return schema == &json!(true) };
    keywords.iter().all(|(keyword, rule)| match keyword.as_str() {
        "$ref" => fits(root, root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap(), value),
        "type" => list(rule).iter().any(|name| has_type(name.as_str().unwrap(), value)),
        "const" => rule == value,
        "enum" => list(rule).contains(value),
        "anyOf" => list(rule).iter().any(|option| fits(root, option, value)),
        "oneOf" => list(rule).iter().filter(|option| fits(root, option, value)).count() == 1,
        "required" => value
            .as_object()
            .is_none_or(|keys| list(rule).iter().all(|k| keys.contains_key(k.as_str().unwrap()))),
        "properties" => {
            rule.as_object().unwrap().iter().all(|(k, rule)| value.get(k).is_none_or(|v| fits(root, rule, v)))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(root, rule, item))),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
        "$schema" | "$defs" | "title" | "description" | "default" | "format" | "examples" => true,
        unknown => panic!("the schemas use a keyword that this test does not know: {unknown}"),
    })
}

fn has_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => name == "null" && value.is_null(),
    }
}

fn list(rule: &Value) -> Vec<Value> {
    rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()])
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

fn compare(name: &str, schema: Value) {
    let generated = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(file(name), &generated).unwrap();
    }
    let committed = std::fs::read_to_string(file(name)).unwrap_or_default();
    assert!(
        generated == committed,
        "schema/{name}.schema.json is not what the model says; `just bless` rewrites it"
    );
}

fn file(name: &str) -> PathBuf {
    root().join(format!("schema/{name}.schema.json"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn annotations() -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    for set in ["dev", "dev_en", "dev_fr"] {
        for entry in std::fs::read_dir(root().join("gold").join(set)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let value: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
                found.extend(value.get("id").is_some().then_some((path, value)));
            }
        }
    }
    assert_eq!(found.len(), 210);
    found
}
