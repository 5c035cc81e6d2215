# Shorthands: each is one command. `cargo test` is the whole truth.

test:
    cargo test --workspace

lint:
    cargo fmt --all --check && cargo clippy --workspace --all-targets -- -D warnings

docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# The conformance scripts on C Lua.
oracle:
    LUA_ORACLE=/usr/bin/lua5.4 cargo test -p ferrolua --test conformance

# C Lua's own test suite, from a folder with it.
official folder:
    LUA_TESTS={{folder}} cargo test -p ferrolua --test official

# Collect at every safepoint.
stress:
    RUSTFLAGS="--cfg stress" cargo test -p ferrolua --test conformance

asan:
    RUSTFLAGS=-Zsanitizer=address cargo +nightly test -p lua-core --test soundness --target x86_64-unknown-linux-gnu

# Random programs on our machine and on C Lua.
differential seeds="0..20000":
    cd fuzz && cargo run --release -p ferrolua-differential -- --seeds {{seeds}}

# A coverage-guided target of `fuzz/fuzz_targets`.
fuzz target="parser":
    cargo +nightly fuzz run --fuzz-dir fuzz {{target}} -- -dict=fuzz/dictionaries/lua.dict

# Everything that has a number, beside other engines; draws docs/performance.svg (bench/README.md).
bench *options:
    cargo run --release --manifest-path bench/Cargo.toml -- all {{options}}

# The programs of bench/programs on each engine.
bench-programs *options:
    cargo run --release --manifest-path bench/Cargo.toml -- programs {{options}}

# The border between Rust and Lua, beside mlua and luars.
bench-border *options:
    cargo run --release --manifest-path bench/Cargo.toml -- border {{options}}

# Everything that must hold of a change.
checks:
    .ci/run
