//! Where a program's choices come from: a seed, or the bytes of a coverage-guided fuzzer.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A source of choices.
pub enum Choices<'a> {
    /// Endless, and the same for the same seed.
    Seed(Box<ChaCha8Rng>),
    /// Bytes; when they are used up, always the first alternative.
    Bytes(&'a [u8]),
}

impl<'a> Choices<'a> {
    /// The choices of a seed.
    pub fn from_seed(seed: u64) -> Choices<'a> {
        Choices::Seed(Box::new(ChaCha8Rng::seed_from_u64(seed)))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        match self {
            Choices::Seed(random) => ((u64::from(random.next_u32()) * limit as u64) >> 32) as usize,
            Choices::Bytes(bytes) => match bytes {
                [first, rest @ ..] => {
                    let value = usize::from(*first);
                    *bytes = rest;
                    value % limit.max(1)
                }
                [] => 0,
            },
        }
    }

    /// Whether something of the given probability happens.
    pub fn percent(&mut self, probability: usize) -> bool {
        self.below(100) >= 100 - probability
    }

    /// One of some alternatives.
    pub fn pick<T: Copy>(&mut self, alternatives: &[T]) -> T {
        alternatives[self.below(alternatives.len())]
    }
}
