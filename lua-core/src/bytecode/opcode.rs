//! The opcode table: everything that is known of an opcode, once.
//!
//! Notation: `R[i]` register, `K[i]` constant, `U[i]` upvalue, `pc` the next instruction; `A`, `B`, `C` are
//! the one-byte operands, `D` the 32-bit one (signed as `sD`), `E` the 16 bits of `B` and `C` together.

/// What an instruction does to `R[A]`, for whoever asks which instruction set a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Leaves registers alone, or says elsewhere what it changes.
    None,
    /// Sets `R[A]`.
    SetsA,
}

macro_rules! opcodes {
    ($( $(#[$doc:meta])* $name:ident ($effect:ident) ),+ $(,)?) => {
        /// An operation of the machine.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Op {
            $( $(#[$doc])* $name, )+
        }

        impl Op {
            const ALL: &[Op] = &[$(Op::$name),+];
            const NAMES: &[&str] = &[$(stringify!($name)),+];
            const EFFECTS: &[Effect] = &[$(Effect::$effect),+];

            /// How many opcodes there are.
            pub(crate) const COUNT: u8 = Op::ALL.len() as u8;

            /// The opcode that a byte stands for, if it does for one.
            pub(crate) fn from_byte(byte: u8) -> Option<Op> {
                Op::ALL.get(byte as usize).copied()
            }

            /// The opcode's name.
            pub(crate) fn name(self) -> &'static str {
                Op::NAMES[self as usize]
            }

            /// Whether the instruction sets `R[A]`.
            pub(crate) fn sets_a(self) -> bool {
                Op::EFFECTS[self as usize] == Effect::SetsA
            }
        }
    };
}

opcodes! {
    /// `R[A] := R[B]`
    Move(SetsA),
    /// `R[A] := sD` as an integer
    LoadInteger(SetsA),
    /// `R[A] := sD` as a float
    LoadFloat(SetsA),
    /// `R[A] := K[D]`
    LoadConstant(SetsA),
    /// `R[A] := false`
    LoadFalse(SetsA),
    /// `R[A] := true`
    LoadTrue(SetsA),
    /// `R[A] := false; pc++`
    LoadFalseSkip(SetsA),
    /// `R[A], …, R[A+B] := nil`
    LoadNil(None),
    /// `R[A] := U[B]`
    GetUpvalue(SetsA),
    /// `U[A] := R[B]`
    SetUpvalue(None),
    /// `U[A] := K[D]`
    SetUpvalueConstant(None),

    /// `R[A] := U[B][K[D]]`, `K[D]` a short string
    GetGlobal(SetsA),
    /// `U[A][K[D]] := R[C]`, `K[D]` a short string
    SetGlobal(None),
    /// `U[A][K[D]] := K[E]`, `K[D]` a short string
    SetGlobalConstant(None),
    /// `R[A] := R[B][R[C]]`
    GetTable(SetsA),
    /// `R[A] := R[B][sD]`
    GetInteger(SetsA),
    /// `R[A] := R[B][K[D]]`, `K[D]` a short string
    GetField(SetsA),
    /// `R[A][R[B]] := R[C]`
    SetTable(None),
    /// `R[A][R[B]] := K[D]`
    SetTableConstant(None),
    /// `R[A][sD] := R[C]`
    SetInteger(None),
    /// `R[A][sD] := K[E]`
    SetIntegerConstant(None),
    /// `R[A][K[D]] := R[C]`, `K[D]` a short string
    SetField(None),
    /// `R[A][K[D]] := K[E]`, `K[D]` a short string
    SetFieldConstant(None),
    /// `R[A+1] := R[B]; R[A] := R[B][K[D]]`, `K[D]` a string
    Method(SetsA),

    /// `R[A] := {}` with room for `D` items and `E` other fields
    NewTable(SetsA),
    /// `R[A][D+i] := R[A+i]` for `1 <= i <= B`; up to the top if `B` is 0
    SetList(None),

    /// `R[A] := R[B] + R[C]`
    Add(SetsA),
    /// `R[A] := R[B] - R[C]`
    Subtract(SetsA),
    /// `R[A] := R[B] * R[C]`
    Multiply(SetsA),
    /// `R[A] := R[B] / R[C]`
    Divide(SetsA),
    /// `R[A] := R[B] % R[C]`
    Modulo(SetsA),
    /// `R[A] := R[B] ^ R[C]`
    Power(SetsA),
    /// `R[A] := R[B] // R[C]`
    FloorDivide(SetsA),
    /// `R[A] := R[B] & R[C]`
    BitAnd(SetsA),
    /// `R[A] := R[B] | R[C]`
    BitOr(SetsA),
    /// `R[A] := R[B] ~ R[C]`
    BitXor(SetsA),
    /// `R[A] := R[B] << R[C]`
    ShiftLeft(SetsA),
    /// `R[A] := R[B] >> R[C]`
    ShiftRight(SetsA),
    /// `R[A] := R[B] + sD`
    AddInteger(SetsA),
    /// `R[A] := R[B] - sD`
    SubtractInteger(SetsA),
    /// `R[A] := R[B] + K[D]`, `K[D]` a number
    AddConstant(SetsA),
    /// `R[A] := R[B] - K[D]`, `K[D]` a number
    SubtractConstant(SetsA),
    /// `R[A] := R[B] * K[D]`, `K[D]` a number
    MultiplyConstant(SetsA),
    /// `R[A] := R[B] / K[D]`, `K[D]` a number
    DivideConstant(SetsA),
    /// `R[A] := R[B] % K[D]`, `K[D]` a number
    ModuloConstant(SetsA),
    /// `R[A] := R[B] ^ K[D]`, `K[D]` a number
    PowerConstant(SetsA),
    /// `R[A] := R[B] // K[D]`, `K[D]` a number
    FloorDivideConstant(SetsA),
    /// `R[A] := R[B] & K[D]`, `K[D]` a number
    BitAndConstant(SetsA),
    /// `R[A] := R[B] | K[D]`, `K[D]` a number
    BitOrConstant(SetsA),
    /// `R[A] := R[B] ~ K[D]`, `K[D]` a number
    BitXorConstant(SetsA),
    /// `R[A] := R[B] << K[D]`, `K[D]` a number
    ShiftLeftConstant(SetsA),
    /// `R[A] := R[B] >> K[D]`, `K[D]` a number
    ShiftRightConstant(SetsA),
    /// `R[A] := -R[B]`
    Negate(SetsA),
    /// `R[A] := ~R[B]`
    BitNot(SetsA),
    /// `R[A] := not R[B]`
    Not(SetsA),
    /// `R[A] := #R[B]`
    Length(SetsA),
    /// `R[A] := R[A] .. … .. R[A+B-1]`
    Concat(SetsA),

    /// `pc += sD`
    Jump(None),
    /// `pc += sD`, backwards
    JumpBack(None),
    /// `if R[A] then pc += sD`
    JumpIf(None),
    /// `if not R[A] then pc += sD`
    JumpIfNot(None),
    /// `if R[B] then { R[A] := R[B]; pc += sD }`
    JumpIfSet(SetsA),
    /// `if not R[B] then { R[A] := R[B]; pc += sD }`
    JumpIfNotSet(SetsA),
    /// `if R[A] == R[B] then pc += sD`
    JumpIfEqual(None),
    /// `if not (R[A] == R[B]) then pc += sD`
    JumpIfNotEqual(None),
    /// `if R[A] < R[B] then pc += sD`
    JumpIfLess(None),
    /// `if not (R[A] < R[B]) then pc += sD`
    JumpIfNotLess(None),
    /// `if R[A] <= R[B] then pc += sD`
    JumpIfLessEqual(None),
    /// `if not (R[A] <= R[B]) then pc += sD`
    JumpIfNotLessEqual(None),
    /// `if R[A] == K[E] then pc += sD`
    JumpIfEqualConstant(None),
    /// `if not (R[A] == K[E]) then pc += sD`
    JumpIfNotEqualConstant(None),
    /// `if R[A] == sE then pc += sD`
    JumpIfEqualInteger(None),
    /// `if not (R[A] == sE) then pc += sD`
    JumpIfNotEqualInteger(None),
    /// `if R[A] < sE then pc += sD`
    JumpIfLessInteger(None),
    /// `if not (R[A] < sE) then pc += sD`
    JumpIfNotLessInteger(None),
    /// `if R[A] <= sE then pc += sD`
    JumpIfLessEqualInteger(None),
    /// `if not (R[A] <= sE) then pc += sD`
    JumpIfNotLessEqualInteger(None),
    /// `if R[A] > sE then pc += sD`
    JumpIfGreaterInteger(None),
    /// `if not (R[A] > sE) then pc += sD`
    JumpIfNotGreaterInteger(None),
    /// `if R[A] >= sE then pc += sD`
    JumpIfGreaterEqualInteger(None),
    /// `if not (R[A] >= sE) then pc += sD`
    JumpIfNotGreaterEqualInteger(None),

    /// `R[A], …, R[A+C-2] := R[A](R[A+1], …, R[A+B-1])`; `B` 0: arguments up to the top; `C` 0: all results
    Call(None),
    /// `return R[A](R[A+1], …, R[A+B-1])`; `C`: variables to close first
    TailCall(None),
    /// `return R[A], …, R[A+B-2]`; `B` 0: up to the top; `C`: variables to close first
    Return(None),
    /// `return`
    ReturnNone(None),
    /// `return R[A]`
    ReturnOne(None),
    /// Prepares the integer or float loop over `R[A]` (start), `R[A+1]` (limit), `R[A+2]` (step);
    /// if it does not run at all, `pc += sD`
    ForPrepare(None),
    /// One more round of the loop: `R[A+3]` := the next value and `pc += sD`, or nothing
    ForLoop(None),
    /// Marks `R[A+3]` to be closed; `pc += sD`
    GenericForPrepare(None),
    /// `R[A+4], …, R[A+3+C] := R[A](R[A+1], R[A+2])`
    GenericForCall(None),
    /// `if R[A+4] ~= nil then { R[A+2] := R[A+4]; pc += sD }`
    GenericForLoop(None),

    /// `R[A] := closure of child D`; no register from `C` on is in use
    Closure(SetsA),
    /// `R[A], …, R[A+C-2] := …`; `C` 0: all, up to the top
    Vararg(None),
    /// Closes upvalues and to-be-closed variables from `R[A]` on
    Close(None),
    /// Marks `R[A]` to be closed
    ToBeClosed(None),
}
