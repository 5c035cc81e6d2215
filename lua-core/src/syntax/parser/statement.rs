//! Statements (manual 3.3).

use super::{Parser, complete};
use crate::syntax::ast::{
    Attribute, Block, Expr, ExprKind, IfArm, Line, LocalName, Statement, StatementKind, Suffix,
    SuffixKind,
};
use crate::syntax::error::{Parsed, SyntaxError};
use crate::syntax::names::Name;
use crate::syntax::token::Token;

impl<'a> Parser<'_, '_, 'a> {
    /// Parses a statement other than `;`.
    pub(super) fn statement(&mut self) -> Parsed<Statement<'a>> {
        self.enter()?;
        let line = self.tokens.current.line;
        let kind = match self.tokens.current.token {
            Token::If => self.if_statement(line),
            Token::While => self.while_loop(line),
            Token::Do => {
                self.advance()?;
                self.body(Token::Do, line).map(StatementKind::Do)
            }
            Token::For => self.for_loop(line),
            Token::Repeat => self.repeat_loop(line),
            Token::Function => self.function_statement(line),
            Token::Local => self.local_statement(),
            Token::ColonColon => self.label(),
            Token::Return => self.return_statement(),
            Token::Break => self.advance().map(|()| StatementKind::Break),
            Token::Goto => {
                self.advance()?;
                self.name().map(|name| StatementKind::Goto { name })
            }
            _ => self.expression_statement(),
        }?;
        self.leave();
        Ok(Statement { line, end_line: self.tokens.previous_line, kind })
    }

    /// Parses a block and the `end` that closes what `opener` opened on line `line`.
    fn body(&mut self, opener: Token, line: Line) -> Parsed<Block<'a>> {
        let block = self.block()?;
        self.expect_closing(Token::End, opener, line)?;
        Ok(block)
    }

    /// Parses an `if` with its other arms (manual 3.3.4).
    fn if_statement(&mut self, line: Line) -> Parsed<StatementKind<'a>> {
        let start = self.lists.arms.len();
        while self.lists.arms.len() == start || self.at(Token::ElseIf) {
            let arm = self.if_arm()?;
            self.lists.arms.push(arm);
        }
        let arms = complete(self.arena, &mut self.lists.arms, start);
        let otherwise = if self.accept(Token::Else)? { Some(self.block()?) } else { None };
        self.expect_closing(Token::End, Token::If, line)?;
        Ok(StatementKind::If { arms, otherwise })
    }

    /// Parses an arm from its `if` or `elseif` on.
    fn if_arm(&mut self) -> Parsed<IfArm<'a>> {
        self.advance()?;
        let mut condition = self.expression()?;
        let then_line = self.tokens.current.line;
        self.needed_on_line(&mut condition, then_line);
        self.expect(Token::Then)?;
        let body = self.block()?;
        Ok(IfArm { condition, then_line, body, end_line: self.tokens.previous_line })
    }

    /// Parses a `while` loop (manual 3.3.4).
    fn while_loop(&mut self, line: Line) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let condition = self.expression()?;
        let do_line = self.tokens.current.line;
        self.expect(Token::Do)?;
        let body = self.block()?;
        let body_end = self.tokens.previous_line;
        self.expect_closing(Token::End, Token::While, line)?;
        Ok(StatementKind::While { condition, do_line, body, body_end })
    }

    /// Parses a `repeat` loop (manual 3.3.4).
    fn repeat_loop(&mut self, line: Line) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let body = self.block()?;
        let until_line = self.tokens.current.line;
        self.expect_closing(Token::Until, Token::Repeat, line)?;
        let condition = self.expression()?;
        Ok(StatementKind::Repeat { body, condition, until_line })
    }

    /// Parses a `for` loop of either kind (manual 3.3.5).
    fn for_loop(&mut self, line: Line) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let name = self.name()?;
        let outer_locals = self.locals;
        let statement = match self.tokens.current.token {
            // Besides its variables a loop has a state of three or four values.
            Token::Equal => self.declare(4).and_then(|()| self.numeric_for(name, line)),
            Token::Comma | Token::In => self.declare(5).and_then(|()| self.generic_for(name, line)),
            _ => Err(self.error("'=' or 'in' expected")),
        };
        self.locals = outer_locals;
        statement
    }

    /// Parses the rest of a numerical `for` loop from the `=` on (manual 3.3.5).
    fn numeric_for(&mut self, name: Name, line: Line) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let start = self.stored_expression()?;
        self.expect(Token::Comma)?;
        let limit = self.stored_expression()?;
        let step = if self.accept(Token::Comma)? { Some(self.stored_expression()?) } else { None };
        let do_line = self.tokens.current.line;
        self.expect(Token::Do)?;
        let body = self.body(Token::For, line)?;
        Ok(StatementKind::NumericFor { name, start, limit, step, body, do_line })
    }

    /// Parses the rest of a generic `for` loop after its first name (manual 3.3.5).
    fn generic_for(&mut self, first: Name, line: Line) -> Parsed<StatementKind<'a>> {
        let start = self.lists.names.len();
        self.lists.names.push(first);
        while self.accept(Token::Comma)? {
            let name = self.name()?;
            self.lists.names.push(name);
            self.declare(1)?;
        }
        let names = complete(self.arena, &mut self.lists.names, start);
        self.expect(Token::In)?;
        let values_line = self.tokens.current.line;
        let values = self.expressions()?;
        let do_line = self.tokens.current.line;
        self.expect(Token::Do)?;
        let body = self.body(Token::For, line)?;
        Ok(StatementKind::GenericFor { names, values, values_line, body, do_line })
    }

    /// Parses a `function` statement (manual 3.4.11).
    fn function_statement(&mut self, line: Line) -> Parsed<StatementKind<'a>> {
        let (target, is_method) = self.function_name()?;
        let function = self.function_body(is_method, line)?;
        Ok(StatementKind::Function { target, function })
    }

    /// Parses the name in a `function` statement from `function` on, and returns whether it is that
    /// of a method.
    fn function_name(&mut self) -> Parsed<(Expr<'a>, bool)> {
        self.advance()?;
        let primary = Expr { line: self.tokens.current.line, kind: ExprKind::Name(self.name()?) };
        let start = self.lists.suffixes.len();
        let mut is_method = false;
        while !is_method && matches!(self.tokens.current.token, Token::Dot | Token::Colon) {
            let line = self.tokens.current.line;
            is_method = self.at(Token::Colon);
            let kind = SuffixKind::Field(self.field_name()?);
            self.lists.suffixes.push(Suffix { line, kind });
        }
        Ok((self.suffixed(primary, start), is_method))
    }

    /// Parses a `local` statement: a function or variables.
    fn local_statement(&mut self) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let line = self.tokens.current.line;
        if !self.accept(Token::Function)? {
            return self.local_variables();
        }
        let name = self.name()?;
        self.declare(1)?;
        let function = self.function_body(false, line)?;
        Ok(StatementKind::LocalFunction { name, function })
    }

    /// Parses the declaration of local variables (manual 3.3.7).
    fn local_variables(&mut self) -> Parsed<StatementKind<'a>> {
        let start = self.lists.locals.len();
        loop {
            let name = self.name()?;
            self.declare(1)?;
            let attribute = self.attribute()?;
            let is_close = |name: &LocalName| name.attribute == Attribute::Close;
            if attribute == Attribute::Close && self.lists.locals[start..].iter().any(is_close) {
                let message = "multiple to-be-closed variables in local list";
                return Err(SyntaxError::new(self.tokens.current.line, message));
            }
            self.lists.locals.push(LocalName { name, attribute });
            if !self.accept(Token::Comma)? {
                break;
            }
        }
        let names = complete(self.arena, &mut self.lists.locals, start);
        let values = if self.accept(Token::Equal)? { self.expressions()? } else { &[] };
        Ok(StatementKind::Local { names, values })
    }

    /// Parses the attribute of a local variable, if there is one (manual 3.3.7).
    fn attribute(&mut self) -> Parsed<Attribute> {
        if !self.accept(Token::Less)? {
            return Ok(Attribute::None);
        }
        let attribute = self.name()?;
        self.expect(Token::Greater)?;
        match self.tokens.lexer.names.bytes(attribute) {
            b"const" => Ok(Attribute::Const),
            b"close" => Ok(Attribute::Close),
            attribute => {
                let message = [b"unknown attribute '", attribute, b"'"].concat();
                Err(SyntaxError::new(self.tokens.current.line, message))
            }
        }
    }

    /// Parses a label (manual 3.3.4).
    fn label(&mut self) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let name = self.name()?;
        self.expect(Token::ColonColon)?;
        Ok(StatementKind::Label { name })
    }

    /// Parses a `return` (manual 3.3.4).
    fn return_statement(&mut self) -> Parsed<StatementKind<'a>> {
        self.advance()?;
        let is_empty = self.at_block_end() || self.at(Token::Semicolon);
        let values = if is_empty { &[] } else { self.expressions()? };
        self.accept(Token::Semicolon)?;
        Ok(StatementKind::Return { values })
    }

    /// Parses an assignment or a function call (manual 3.3.3, 3.3.6).
    fn expression_statement(&mut self) -> Parsed<StatementKind<'a>> {
        let first = self.suffixed_expression()?;
        if matches!(self.tokens.current.token, Token::Equal | Token::Comma) {
            return self.assignment(first);
        }
        match last_suffix(&first) {
            Some(SuffixKind::Call(_) | SuffixKind::Method { .. }) => Ok(StatementKind::Call(first)),
            _ => Err(self.error("syntax error")),
        }
    }

    /// Parses the rest of an assignment after its first target (manual 3.3.3).
    fn assignment(&mut self, first: Expr<'a>) -> Parsed<StatementKind<'a>> {
        let start = self.lists.expressions.len();
        self.lists.expressions.push(first);
        self.check_target(&first)?;
        while self.accept(Token::Comma)? {
            let target = self.suffixed_expression()?;
            // More targets than levels of nesting are an error in the reference implementation.
            self.check_depth(self.depth + self.lists.expressions.len() - start)?;
            self.check_target(&target)?;
            self.lists.expressions.push(target);
        }
        self.expect(Token::Equal)?;
        let targets = complete(self.arena, &mut self.lists.expressions, start);
        let values = self.expressions()?;
        Ok(StatementKind::Assign { targets, values })
    }

    /// Fails unless `target` can be assigned to.
    fn check_target(&self, target: &Expr<'a>) -> Parsed<()> {
        match (target.kind, last_suffix(target)) {
            (ExprKind::Name(_), _) | (_, Some(SuffixKind::Field(_) | SuffixKind::Index(_))) => {
                Ok(())
            }
            _ => Err(self.error("syntax error")),
        }
    }
}

/// Returns the last suffix of an expression, if it has any.
fn last_suffix<'a>(expression: &Expr<'a>) -> Option<SuffixKind<'a>> {
    match expression.kind {
        ExprKind::Suffixed(suffixed) => suffixed.suffixes.last().map(|suffix| suffix.kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Chunk;
    use crate::syntax::ast::Suffixed;
    use crate::syntax::error::Allowance;
    use bumpalo::Bump;

    #[test]
    fn statements_know_their_lines() {
        let source =
            b"if a then\n;;x()\nelseif b then\nelse\nend\nrepeat\nuntil\nx\nreturn 1,\n2;\n";
        let arena = Bump::new();
        let mut chunk = Chunk::new(source, Allowance::ANY).unwrap();
        let block = chunk.piece(&arena).unwrap().unwrap();
        let lines: Vec<_> = block.statements.iter().map(|s| (s.line, s.end_line)).collect();
        assert_eq!(lines, [(1, 5), (6, 8), (9, 10)]);
        assert_eq!(chunk.end_line(), 10);
        let StatementKind::If { arms, otherwise: Some(_) } = block.statements[0].kind else {
            panic!("{block:?}");
        };
        let lines: Vec<_> = arms.iter().map(|arm| (arm.then_line, arm.end_line)).collect();
        assert_eq!(lines, [(1, 2), (3, 3)]);
        assert!(matches!(block.statements[1].kind, StatementKind::Repeat { until_line: 7, .. }));
    }

    #[test]
    fn methods_have_a_self() {
        let arena = Bump::new();
        let mut chunk = Chunk::new(b"function a.b:c(x, ...) end", Allowance::ANY).unwrap();
        let block = chunk.piece(&arena).unwrap().unwrap();
        let StatementKind::Function { target, function } = block.statements[0].kind else {
            panic!("{block:?}");
        };
        assert!(matches!(target.kind, ExprKind::Suffixed(Suffixed { suffixes: [_, _], .. })));
        let parameters = function.parameters.iter().map(|&name| chunk.names().bytes(name));
        assert!(parameters.eq([&b"self"[..], b"x"]));
        assert!(function.is_vararg);
    }
}
