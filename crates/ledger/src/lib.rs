//! Kept for good: append-only claims in SQLite.
