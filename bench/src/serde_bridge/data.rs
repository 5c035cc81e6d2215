//! The data that goes through serde.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

/// A struct with a bit of everything.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct Order {
    id: u64,
    customer: String,
    paid: bool,
    weight: f64,
    discount: Option<f32>,
    kind: Kind,
    address: Address,
    amounts: Vec<u32>,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
enum Kind {
    Letter,
    Parcel,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Address {
    street: String,
    number: u16,
    city: String,
}

/// A document of parts within parts.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct Document {
    title: String,
    labels: BTreeMap<String, String>,
    parts: Vec<Document>,
    orders: Vec<Order>,
    figures: Vec<f64>,
}

/// One order, the same for the same number.
pub fn order(id: u64) -> Order {
    let mut random = Rng::with_seed(id);
    Order {
        id,
        customer: word(&mut random),
        paid: random.bool(),
        weight: random.f64() * 100.0,
        discount: random.bool().then_some(0.25),
        kind: if random.bool() { Kind::Letter } else { Kind::Parcel },
        address: Address {
            street: word(&mut random),
            number: random.u16(1..200),
            city: word(&mut random),
        },
        amounts: vec![random.u32(..100), random.u32(..100), random.u32(..100)],
    }
}

/// A thousand integers.
pub fn integers() -> Vec<i64> {
    let mut random = Rng::with_seed(1);
    (0..1000).map(|_| random.i64(..)).collect()
}

/// A thousand orders.
pub fn orders() -> Vec<Order> {
    (0..1000).map(order).collect()
}

/// A document whose JSON has about a megabyte.
pub fn document() -> Document {
    part(&mut Rng::with_seed(1), 4)
}

/// A document with parts down to a depth.
fn part(random: &mut Rng, depth: usize) -> Document {
    let parts = if depth == 0 { 0 } else { 6 };
    Document {
        title: word(random),
        labels: (0..5).map(|_| (word(random), word(random))).collect(),
        parts: (0..parts).map(|_| part(random, depth - 1)).collect(),
        orders: (0..2).map(|_| order(random.u64(..1 << 53))).collect(),
        figures: (0..8).map(|_| random.f64()).collect(),
    }
}

/// A word of 4 to 11 letters.
fn word(random: &mut Rng) -> String {
    let length = random.usize(4..12);
    (0..length).map(|_| random.lowercase()).collect()
}
