//! Valid programs, chosen by the bytes, run to their ends.
#![no_main]

use ferrolua_differential::choice::Choices;
use ferrolua_differential::grammar::{self, Libraries};
use ferrolua_differential::machine::Ours;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let program = grammar::program(&mut Choices::Bytes(bytes), Libraries::default());
    let output = Ours::new().run(&program);
    assert!(!output.starts_with("panic"), "{output}\n{program}");
    assert!(!output.starts_with("syntax"), "{output}\n{program}");
});
