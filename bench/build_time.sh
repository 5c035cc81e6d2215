#!/bin/sh
# How much longer a debug build takes for a type of 20 fields and 20 methods when it is userdata: the difference that
# `#[derive(UserData)]` and `#[methods]` make, best of five builds of each.
#
#     bench/build_time.sh [folder for what is built]
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR="${1:-$work/target}" CARGO_INCREMENTAL=0

mkdir "$work/src"
cat > "$work/Cargo.toml" <<TOML
[package]
name = "build_time"
version = "0.0.0"
edition = "2024"

[features]
lua = []

[dependencies]
ferrolua = { path = "$root", default-features = false, features = ["derive"] }

[workspace]
TOML

{
    echo '#![allow(unused)]'
    echo 'use ferrolua::{UserData, methods};'
    echo '#[derive(Clone)]'
    echo '#[cfg_attr(feature = "lua", derive(UserData))]'
    echo 'pub struct Thing {'
    for i in 1 2 3 4 5; do
        echo "a$i: i64, b$i: f64, c$i: String, d$i: Vec<u32>,"
    done
    echo '}'
    echo '#[cfg_attr(feature = "lua", methods)]'
    echo 'impl Thing {'
    for i in 1 2 3 4 5; do
        echo "pub fn add$i(&mut self, by: i64) -> &mut Self { self.a$i += by; self }"
        echo "pub fn scaled$i(&self, by: f64) -> f64 { self.b$i * by }"
        echo "pub fn name$i(&mut self, to: &str) -> Result<(), String> { self.c$i = to.into(); Ok(()) }"
        echo "pub fn same$i(&self, other: &Thing, from: Option<usize>) -> bool { self.d$i == other.d$i }"
    done
    echo '}'
} > "$work/src/lib.rs"

cd "$work"
# The dependencies first.
cargo build --quiet --features lua
cargo build --quiet

# The time of the crate itself, in milliseconds.
build() {
    touch src/lib.rs
    begun=$(date +%s%N)
    cargo build --quiet --offline $1
    ended=$(date +%s%N)
    echo $(((ended - begun) / 1000000))
}

best() {
    fastest=999999
    for _ in 1 2 3 4 5; do
        time=$(build "$1")
        [ "$time" -lt "$fastest" ] && fastest=$time
    done
    echo "$fastest"
}

bare=$(best '')
derived=$(best '--features lua')
echo "bare: $bare ms, with the macros: $derived ms, difference: $((derived - bare)) ms"
