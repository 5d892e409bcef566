//! Files, folders and streams to raw reports.
