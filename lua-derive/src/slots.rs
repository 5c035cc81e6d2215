//! The slots of `#[methods]` blocks: each block of a type gets a number that no other block of it has.
//!
//! The derive, which does not see the blocks, asks for the block of every number.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many slots a derive asks for.
pub(crate) const COUNT: usize = 16;

/// The texts of the blocks that were expanded, by the name of their type.
static BLOCKS: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

/// The slot of a block. One that is expanded again, as editors do, keeps its slot.
///
/// Types of one name count together, since their paths may be written in many ways. Behind the last slot the count
/// begins anew: only where two blocks of the very same type meet, the compiler refuses the second.
pub(crate) fn slot_of(type_name: String, block: String) -> usize {
    let mut blocks = BLOCKS.lock().unwrap_or_else(PoisonError::into_inner);
    let blocks = blocks.get_or_insert_default().entry(type_name).or_default();
    let index = blocks.iter().position(|known| *known == block).unwrap_or_else(|| {
        blocks.push(block);
        blocks.len() - 1
    });
    index % COUNT
}

#[cfg(test)]
mod tests {
    use super::{COUNT, slot_of};

    #[test]
    fn blocks_of_a_type_have_slots_of_their_own() {
        let slot = |block: &str| slot_of("Player".into(), block.into());
        assert_eq!([slot("a"), slot("b"), slot("a"), slot("c")], [0, 1, 0, 2]);
        assert_eq!(slot_of("Monster".into(), "b".into()), 0);
        let rest: Vec<usize> = (3..=COUNT).map(|index| slot(&format!("block {index}"))).collect();
        assert_eq!(rest.last(), Some(&0));
    }
}
