//! Metamethod events and their names.

/// A metamethod (manual 2.4). The order puts those that tables cache as absent within the first 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Event {
    Index,
    NewIndex,
    Gc,
    Mode,
    Length,
    Equal,
    Add,
    Subtract,
    Multiply,
    Modulo,
    Power,
    Divide,
    FloorDivide,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    Negate,
    BitNot,
    Less,
    LessEqual,
    Concat,
    Call,
    Close,
    ToString,
    Name,
    Pairs,
    Metatable,
}

impl Event {
    /// How many events there are.
    pub(crate) const COUNT: usize = Event::NAMES.len();

    /// The field names in a metatable, in the order of the events.
    pub(crate) const NAMES: [&'static str; 29] = [
        "__index",
        "__newindex",
        "__gc",
        "__mode",
        "__len",
        "__eq",
        "__add",
        "__sub",
        "__mul",
        "__mod",
        "__pow",
        "__div",
        "__idiv",
        "__band",
        "__bor",
        "__bxor",
        "__shl",
        "__shr",
        "__unm",
        "__bnot",
        "__lt",
        "__le",
        "__concat",
        "__call",
        "__close",
        "__tostring",
        "__name",
        "__pairs",
        "__metatable",
    ];

    /// The event's field name.
    pub(crate) fn name(self) -> &'static str {
        Event::NAMES[self as usize]
    }
}
