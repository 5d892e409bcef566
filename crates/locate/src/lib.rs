//! Names as written to places: an entry, or an honest area.
