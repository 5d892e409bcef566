//! Ids that survive: of bytes, and of what was said.
//!
//! Law: an id is made from the report, the anchor and what was said; never from the reader's order, its
//! version or a clock (docs/adr/0001). Decisions name these ids, so a change here orphans them.

use crate::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id!(
    /// `sha256:` and 64 hex digits: the hash of a report's bytes as they came.
    ReportId
);
text_id!(
    /// What one report says of one happening.
    AccountId
);
text_id!(
    /// One statement of a report.
    ClaimId
);
text_id!(
    /// A happening, told by one or more accounts.
    IncidentId
);

impl ReportId {
    /// The identity of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(format!("sha256:{}", hex(&Sha256::digest(bytes))))
    }
}

impl AccountId {
    /// `anchor` is the range of the report's own bytes that the telling sentence came from; `ordinal` tells
    /// apart accounts told by one sentence, in the order they stand in it.
    pub fn of(report: &ReportId, anchor: Span, ordinal: usize) -> Self {
        let parts = [report.as_str(), &anchor.start.to_string(), &ordinal.to_string()];
        Self(format!("a{}", stable_digest("account", &parts)))
    }
}

impl ClaimId {
    /// `about` is what the claim speaks of (an account's id, or the anchor of a measure or figure),
    /// `property` its name without list positions, `said` the value in its canonical form.
    pub fn of(report: &ReportId, about: &str, anchor: Span, property: &str, said: &str) -> Self {
        let parts = [report.as_str(), about, &anchor.start.to_string(), property, said];
        Self(format!("c{}", stable_digest("claim", &parts)))
    }
}

impl IncidentId {
    /// Named after its earliest-published, then smallest, account.
    pub fn of(first: &AccountId) -> Self {
        Self(format!("v{}", stable_digest("incident", &[first.as_str()])))
    }
}

/// 64 bits of SHA-256 as 16 hex digits, over length-framed parts so that no two lists of parts run together.
pub fn stable_digest(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(&kind).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize()[..8])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(stable_digest("k", &["ab", "c"]), stable_digest("k", &["a", "bc"]));
        assert_ne!(stable_digest("k", &["", "a"]), stable_digest("k", &["a", ""]));
    }

    #[test]
    fn ids_of_old_releases_still_come_out() {
        // Frozen on purpose: a change here orphans every decision ever taken.
        let report = ReportId::of(b"report");
        assert!(report.as_str().starts_with("sha256:845e91831319e89c"), "{report}");
        assert_eq!(
            AccountId::of(&report, Span::new(10, 20), 0),
            AccountId::of(&report, Span::new(10, 99), 0)
        );
        assert_ne!(
            AccountId::of(&report, Span::new(10, 20), 0),
            AccountId::of(&report, Span::new(10, 20), 1)
        );
    }
}
