//! The syntax tree. Nodes live in an arena and borrow from it; nothing here knows a value or heap.
//!
//! Chains that a program can make arbitrarily long (operators of one precedence level, suffixes,
//! `elseif` arms) are stored flat, so that no walk over the tree recurses deeper than the parser
//! did.

use super::names::Name;

/// A line number, from 1.
pub(crate) type Line = u32;

/// A sequence of statements with a scope of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    /// The statements in order. A `return` is always the last.
    pub(crate) statements: &'a [Statement<'a>],
}

/// A statement and the line it starts on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<'a> {
    /// Line of the first token.
    pub(crate) line: Line,
    /// Line of the last token of the statement.
    pub(crate) end_line: Line,
    /// What it is.
    pub(crate) kind: StatementKind<'a>,
}

/// The kinds of statements (manual 3.3).
#[derive(Debug, Clone, Copy)]
pub(crate) enum StatementKind<'a> {
    /// `local a <const>, b = 1, 2`
    Local { names: &'a [LocalName], values: &'a [Expr<'a>] },
    /// `a, b.c = 1, 2`; each target is a name or an index expression.
    Assign { targets: &'a [Expr<'a>], values: &'a [Expr<'a>] },
    /// A function call as a statement.
    Call(Expr<'a>),
    /// `do … end`
    Do(Block<'a>),
    /// `while condition do body end`
    While { condition: Expr<'a>, do_line: Line, body: Block<'a>, body_end: Line },
    /// `repeat body until condition`; the condition sees the locals of the body.
    Repeat { body: Block<'a>, condition: Expr<'a>, until_line: Line },
    /// `if … elseif … else … end`
    If { arms: &'a [IfArm<'a>], otherwise: Option<Block<'a>> },
    /// `for name = start, limit, step do body end`
    NumericFor {
        name: Name,
        start: &'a Expr<'a>,
        limit: &'a Expr<'a>,
        step: Option<&'a Expr<'a>>,
        body: Block<'a>,
        do_line: Line,
    },
    /// `for names in values do body end`
    GenericFor {
        names: &'a [Name],
        values: &'a [Expr<'a>],
        /// Line of the first value's first token, where the iterator is called.
        values_line: Line,
        body: Block<'a>,
        do_line: Line,
    },
    /// `function a.b.c:m() … end`; the target is a name or an index expression.
    Function { target: Expr<'a>, function: &'a FunctionBody<'a> },
    /// `local function f() … end`
    LocalFunction { name: Name, function: &'a FunctionBody<'a> },
    /// `return values`
    Return { values: &'a [Expr<'a>] },
    /// `break`
    Break,
    /// `goto name`
    Goto { name: Name },
    /// `::name::`
    Label { name: Name },
}

/// A condition and the block it guards.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IfArm<'a> {
    /// The condition after `if` or `elseif`.
    pub(crate) condition: Expr<'a>,
    /// Line of `then`.
    pub(crate) then_line: Line,
    /// The block after `then`.
    pub(crate) body: Block<'a>,
    /// Line where the block ends.
    pub(crate) end_line: Line,
}

/// A name declared by `local`, with its attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalName {
    /// The name.
    pub(crate) name: Name,
    /// `<const>`, `<close>` or nothing.
    pub(crate) attribute: Attribute,
}

/// The attribute of a local variable (manual 3.3.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// No attribute.
    None,
    /// `<const>`
    Const,
    /// `<close>`
    Close,
}

/// An expression and the line of its first token.
///
/// PERF: what has several parts is apart, so that the many names and constants take three words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expr<'a> {
    /// Line of the first token.
    pub(crate) line: Line,
    /// What it is.
    pub(crate) kind: ExprKind<'a>,
}

/// The kinds of expressions (manual 3.4).
#[derive(Debug, Clone, Copy)]
pub(crate) enum ExprKind<'a> {
    /// `nil`
    Nil,
    /// `true`
    True,
    /// `false`
    False,
    /// An integer numeral.
    Integer(i64),
    /// A float numeral.
    Float(f64),
    /// A string literal, unescaped.
    String(Name),
    /// `...`
    Vararg,
    /// `function (…) … end`
    Function(&'a FunctionBody<'a>),
    /// A variable by its name.
    Name(Name),
    /// An expression in parentheses: exactly one value.
    Paren(&'a Expr<'a>),
    /// A primary expression with suffixes.
    Suffixed(&'a Suffixed<'a>),
    /// A table constructor.
    Table(&'a Table<'a>),
    /// A unary operator.
    Unary(&'a Unary<'a>),
    /// Binary operators and their operands.
    Binary(&'a Chain<'a>),
}

/// A primary expression (a name or a parenthesised expression) followed by at least one suffix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suffixed<'a> {
    /// What the first suffix follows.
    pub(crate) primary: Expr<'a>,
    /// The suffixes.
    pub(crate) suffixes: &'a [Suffix<'a>],
}

/// A table constructor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    /// The entries in order.
    pub(crate) fields: &'a [Field<'a>],
    /// Line of the closing brace.
    pub(crate) end_line: Line,
}

/// A unary operator and its operand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unary<'a> {
    /// The operator.
    pub(crate) operator: UnaryOp,
    /// Its line.
    pub(crate) line: Line,
    /// Its operand.
    pub(crate) operand: Expr<'a>,
}

/// A left fold over binary operators: `((first op operand) op operand) …`, with at least one tail.
/// All operators are of one precedence level; `and`, `or`, `..` and `^` come here too (the right-associative
/// ones have one tail and nest to the right).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain<'a> {
    /// The leftmost operand.
    pub(crate) first: Expr<'a>,
    /// The operators and the operands on their right.
    pub(crate) tails: &'a [BinaryTail<'a>],
}

/// One step of a left fold: `… operator operand`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BinaryTail<'a> {
    /// The operator.
    pub(crate) operator: BinaryOp,
    /// Line of the operator.
    pub(crate) line: Line,
    /// Its right operand.
    pub(crate) operand: Expr<'a>,
}

/// What may follow a primary expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suffix<'a> {
    /// Line of the last token of a field or index, of the first token (`:`, `(`, a string or `{`) of a call.
    pub(crate) line: Line,
    /// What it is.
    pub(crate) kind: SuffixKind<'a>,
}

/// The kinds of suffixes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SuffixKind<'a> {
    /// `.name`
    Field(Name),
    /// `[key]`
    Index(&'a Expr<'a>),
    /// `(arguments)`, `"string"` or `{table}`
    Call(&'a [Expr<'a>]),
    /// `:name(arguments)`; the line is that of the `:`, `call_line` that of the arguments' first
    /// token.
    Method { name: Name, arguments: &'a [Expr<'a>], call_line: Line },
}

/// One entry of a table constructor.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Field<'a> {
    /// `value`
    Item(Expr<'a>),
    /// `name = value`; the line is that of the value's last token.
    Named { name: Name, value: Expr<'a>, end_line: Line },
    /// `[key] = value`; the line is that of the value's last token.
    Keyed { key: &'a Expr<'a>, value: Expr<'a>, end_line: Line },
}

/// The parameters and body of a function.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FunctionBody<'a> {
    /// Parameter names; a method's `self` is the first.
    pub(crate) parameters: &'a [Name],
    /// Whether the parameter list ends in `...`.
    pub(crate) is_vararg: bool,
    /// The body.
    pub(crate) body: Block<'a>,
    /// Line of `function` (0 for a main chunk).
    pub(crate) line: Line,
    /// Line of the closing `end` (of the last token for a main chunk).
    pub(crate) end_line: Line,
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    /// `-`
    Negate,
    /// `~`
    BitNot,
    /// `not`
    Not,
    /// `#`
    Length,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `//`
    FloorDivide,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `~`
    BitXor,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `..`
    Concat,
    /// `==`
    Equal,
    /// `~=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `and`
    And,
    /// `or`
    Or,
}

impl BinaryOp {
    /// Whether the operator compares its operands.
    pub(crate) fn is_comparison(self) -> bool {
        use BinaryOp::*;
        matches!(self, Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual)
    }
}
