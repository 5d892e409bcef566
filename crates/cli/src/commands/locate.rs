//! `vigie locate`

use crate::{Global, Outcome};

/// Places named in a text, with reasons
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie locate` arrives with the next landing")
}
