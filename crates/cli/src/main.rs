//! `vigie`, the command. One file a verb under `commands/`; what they share is below.
//!
//! Law: data on stdout, everything else on stderr. Exit 0 done, 1 failed, 2 usage, 3 done but some input
//! went to quarantine, 130 interrupted.

mod commands;
mod desk;
mod interrupt;
mod output;
mod pipeline;
mod place;
mod sheet;
mod terminal;
mod words;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reading makes many small strings; this allocator takes a tenth off its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The open incident desk: what happened, where, when, to whom and by whom, with the words it came from.
#[derive(Debug, Parser)]
#[command(name = "vigie", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Verb,
}

/// What every verb takes, before or after its name.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// The ledger: a file, made by `vigie ingest` where it is not there yet [default: vigie.db].
    #[arg(long, global = true, env = "VIGIE_LEDGER", value_name = "PATH")]
    pub ledger: Option<PathBuf>,
    /// A folder whose language and ontology files stand in for the embedded ones, file by file.
    #[arg(long, global = true, env = "VIGIE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Say nothing but errors on stderr.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Write the data into a file instead of the standard output.
    #[arg(long, short, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Demo(commands::demo::Args),
    Clean(commands::clean::Args),
    Read(commands::read::Args),
    Locate(commands::locate::Args),
    Ingest(commands::ingest::Args),
    Incidents(commands::incidents::Args),
    Show(commands::show::Args),
    Measures(commands::measures::Args),
    Figures(commands::figures::Args),
    Reports(commands::reports::Args),
    Sources(commands::sources::Args),
    Stats(commands::stats::Args),
    Fuse(commands::fuse::Args),
    Eval(commands::eval::Args),
}

/// How a verb ended, where it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    Done,
    /// Some input went to quarantine.
    Quarantined,
    /// Stopped by Ctrl-C; what was acknowledged is kept.
    Interrupted,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Quarantined) => ExitCode::from(3),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) => terminal::report(&error),
    }
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let global = &cli.global;
    match cli.verb {
        Verb::Demo(args) => commands::demo::run(global, &args),
        Verb::Clean(args) => commands::clean::run(global, &args),
        Verb::Read(args) => commands::read::run(global, &args),
        Verb::Locate(args) => commands::locate::run(global, &args),
        Verb::Ingest(args) => commands::ingest::run(global, &args),
        Verb::Incidents(args) => commands::incidents::run(global, &args),
        Verb::Show(args) => commands::show::run(global, &args),
        Verb::Measures(args) => commands::measures::run(global, &args),
        Verb::Figures(args) => commands::figures::run(global, &args),
        Verb::Reports(args) => commands::reports::run(global, &args),
        Verb::Sources(args) => commands::sources::run(global, &args),
        Verb::Stats(args) => commands::stats::run(global, &args),
        Verb::Fuse(args) => commands::fuse::run(global, &args),
        Verb::Eval(args) => commands::eval::run(global, &args),
    }
}
