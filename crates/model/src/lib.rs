//! The nouns of Vigie.
//!
//! Law: this crate knows no room. It has no clock, no disk, no network and no SQL; a type enters only
//! when two rooms need it. The JSON shape of [`Reading`] and [`Incident`] is the product's contract: a
//! change of it is a new [`SCHEMA`] number.
//!
//! Conventions that hold everywhere: text positions are half-open byte ranges of UTF-8 text; positions on
//! the earth are `[latitude, longitude]` in degrees, WGS 84 (longitude first only inside GeoJSON); days
//! are civil days at the place that is spoken of; absence is `Option`, never a zero or a made-up date.

mod document;
mod fold;
mod gazetteer;
mod id;
mod incident;
mod ontology;
mod reading;
mod time;
mod toll;

pub use document::{Block, BlockKind, Document, OffsetMap, Piece, Span};
pub use fold::{Folded, decomposed, fold, fold_char, fold_name, same_name};
pub use gazetteer::{Toponym, Toponyms, ends_like_demonym};
pub use id::{AccountId, ClaimId, IncidentId, ReportId, stable_digest};
pub use incident::{Incident, Sensitivity, SettledCount};
pub use ontology::{
    Attribution, Basis, CountWhat, CountWho, DatePrecision, EventType, Facet, MeasureKind, MeasureStatus,
    PeopleGroup, PlaceKind, PlaceMethod, PublishedBasis, Qualifier, Role, Standing, Status, SubEventType,
    Tactic, TargetClass, UnknownTerm,
};
pub use reading::{
    Account, ActorMention, Background, Breakdown, Claim, Count, Figure, Measure, Note, PlaceMention, Reading,
    Survivors, TargetMention, is_restricted,
};
pub use time::{Clock, DateSpan, NotADate, PartialDate, Published};
pub use toll::{Toll, toll, toll_of};

/// Version of the reading line and of the incident line.
pub const SCHEMA: u32 = 1;
