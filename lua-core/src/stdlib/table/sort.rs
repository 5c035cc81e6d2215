//! The algorithm of `table.sort` (manual 6.6), over elements that it moves without seeing them.

/// A place of a [`SortTarget`] for one element, apart from the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The element that others are compared with for long.
    Pivot,
    /// An element from the left.
    Left,
    /// An element from the right.
    Right,
}

/// A sequence of elements, numbered from 1, that can be sorted.
///
/// The target keeps the elements the algorithm works with in its slots. So nothing is fetched twice
/// to be compared and then moved, and a target can keep the slots where its garbage collector looks.
pub(crate) trait SortTarget {
    /// What may go wrong with an access or a comparison.
    type Error;

    /// Fetches an element into a slot.
    fn load(&mut self, slot: Slot, index: u64) -> Result<(), Self::Error>;

    /// Stores the element of a slot, which the slot keeps.
    fn store(&mut self, index: u64, slot: Slot) -> Result<(), Self::Error>;

    /// Tells whether the element of one slot comes before that of another.
    fn less(&mut self, a: Slot, b: Slot) -> Result<bool, Self::Error>;

    /// Learns which two elements are likely to be loaded after the present one.
    fn expect(&mut self, next: u64, after_next: u64);

    /// May stop the sorting: called after at most so much work as going through all elements once takes.
    fn pause(&mut self) -> Result<(), Self::Error>;

    /// Returns the error for an order that contradicts itself.
    fn invalid_order(&mut self) -> Self::Error;
}

/// Shorter stretches are sorted without a pause.
const LONG: u64 = 4096;

/// Sorts the elements `1..=length`.
///
/// It makes O(n log n) comparisons whatever they answer, and never leaves the range.
pub(crate) fn sort<T: SortTarget>(target: &mut T, length: u64) -> Result<(), T::Error> {
    quicksort(target, 1, length, u64::BITS - length.leading_zeros())
}

/// Sorts `low..=high`, and gives up on quicksort after as many lopsided partitions as `patience`
/// grants.
fn quicksort<T: SortTarget>(
    target: &mut T,
    mut low: u64,
    mut high: u64,
    mut patience: u32,
) -> Result<(), T::Error> {
    while low < high {
        if patience == 0 {
            return heapsort(target, low, high);
        }
        let middle = low + (high - low) / 2;
        order_ends_and_middle(target, low, middle, high)?;
        if high - low <= 2 {
            return Ok(());
        }
        if high - low >= LONG {
            target.pause()?;
        }
        let pivot = partition(target, low, middle, high)?;
        let (left_length, right_length) = (pivot - low, high - pivot);
        if left_length.min(right_length) < (high - low) / 8 {
            patience -= 1;
        }
        // To recurse into the smaller part bounds the depth by the logarithm of the length.
        if left_length < right_length {
            quicksort(target, low, pivot - 1, patience)?;
            low = pivot + 1;
        } else {
            quicksort(target, pivot + 1, high, patience)?;
            high = pivot - 1;
        }
    }
    Ok(())
}

/// Puts three elements in order; the one at `middle` may be the one at `low`.
fn order_ends_and_middle<T: SortTarget>(
    target: &mut T,
    low: u64,
    middle: u64,
    high: u64,
) -> Result<(), T::Error> {
    let (mut least, mut greatest) = (Slot::Left, Slot::Right);
    target.load(least, low)?;
    target.load(greatest, high)?;
    if target.less(greatest, least)? {
        (least, greatest) = (greatest, least);
        target.store(low, least)?;
        target.store(high, greatest)?;
    }
    if middle == low {
        return Ok(());
    }
    target.load(Slot::Pivot, middle)?;
    if target.less(Slot::Pivot, least)? {
        target.store(low, Slot::Pivot)?;
        target.store(middle, least)?;
    } else if target.less(greatest, Slot::Pivot)? {
        target.store(high, Slot::Pivot)?;
        target.store(middle, greatest)?;
    }
    Ok(())
}

/// Moves what is less than the element at `middle` to its left and what is greater to its right, and
/// returns where that element has come to be.
///
/// The elements at `low`, `middle` and `high` must be in order: they stop the scans.
fn partition<T: SortTarget>(
    target: &mut T,
    low: u64,
    middle: u64,
    high: u64,
) -> Result<u64, T::Error> {
    let parked = high - 1;
    target.load(Slot::Pivot, middle)?;
    target.load(Slot::Right, parked)?;
    target.store(middle, Slot::Right)?;
    target.store(parked, Slot::Pivot)?;
    let (mut left, mut right) = (low, parked);
    loop {
        left += 1;
        target.load(Slot::Left, left)?;
        target.expect(left + 1, left + 2);
        while target.less(Slot::Left, Slot::Pivot)? {
            // The scan has come to the pivot itself.
            if left == parked {
                return Err(target.invalid_order());
            }
            left += 1;
            target.load(Slot::Left, left)?;
            target.expect(left + 1, left + 2);
        }
        right -= 1;
        target.load(Slot::Right, right)?;
        target.expect(right - 1, right.saturating_sub(2));
        while target.less(Slot::Pivot, Slot::Right)? {
            // The scan has come to what the other one found to be less than the pivot.
            if right < left {
                return Err(target.invalid_order());
            }
            right -= 1;
            target.load(Slot::Right, right)?;
            target.expect(right.saturating_sub(1), right.saturating_sub(2));
        }
        if right < left {
            target.store(parked, Slot::Left)?;
            target.store(left, Slot::Pivot)?;
            return Ok(left);
        }
        target.store(left, Slot::Right)?;
        target.store(right, Slot::Left)?;
    }
}

/// Sorts `low..=high` in a way that no order of the elements makes slow.
fn heapsort<T: SortTarget>(target: &mut T, low: u64, high: u64) -> Result<(), T::Error> {
    let length = high - low + 1;
    for root in (0..length / 2).rev() {
        target.load(Slot::Pivot, low + root)?;
        sift_down(target, low, root, length)?;
    }
    for last in (1..length).rev() {
        if last % LONG == 0 {
            target.pause()?;
        }
        target.load(Slot::Pivot, low + last)?;
        target.load(Slot::Left, low)?;
        target.store(low + last, Slot::Left)?;
        sift_down(target, low, 0, last)?;
    }
    Ok(())
}

/// Puts the pivot at `root` or below, so that no element of the heap is less than its children.
///
/// The heap is at `low..low + length`; `root` counts from `low`.
fn sift_down<T: SortTarget>(
    target: &mut T,
    low: u64,
    mut root: u64,
    length: u64,
) -> Result<(), T::Error> {
    loop {
        let mut child = 2 * root + 1;
        if child >= length {
            break;
        }
        target.load(Slot::Left, low + child)?;
        let mut greater = Slot::Left;
        if child + 1 < length {
            target.load(Slot::Right, low + child + 1)?;
            if target.less(Slot::Left, Slot::Right)? {
                greater = Slot::Right;
                child += 1;
            }
        }
        if !target.less(Slot::Pivot, greater)? {
            break;
        }
        target.store(low + root, greater)?;
        root = child;
    }
    target.store(low + root, Slot::Pivot)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vector in which a closure orders the elements.
    struct Elements<F> {
        elements: Vec<u64>,
        slots: [u64; 3],
        less: F,
        comparisons: u64,
    }

    impl<F: FnMut(u64, u64) -> bool> SortTarget for Elements<F> {
        type Error = &'static str;

        fn load(&mut self, slot: Slot, index: u64) -> Result<(), Self::Error> {
            self.slots[slot as usize] = self.elements[index as usize - 1];
            Ok(())
        }

        fn store(&mut self, index: u64, slot: Slot) -> Result<(), Self::Error> {
            self.elements[index as usize - 1] = self.slots[slot as usize];
            Ok(())
        }

        fn less(&mut self, a: Slot, b: Slot) -> Result<bool, Self::Error> {
            self.comparisons += 1;
            Ok((self.less)(self.slots[a as usize], self.slots[b as usize]))
        }

        fn expect(&mut self, _: u64, _: u64) {}

        fn pause(&mut self) -> Result<(), Self::Error> {
            Ok(())
        }

        fn invalid_order(&mut self) -> Self::Error {
            "invalid order function for sorting"
        }
    }

    /// Sorts, and returns the elements and how many comparisons it took.
    fn sorted(
        elements: Vec<u64>,
        less: impl FnMut(u64, u64) -> bool,
    ) -> Result<(Vec<u64>, u64), &'static str> {
        let length = elements.len() as u64;
        let mut target = Elements { elements, slots: [0; 3], less, comparisons: 0 };
        sort(&mut target, length)?;
        Ok((target.elements, target.comparisons))
    }

    /// Yields numbers without an apparent order, all of them below `bound`.
    fn noise(bound: u64) -> impl FnMut() -> u64 {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % bound
        }
    }

    /// Returns a generous bound of the comparisons that sorting may take.
    fn comparison_bound(length: usize) -> u64 {
        let length = length as u64;
        8 * length * u64::from(u64::BITS - length.leading_zeros())
    }

    #[test]
    fn sorts_every_small_sequence() {
        for length in 0..=6 {
            for code in 0..6u64.pow(length) {
                let elements: Vec<u64> = (0..length).map(|i| code / 6u64.pow(i) % 6).collect();
                let mut expected = elements.clone();
                expected.sort_unstable();
                assert_eq!(sorted(elements, |a, b| a < b).unwrap().0, expected);
            }
        }
    }

    #[test]
    fn sorts_long_sequences_of_many_shapes() {
        const LENGTH: u64 = 5000;
        let mut next = noise(u64::MAX);
        let random = (0..LENGTH).map(|_| next()).collect();
        let few_values = (0..LENGTH).map(|i| i * 7919 % 3).collect();
        let organ_pipe = (0..LENGTH).map(|i| i.min(LENGTH - i)).collect();
        let saw = (0..LENGTH).map(|i| i % 70).collect();
        let shapes: [Vec<u64>; 7] = [
            random,
            few_values,
            organ_pipe,
            saw,
            (0..LENGTH).collect(),
            (0..LENGTH).rev().collect(),
            vec![1; LENGTH as usize],
        ];
        for elements in shapes {
            let mut expected = elements.clone();
            expected.sort_unstable_by(|a, b| b.cmp(a));
            let bound = comparison_bound(elements.len());
            let (elements, comparisons) = sorted(elements, |a, b| a > b).unwrap();
            assert_eq!(elements, expected);
            assert!(comparisons < bound, "{comparisons} comparisons");
        }
    }

    #[test]
    fn heapsort_sorts_a_part() {
        let mut next = noise(50);
        for length in 1..40 {
            let elements: Vec<u64> = (0..length + 2).map(|_| next()).collect();
            let mut expected = elements.clone();
            expected[1..=length as usize].sort_unstable();
            let mut target =
                Elements { elements, slots: [0; 3], less: |a, b| a < b, comparisons: 0 };
            heapsort(&mut target, 2, length + 1).unwrap();
            assert_eq!(target.elements, expected);
        }
    }

    #[test]
    fn an_adversary_cannot_make_it_quadratic() {
        const LENGTH: usize = 20_000;
        // The adversary (McIlroy, 1999) decides how elements compare only when asked, and so that
        // each pivot turns out to be among the least.
        const UNDECIDED: u64 = u64::MAX;
        let mut ranks = vec![UNDECIDED; LENGTH];
        let mut decided = 0;
        let mut candidate = 0;
        let less = |a: u64, b: u64| {
            let (a, b) = (a as usize, b as usize);
            if ranks[a] == UNDECIDED && ranks[b] == UNDECIDED {
                ranks[if a == candidate { a } else { b }] = decided;
                decided += 1;
            }
            if ranks[a] == UNDECIDED {
                candidate = a;
            } else if ranks[b] == UNDECIDED {
                candidate = b;
            }
            ranks[a] < ranks[b]
        };
        let (elements, comparisons) = sorted((0..LENGTH as u64).collect(), less).unwrap();
        assert!(elements.is_sorted_by_key(|&element| ranks[element as usize]));
        assert!(comparisons < comparison_bound(LENGTH), "{comparisons} comparisons");
    }

    #[test]
    fn reports_an_order_in_which_all_comes_before_all() {
        for length in 4..100 {
            assert_eq!(
                sorted((0..length).collect(), |_, _| true),
                Err("invalid order function for sorting")
            );
        }
    }

    #[test]
    fn stays_in_range_under_any_order() {
        let mut next = noise(2);
        for length in (0..300).chain([10_000]) {
            let (elements, comparisons) = match sorted((0..length).collect(), |_, _| next() == 0) {
                Ok(result) => result,
                Err(_) => continue,
            };
            assert_eq!(elements.len() as u64, length);
            assert!(comparisons <= comparison_bound(length as usize));
        }
    }
}
