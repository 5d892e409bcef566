//! Why something could not be had.

use std::io::ErrorKind;

/// Why something could not be had; each names it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcquireError {
    /// Not there.
    #[error("there is no {path}")]
    Missing {
        /// What was asked for.
        path: String,
    },
    /// No right to read it.
    #[error("{path} may not be read: its rights do not allow it")]
    Forbidden {
        /// The file or folder.
        path: String,
    },
    /// A folder where a file was wanted.
    #[error("{path} is a folder")]
    Folder {
        /// The folder.
        path: String,
    },
    /// More than [`crate::LIMIT`].
    #[error("too large: {}a report may have {limit} bytes at most; split it into its reports",
            size.map(|size| format!("{size} bytes, and ")).unwrap_or_default())]
    TooLarge {
        /// The file.
        path: String,
        /// Its size, where it was known beforehand.
        size: Option<u64>,
        /// What it may have.
        limit: u64,
    },
    /// A line that is not a report.
    #[error("not a report in JSON: {why}")]
    Line {
        /// The file and the line.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Anything else that the system says.
    #[error("cannot be read: {source}")]
    Io {
        /// The file or folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl AcquireError {
    pub(crate) fn of(path: &str, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound => Self::Missing { path },
            ErrorKind::PermissionDenied => Self::Forbidden { path },
            _ => Self::Io { path, source },
        }
    }

    pub(crate) fn too_large(path: String, size: Option<u64>) -> Self {
        Self::TooLarge { path, size, limit: crate::LIMIT }
    }

    /// What could not be had.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::Forbidden { path }
            | Self::Folder { path }
            | Self::TooLarge { path, .. }
            | Self::Line { path, .. }
            | Self::Io { path, .. } => path,
        }
    }
}
