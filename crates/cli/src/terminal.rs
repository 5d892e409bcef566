//! What stands between the verbs and the terminal: errors, and the quiet end of a broken pipe.

use anyhow::Context;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

/// Makes the file of `-o`.
pub fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| format!("{} cannot be written", path.display()))
}

/// Says what failed and why, each cause on its line. A reader that went away (`| head`) is no failure.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("vigie: {error}");
    for cause in error.chain().skip(1) {
        anstream::eprintln!("  because: {cause}");
    }
    ExitCode::FAILURE
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    })
}
