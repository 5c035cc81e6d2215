//! The embedding API by sequences of calls, chosen by the bytes.
#![no_main]

#[path = "../../lua-core/tests/sequences/mod.rs"]
mod sequences;

use libfuzzer_sys::fuzz_target;
use sequences::Choices;

fuzz_target!(|bytes: &[u8]| {
    sequences::run(Choices::new(bytes));
});
