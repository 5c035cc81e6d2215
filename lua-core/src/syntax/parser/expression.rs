//! Expressions (manual 3.4).

use super::{Parser, Tokens, complete};
use crate::syntax::ast::{
    BinaryOp, BinaryTail, Chain, Expr, ExprKind, Field, Line, Suffix, SuffixKind, Suffixed, Table,
    Unary, UnaryOp,
};
use crate::syntax::error::Parsed;
use crate::syntax::names::Name;
use crate::syntax::token::Token;

/// How strongly a unary operator binds its operand: only `^` is stronger (manual 3.4.8).
const UNARY_PRECEDENCE: u8 = 12;

/// How strongly a binary operator binds its operands (manual 3.4.8): all operators with the same
/// precedence on the left make up one level, and those weaker on the right associate to the right.
#[derive(Clone, Copy, PartialEq)]
struct Precedence {
    left: u8,
    right: u8,
}

/// Returns the unary operator that `token` stands for.
#[inline(always)]
fn unary_operator(token: Token) -> Option<UnaryOp> {
    Some(match token {
        Token::Minus => UnaryOp::Negate,
        Token::Tilde => UnaryOp::BitNot,
        Token::Not => UnaryOp::Not,
        Token::Hash => UnaryOp::Length,
        _ => return None,
    })
}

/// Returns the binary operator that `token` stands for.
#[inline(always)]
fn binary_operator(token: Token) -> Option<BinaryOp> {
    Some(match token {
        Token::Plus => BinaryOp::Add,
        Token::Minus => BinaryOp::Subtract,
        Token::Star => BinaryOp::Multiply,
        Token::Slash => BinaryOp::Divide,
        Token::SlashSlash => BinaryOp::FloorDivide,
        Token::Percent => BinaryOp::Modulo,
        Token::Caret => BinaryOp::Power,
        Token::Ampersand => BinaryOp::BitAnd,
        Token::Pipe => BinaryOp::BitOr,
        Token::Tilde => BinaryOp::BitXor,
        Token::LessLess => BinaryOp::ShiftLeft,
        Token::GreaterGreater => BinaryOp::ShiftRight,
        Token::DotDot => BinaryOp::Concat,
        Token::EqualEqual => BinaryOp::Equal,
        Token::TildeEqual => BinaryOp::NotEqual,
        Token::Less => BinaryOp::Less,
        Token::LessEqual => BinaryOp::LessEqual,
        Token::Greater => BinaryOp::Greater,
        Token::GreaterEqual => BinaryOp::GreaterEqual,
        Token::And => BinaryOp::And,
        Token::Or => BinaryOp::Or,
        _ => return None,
    })
}

/// Returns the precedence of a binary operator (manual 3.4.8).
#[inline(always)]
fn precedence(operator: BinaryOp) -> Precedence {
    use BinaryOp::*;
    let (left, right) = match operator {
        Power => (14, 13),
        Multiply | Divide | FloorDivide | Modulo => (11, 11),
        Add | Subtract => (10, 10),
        Concat => (9, 8),
        ShiftLeft | ShiftRight => (7, 7),
        BitAnd => (6, 6),
        BitXor => (5, 5),
        BitOr => (4, 4),
        Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual => (3, 3),
        And => (2, 2),
        Or => (1, 1),
    };
    Precedence { left, right }
}

impl<'a> Parser<'_, '_, 'a> {
    /// Parses an expression.
    pub(super) fn expression(&mut self) -> Parsed<Expr<'a>> {
        self.operation(0)
    }

    /// Parses an expression and moves it to the arena.
    pub(super) fn stored_expression(&mut self) -> Parsed<&'a Expr<'a>> {
        let expression = self.expression()?;
        Ok(self.store(expression))
    }

    /// Parses one expression or more, separated by commas.
    pub(super) fn expressions(&mut self) -> Parsed<&'a [Expr<'a>]> {
        self.expression_list(|tokens| tokens.previous_line)
    }

    /// Parses expressions separated by commas. `end_line` tells from the token behind the last one on which line
    /// that is needed.
    fn expression_list(
        &mut self,
        end_line: impl Fn(&Tokens<'_>) -> Line,
    ) -> Parsed<&'a [Expr<'a>]> {
        let start = self.lists.expressions.len();
        loop {
            let mut expression = self.expression()?;
            let is_last = !self.at(Token::Comma);
            let line = if is_last { end_line(self.tokens) } else { self.tokens.current.line };
            self.needed_on_line(&mut expression, line);
            self.lists.expressions.push(expression);
            if is_last {
                return Ok(complete(self.arena, &mut self.lists.expressions, start));
            }
            self.advance()?;
        }
    }

    /// Parses an expression up to the first binary operator that does not bind its left operand
    /// more strongly than `limit`.
    fn operation(&mut self, limit: u8) -> Parsed<Expr<'a>> {
        self.enter()?;
        let first = match unary_operator(self.tokens.current.token) {
            Some(operator) => self.unary(operator),
            None => self.simple_expression(),
        }?;
        let operation = self.binary(first, limit);
        self.leave();
        operation
    }

    /// Parses the binary operators after `operation`, as long as they bind it more strongly than
    /// `limit`.
    fn binary(&mut self, mut operation: Expr<'a>, limit: u8) -> Parsed<Expr<'a>> {
        while let Some(operator) = binary_operator(self.tokens.current.token)
            && precedence(operator).left > limit
        {
            operation = self.fold(operation, precedence(operator))?;
        }
        Ok(operation)
    }

    /// Parses a unary operator and its operand.
    fn unary(&mut self, operator: UnaryOp) -> Parsed<Expr<'a>> {
        let line = self.tokens.current.line;
        self.advance()?;
        let operand = self.operation(UNARY_PRECEDENCE)?;
        let unary = self.store(Unary { operator, line, operand });
        Ok(Expr { line, kind: ExprKind::Unary(unary) })
    }

    /// Attributes what makes the value of an operand, if it is an index, a name or a constant, to the line where C Lua's
    /// compiler first needs the value: that of the token behind the operand.
    pub(super) fn needed_on_line(&self, operand: &mut Expr<'a>, line: Line) {
        let ExprKind::Suffixed(&Suffixed { primary, suffixes }) = operand.kind else {
            if !matches!(operand.kind, ExprKind::Function(_) | ExprKind::Table(_)) {
                operand.line = line;
            }
            return;
        };
        if let Some((last, init)) = suffixes.split_last()
            && let SuffixKind::Field(_) | SuffixKind::Index(_) = last.kind
            && last.line != line
        {
            let last = std::iter::once(Suffix { line, ..*last });
            let suffixes = init.iter().copied().chain(last).collect::<Vec<_>>();
            let suffixes = self.arena.alloc_slice_copy(&suffixes);
            operand.kind = ExprKind::Suffixed(self.store(Suffixed { primary, suffixes }));
        }
    }

    /// Parses all operators of one level and their operands after the first.
    fn fold(&mut self, mut first: Expr<'a>, level: Precedence) -> Parsed<Expr<'a>> {
        let start = self.lists.tails.len();
        while let Some(operator) = binary_operator(self.tokens.current.token)
            && precedence(operator) == level
        {
            let mut line = self.tokens.current.line;
            match self.lists.tails[start..].last().copied() {
                None => self.needed_on_line(&mut first, line),
                Some(mut tail) => {
                    self.needed_on_line(&mut tail.operand, line);
                    *self.lists.tails.last_mut().expect("the tail just seen") = tail;
                }
            }
            self.advance()?;
            let operand = self.operation(level.right)?;
            if operator.is_comparison() {
                // C Lua attributes a comparison to the line where its second operand ends.
                line = self.tokens.previous_line;
            }
            self.lists.tails.push(BinaryTail { operator, line, operand });
        }
        let tails = complete(self.arena, &mut self.lists.tails, start);
        let chain = self.store(Chain { first, tails });
        Ok(Expr { line: first.line, kind: ExprKind::Binary(chain) })
    }

    /// Parses an expression without operators around it. Fails on `...` if the function has no
    /// variable number of arguments.
    fn simple_expression(&mut self) -> Parsed<Expr<'a>> {
        let kind = match self.tokens.current.token {
            Token::Integer(value) => ExprKind::Integer(value),
            Token::Float(value) => ExprKind::Float(value),
            Token::String(text) => ExprKind::String(text),
            Token::Nil => ExprKind::Nil,
            Token::True => ExprKind::True,
            Token::False => ExprKind::False,
            Token::Ellipsis => return self.vararg(),
            Token::LeftBrace => return self.table(),
            Token::Function => return self.anonymous_function(),
            _ => return self.suffixed_expression(),
        };
        self.literal(kind)
    }

    /// Moves past a token that is an expression of its own, and returns that.
    fn literal(&mut self, kind: ExprKind<'a>) -> Parsed<Expr<'a>> {
        let line = self.tokens.current.line;
        self.advance()?;
        Ok(Expr { line, kind })
    }

    /// Parses `...`. Fails if the function has no variable number of arguments.
    fn vararg(&mut self) -> Parsed<Expr<'a>> {
        if !self.is_vararg {
            return Err(self.error("cannot use '...' outside a vararg function"));
        }
        self.literal(ExprKind::Vararg)
    }

    /// Parses a function as an expression (manual 3.4.11).
    fn anonymous_function(&mut self) -> Parsed<Expr<'a>> {
        let line = self.tokens.current.line;
        self.advance()?;
        let function = self.function_body(false, line)?;
        Ok(Expr { line, kind: ExprKind::Function(function) })
    }

    /// Parses a name or an expression in parentheses, and what follows it: fields, indices, calls.
    pub(super) fn suffixed_expression(&mut self) -> Parsed<Expr<'a>> {
        let primary = self.primary_expression()?;
        if !self.at_suffix() {
            return Ok(primary);
        }
        let start = self.lists.suffixes.len();
        while self.at_suffix() {
            let suffix = self.suffix()?;
            self.lists.suffixes.push(suffix);
        }
        Ok(self.suffixed(primary, start))
    }

    /// Returns `primary` followed by the suffixes from `start` on; itself if there are none.
    pub(super) fn suffixed(&mut self, primary: Expr<'a>, start: usize) -> Expr<'a> {
        if self.lists.suffixes.len() == start {
            return primary;
        }
        let suffixes = complete(self.arena, &mut self.lists.suffixes, start);
        let suffixed = self.store(Suffixed { primary, suffixes });
        Expr { line: primary.line, kind: ExprKind::Suffixed(suffixed) }
    }

    /// Parses a name or an expression in parentheses. Fails on anything else.
    fn primary_expression(&mut self) -> Parsed<Expr<'a>> {
        let line = self.tokens.current.line;
        let kind = match self.tokens.current.token {
            Token::Name(name) => {
                self.advance()?;
                ExprKind::Name(name)
            }
            Token::LeftParen => {
                self.advance()?;
                let mut inner = self.expression()?;
                self.needed_on_line(&mut inner, self.tokens.current.line);
                self.expect_closing(Token::RightParen, Token::LeftParen, line)?;
                ExprKind::Paren(self.store(inner))
            }
            _ => return Err(self.error("unexpected symbol")),
        };
        Ok(Expr { line, kind })
    }

    /// Returns whether the current token begins a suffix.
    #[inline(always)]
    fn at_suffix(&self) -> bool {
        matches!(
            self.tokens.current.token,
            Token::Dot
                | Token::LeftBracket
                | Token::Colon
                | Token::LeftParen
                | Token::LeftBrace
                | Token::String(_)
        )
    }

    /// Parses a suffix, which the current token begins.
    fn suffix(&mut self) -> Parsed<Suffix<'a>> {
        let line = self.tokens.current.line;
        let kind = match self.tokens.current.token {
            Token::Dot => self.field_name().map(SuffixKind::Field),
            Token::LeftBracket => self.index().map(SuffixKind::Index),
            Token::Colon => self.method_call(),
            _ => self.arguments().map(SuffixKind::Call),
        }?;
        let line = match kind {
            SuffixKind::Field(_) | SuffixKind::Index(_) => self.tokens.previous_line,
            SuffixKind::Call(_) | SuffixKind::Method { .. } => line,
        };
        Ok(Suffix { line, kind })
    }

    /// Parses the name after a `.` or `:`.
    pub(super) fn field_name(&mut self) -> Parsed<Name> {
        self.advance()?;
        self.name()
    }

    /// Parses a method call from the `:` on (manual 3.4.10).
    fn method_call(&mut self) -> Parsed<SuffixKind<'a>> {
        let name = self.field_name()?;
        let call_line = self.tokens.current.line;
        Ok(SuffixKind::Method { name, arguments: self.arguments()?, call_line })
    }

    /// Parses an expression in brackets.
    fn index(&mut self) -> Parsed<&'a Expr<'a>> {
        self.advance()?;
        let key = self.stored_expression()?;
        self.expect(Token::RightBracket)?;
        Ok(key)
    }

    /// Parses the arguments of a call (manual 3.4.10). Fails if there are none, not even `()`.
    fn arguments(&mut self) -> Parsed<&'a [Expr<'a>]> {
        match self.tokens.current.token {
            Token::LeftParen => self.argument_list(),
            Token::LeftBrace | Token::String(_) => self.argument(),
            _ => Err(self.error("function arguments expected")),
        }
    }

    /// Parses arguments in parentheses.
    fn argument_list(&mut self) -> Parsed<&'a [Expr<'a>]> {
        let line = self.tokens.current.line;
        self.advance()?;
        if self.accept(Token::RightParen)? {
            return Ok(&[]);
        }
        let arguments = self.expression_list(|tokens| tokens.current.line)?;
        self.expect_closing(Token::RightParen, Token::LeftParen, line)?;
        Ok(arguments)
    }

    /// Parses the only argument of a call without parentheses: a string or a table.
    fn argument(&mut self) -> Parsed<&'a [Expr<'a>]> {
        let argument = self.simple_expression()?;
        Ok(std::slice::from_ref(self.store(argument)))
    }

    /// Parses a table constructor (manual 3.4.9).
    fn table(&mut self) -> Parsed<Expr<'a>> {
        let line = self.tokens.current.line;
        self.advance()?;
        let start = self.lists.fields.len();
        while !self.at(Token::RightBrace) {
            let field = self.field()?;
            self.lists.fields.push(field);
            if !self.accept(Token::Comma)? && !self.accept(Token::Semicolon)? {
                break;
            }
        }
        let end_line = self.tokens.current.line;
        self.expect_closing(Token::RightBrace, Token::LeftBrace, line)?;
        let fields = complete(self.arena, &mut self.lists.fields, start);
        let table = self.store(Table { fields, end_line });
        Ok(Expr { line, kind: ExprKind::Table(table) })
    }

    /// Parses a field of a table constructor (manual 3.4.9).
    fn field(&mut self) -> Parsed<Field<'a>> {
        let token = self.tokens.current.token;
        match token {
            Token::Name(name) if self.tokens.peek()? == Token::Equal => self.named_field(name),
            Token::LeftBracket => self.keyed_field(),
            _ => {
                let mut item = self.expression()?;
                self.needed_on_line(&mut item, self.tokens.current.line);
                Ok(Field::Item(item))
            }
        }
    }

    /// Parses the rest of a field with a name from the name on.
    fn named_field(&mut self, name: Name) -> Parsed<Field<'a>> {
        self.advance()?;
        self.advance()?;
        let value = self.expression()?;
        Ok(Field::Named { name, value, end_line: self.tokens.previous_line })
    }

    /// Parses a field with a key in brackets.
    fn keyed_field(&mut self) -> Parsed<Field<'a>> {
        let key = self.index()?;
        self.expect(Token::Equal)?;
        let value = self.expression()?;
        Ok(Field::Keyed { key, value, end_line: self.tokens.previous_line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Chunk;
    use crate::syntax::ast::StatementKind;
    use crate::syntax::error::Allowance;
    use bumpalo::Bump;

    /// Parses `return` followed by `source` and passes the first value to `check`.
    fn with_value(source: &str, check: impl FnOnce(Expr)) {
        let arena = Bump::new();
        let source = format!("return {source}");
        let mut chunk = Chunk::new(source.as_bytes(), Allowance::ANY).unwrap();
        match chunk.piece(&arena).unwrap().unwrap().statements {
            [statement] => match statement.kind {
                StatementKind::Return { values: [value, ..] } => check(*value),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// Writes an expression with parentheses around every operation.
    fn grouped(expression: &Expr) -> String {
        match expression.kind {
            ExprKind::Integer(value) => value.to_string(),
            ExprKind::Unary(unary) => format!("(u{})", grouped(&unary.operand)),
            ExprKind::Binary(&Chain { first, tails }) => {
                let rest: String = tails.iter().map(|tail| grouped(&tail.operand)).collect();
                format!("({}{rest})", grouped(&first))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn operators_bind_by_precedence() {
        for (source, expected) in [
            ("1+2-3", "(123)"),
            ("1*2+3*4-5", "((12)(34)5)"),
            ("1 .. 2 .. 3", "(1(23))"),
            ("2^-3^4", "(2(u(34)))"),
            ("-1^2*3", "((u(12))3)"),
            ("1 or 2 and 3 < 4 | 5 ~ 6 & 7 << 8 .. 9", "(1(2(3(4(5(6(7(89))))))))"),
            ("1 << 2 .. 3 + 4 * 5", "(1(2(3(45))))"),
            ("not 1 == 2 ~= 3", "((u1)23)"),
        ] {
            with_value(source, |value| assert_eq!(grouped(&value), expected, "{source}"));
        }
    }

    #[test]
    fn suffixes_are_flat_and_know_their_lines() {
        with_value("a\n.b\n[1]\n:c\n{}\n'x'", |value| {
            let ExprKind::Suffixed(&Suffixed { suffixes, .. }) = value.kind else {
                panic!("{value:?}")
            };
            let lines: Vec<Line> = suffixes.iter().map(|suffix| suffix.line).collect();
            assert_eq!(lines, [2, 3, 4, 6]);
            assert!(matches!(suffixes[2].kind, SuffixKind::Method { call_line: 5, .. }));
        });
        with_value("1\n+\n2", |value| {
            let ExprKind::Binary(&Chain { tails, .. }) = value.kind else { panic!("{value:?}") };
            assert_eq!((tails[0].line, tails[0].operator), (2, BinaryOp::Add));
        });
    }
}
