//! The embedding API by arbitrary sequences of calls.

mod sequences;

use sequences::{Choices, run};

/// How many sequences are tried.
const SEEDS: u64 = 2000;

/// Numbers that look random and repeat (Marsaglia's xorshift).
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn nothing_comes_of_any_sequence_but_results_and_errors() {
    let (mut results, mut errors) = (0, 0);
    for seed in 1..=SEEDS {
        let (more_results, more_errors) = run(Choices::new(&bytes(seed, 400)));
        results += more_results;
        errors += more_errors;
    }
    // Sequences in which everything fails show nothing.
    assert!(results > errors && errors > SEEDS as usize, "{results} results, {errors} errors");
}
