//! Counts and comparisons over incidents.
