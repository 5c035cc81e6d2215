//! The generator of `math.random` (manual 6.7): xoshiro256**.

/// The state of a generator. A copy of it repeats the sequence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Xoshiro {
    state: [u64; 4],
}

impl Xoshiro {
    /// Creates the generator of a seed in two parts.
    pub(crate) fn seeded(n1: u64, n2: u64) -> Xoshiro {
        // The constant keeps the state from being all zeros, which would yield nothing but zeros.
        let mut generator = Xoshiro { state: [n1, 0xff, n2, 0] };
        // Seeds that differ in few bits start with similar numbers.
        for _ in 0..16 {
            generator.next_u64();
        }
        generator
    }

    /// Goes on with a generator whose state was kept.
    pub(crate) fn from_state(state: [u64; 4]) -> Xoshiro {
        Xoshiro { state }
    }

    /// Returns the state, to be kept.
    pub(crate) fn state(&self) -> [u64; 4] {
        self.state
    }

    /// Draws 64 random bits.
    pub(crate) fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let c = c ^ a;
        let d = d ^ b;
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        b.wrapping_mul(5).rotate_left(7).wrapping_mul(9)
    }

    /// Draws a float from 0 up to but without 1.
    pub(crate) fn float(&mut self) -> f64 {
        let random = self.next_u64() >> (u64::BITS - f64::MANTISSA_DIGITS);
        // Half an epsilon is the place value of the last of these bits after the point.
        random as f64 * (f64::EPSILON / 2.0)
    }

    /// Draws an integer from `low` to `up`, both included; `low` must not exceed `up`.
    pub(crate) fn in_range(&mut self, low: i64, up: i64) -> i64 {
        debug_assert!(low <= up, "the range {low}..={up} is empty");
        let size = up.wrapping_sub(low) as u64;
        // To cut off whole bits and to reject what is still too large keeps all results equally
        // likely, as a remainder would not.
        let mask = u64::MAX.checked_shr(size.leading_zeros()).unwrap_or(0);
        loop {
            let offset = self.next_u64() & mask;
            if offset <= size {
                return low.wrapping_add(offset as i64);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_the_sequence_of_the_reference_implementation() {
        let mut generator = Xoshiro::seeded(42, 0);
        let draws: Vec<u64> = (0..3).map(|_| generator.next_u64()).collect();
        assert_eq!(draws, [0xee49b4f7660276e5, 0x73a81c109b785431, 0x8c00881aa3bfbd4b]);
        let mut generator = Xoshiro::seeded(42, 0);
        let draws: Vec<f64> = (0..3).map(|_| generator.float()).collect();
        assert_eq!(draws, [0.9308121780395682, 0.4517838993592431, 0.546883112434215]);
    }

    #[test]
    fn projects_into_ranges_as_the_reference_implementation() {
        let mut generator = Xoshiro::seeded(-7_i64 as u64, 11);
        let ranges = [(1, 100), (-3, 3), (5, 5), (0, 1023), (i64::MIN, i64::MAX), (-1, i64::MAX)];
        let draws = ranges.map(|(low, up)| generator.in_range(low, up));
        assert_eq!(draws, [96, -3, 5, 904, 5132706285412915557, 5083511793735671291]);
        assert_eq!(generator.next_u64(), 0xd76146d17641c2ce);
    }
}
