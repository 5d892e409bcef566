//! The formats: CSV and GeoJSON for anyone, JSON lines for the desk.

use crate::{Audience, Row, Terms, row};
use geojson::{Feature, Geometry, JsonObject};
use serde_json::Value;
use std::io::Write;
use vigie_model::{Incident, Sensitivity};

/// What was written and what was kept back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Incidents written.
    pub written: usize,
    /// Embargoed ones, kept back.
    pub embargoed: usize,
    /// Of those written, without a point.
    pub without_point: usize,
}

/// Why nothing, or not all, was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The output takes no more.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A value that the format cannot hold.
    #[error("an incident cannot be written as {format}: {why}")]
    Shape {
        /// The format.
        format: &'static str,
        /// Why.
        why: String,
    },
}

/// One row an incident, a header line first.
pub fn csv(
    out: impl Write,
    incidents: &[Incident],
    audience: Audience,
    terms: &Terms,
) -> Result<Left, PublishError> {
    let (rows, left) = rows(incidents, audience, terms);
    let mut writer = ::csv::WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(columns(audience)).map_err(shape)?;
    for row in &rows {
        writer.serialize(row).map_err(shape)?;
    }
    writer.flush()?;
    Ok(left)
}

/// A feature collection, longitude first, one feature a line.
pub fn geojson(
    mut out: impl Write,
    incidents: &[Incident],
    audience: Audience,
    terms: &Terms,
) -> Result<Left, PublishError> {
    let (rows, left) = rows(incidents, audience, terms);
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, row) in rows.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        write!(out, "{}", feature(row)?)?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(left)
}

/// The incident lines, quotes, names and all: for the desk. What is embargoed is there too.
pub fn jsonl(mut out: impl Write, incidents: &[Incident]) -> Result<Left, PublishError> {
    for incident in incidents {
        let line = serde_json::to_string(incident)
            .map_err(|error| PublishError::Shape { format: "jsonl", why: error.to_string() })?;
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(Left { written: incidents.len(), ..Left::default() })
}

fn rows(incidents: &[Incident], audience: Audience, terms: &Terms) -> (Vec<Row>, Left) {
    let open = incidents.iter().filter(|incident| incident.sensitivity != Sensitivity::Embargoed);
    let rows: Vec<Row> = open.map(|incident| row(incident, audience, terms)).collect();
    let left = Left {
        written: rows.len(),
        embargoed: incidents.len() - rows.len(),
        without_point: rows.iter().filter(|row| row.latitude.is_none()).count(),
    };
    (rows, left)
}

/// The names of the columns: the keys of a row as it is serialised, so that no second list can drift.
fn columns(audience: Audience) -> Vec<&'static str> {
    let public = [
        "id",
        "date_start",
        "date_end",
        "date_precision",
        "event_type",
        "sub_event_type",
        "tactics",
        "country",
        "admin1",
        "admin2",
        "place",
        "latitude",
        "longitude",
        "radius_km",
        "geo_precision",
        "actors",
        "targets",
        "killed_min",
        "killed_best",
        "killed_max",
        "injured_min",
        "injured_best",
        "injured_max",
        "abducted_min",
        "abducted_best",
        "abducted_max",
        "status",
        "voices",
        "reports",
        "credibility",
        "attributed_to",
        "first_reported",
        "last_changed",
        "sensitivity",
    ];
    let desk = ["actors_as_written", "targets_as_written", "sources_cited", "members"];
    let desk = if audience == Audience::Internal { &desk[..] } else { &[] };
    public.iter().chain(desk).copied().collect()
}

fn feature(row: &Row) -> Result<Feature, PublishError> {
    let why = |why: String| PublishError::Shape { format: "geojson", why };
    let Value::Object(mut properties) = serde_json::to_value(row).map_err(|error| why(error.to_string()))?
    else {
        return Err(why("a row is no object".to_owned()));
    };
    // The point stands in the geometry, where every program looks for it.
    properties.retain(|key, _| !matches!(key.as_str(), "latitude" | "longitude" | "id"));
    Ok(Feature { id: Some(geojson::feature::Id::String(row.id.clone())), ..point(row, properties) })
}

fn point(row: &Row, properties: JsonObject) -> Feature {
    let geometry = row.longitude.zip(row.latitude);
    let geometry = geometry.map(|(longitude, latitude)| Geometry::new_point([longitude, latitude]));
    Feature { bbox: None, geometry, id: None, properties: Some(properties), foreign_members: None }
}

/// A pipe that went away is an I/O error here too, so that the command can end quietly.
fn shape(error: ::csv::Error) -> PublishError {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => PublishError::Io(error),
        kind => PublishError::Shape { format: "csv", why: format!("{kind:?}") },
    }
}
