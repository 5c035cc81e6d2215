//! The parser: a cursor over the tokens, and one method for each rule of the grammar (manual 9).

mod chunk;
mod expression;
mod statement;

use super::ast::{
    BinaryTail, Block, Expr, Field, FunctionBody, IfArm, Line, LocalName, Statement, Suffix,
};
use super::error::{Parsed, SyntaxError};
use super::names::Name;
use super::token::Token;
use bumpalo::Bump;
pub(crate) use chunk::Chunk;
use chunk::Tokens;

/// How deep statements and expressions may nest; each level costs native stack.
const MAX_DEPTH: usize = 200;

/// How many local variables may be visible at a place.
const MAX_LOCALS: usize = 200;

/// Nodes of lists that are not complete: those of the innermost list are last.
///
/// PERF: a list of its own for each would be an allocation or two.
#[derive(Default)]
struct Lists<'a> {
    statements: Vec<Statement<'a>>,
    arms: Vec<IfArm<'a>>,
    expressions: Vec<Expr<'a>>,
    tails: Vec<BinaryTail<'a>>,
    suffixes: Vec<Suffix<'a>>,
    fields: Vec<Field<'a>>,
    names: Vec<Name>,
    locals: Vec<LocalName>,
}

/// A parser in the middle of a chunk.
struct Parser<'c, 's, 'a> {
    tokens: &'c mut Tokens<'s>,
    arena: &'a Bump,
    lists: Lists<'a>,
    /// How many statements and expressions are being parsed.
    depth: usize,
    /// Whether the function being parsed has a variable number of arguments.
    is_vararg: bool,
    /// How many local variables are visible in the function being parsed.
    locals: usize,
    /// The line of that function; 0 for a main chunk.
    function_line: Line,
}

/// Moves the nodes of a list from `start` on, which is complete, to the arena.
fn complete<'a, T: Copy>(arena: &'a Bump, list: &mut Vec<T>, start: usize) -> &'a [T] {
    let nodes = arena.alloc_slice_copy(&list[start..]);
    list.truncate(start);
    nodes
}

impl<'a> Parser<'_, '_, 'a> {
    /// Moves to the next token. Fails if there is a malformed one.
    #[inline]
    fn advance(&mut self) -> Parsed<()> {
        self.tokens.advance()
    }

    /// Returns whether the current token is `token`.
    #[inline(always)]
    fn at(&self, token: Token) -> bool {
        self.tokens.current.token == token
    }

    /// Moves past the current token if it is `token`, and returns whether it was.
    #[inline(always)]
    fn accept(&mut self, token: Token) -> Parsed<bool> {
        let found = self.at(token);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// Fails unless the current token is `token`.
    fn check(&self, token: Token) -> Parsed<()> {
        if self.at(token) { Ok(()) } else { Err(self.expected(token)) }
    }

    /// Moves past `token`. Fails if it is not the current token.
    #[inline(always)]
    fn expect(&mut self, token: Token) -> Parsed<()> {
        self.check(token)?;
        self.advance()
    }

    /// Moves past the `token` that closes what `opener` opened on line `line`. Fails if it is not
    /// the current token.
    #[inline(always)]
    fn expect_closing(&mut self, token: Token, opener: Token, line: Line) -> Parsed<()> {
        if self.at(token) {
            return self.advance();
        }
        Err(self.unclosed(token, opener, line))
    }

    /// Returns the error that `token` does not close what `opener` opened on line `line`.
    #[cold]
    fn unclosed(&self, token: Token, opener: Token, line: Line) -> Box<SyntaxError> {
        if line == self.tokens.current.line {
            return self.expected(token);
        }
        let (token, opener) = (token.expected_name(), opener.expected_name());
        self.error(format!("{token} expected (to close {opener} at line {line})"))
    }

    /// Moves past a name and returns it. Fails if the current token is no name.
    fn name(&mut self) -> Parsed<Name> {
        let Token::Name(name) = self.tokens.current.token else {
            return Err(self.expected(Token::Name(Name::SELF)));
        };
        self.advance()?;
        Ok(name)
    }

    /// Returns the error that the current token is not `token`.
    #[cold]
    fn expected(&self, token: Token) -> Box<SyntaxError> {
        self.error(format!("{} expected", token.expected_name()))
    }

    /// Returns an error with the current token in the way.
    fn error(&self, message: impl Into<Vec<u8>>) -> Box<SyntaxError> {
        self.tokens
            .lexer
            .blame(SyntaxError::new(self.tokens.current.line, message), &self.tokens.current)
    }

    /// Counts local variables that were just named. Fails if too many are visible.
    fn declare(&mut self, count: usize) -> Parsed<()> {
        self.locals += count;
        if self.locals > MAX_LOCALS {
            let place = match self.function_line {
                0 => "main function".to_string(),
                line => format!("function at line {line}"),
            };
            let message = format!("too many local variables (limit is {MAX_LOCALS}) in {place}");
            return Err(self.error(message));
        }
        Ok(())
    }

    /// Counts the beginning of a statement or expression. Fails if too many enclose it.
    fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        self.check_depth(self.depth)
    }

    /// Counts the end of a statement or expression.
    fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Fails if `depth` exceeds the limit.
    fn check_depth(&self, depth: usize) -> Parsed<()> {
        if depth > MAX_DEPTH {
            return Err(SyntaxError::new(self.tokens.current.line, "C stack overflow"));
        }
        Ok(())
    }

    /// Moves a node to the arena. In unoptimised builds the code of an allocation takes much stack,
    /// which here is not that of the recursive callers.
    fn store<T: Copy>(&self, node: T) -> &'a T {
        self.arena.alloc(node)
    }

    /// Returns whether the current token ends a block.
    fn at_block_end(&self) -> bool {
        matches!(
            self.tokens.current.token,
            Token::Else | Token::ElseIf | Token::End | Token::Until | Token::Eof
        )
    }

    /// Parses the statements of a block (manual 3.3.1), up to the token that ends it.
    fn block(&mut self) -> Parsed<Block<'a>> {
        let outer_locals = self.locals;
        let start = self.lists.statements.len();
        self.statements(|_| false)?;
        self.locals = outer_locals;
        Ok(Block { statements: complete(self.arena, &mut self.lists.statements, start) })
    }

    /// Parses statements up to the token that ends their block, or until it `is_enough`, and returns whether it is
    /// the former.
    fn statements(&mut self, is_enough: impl Fn(&Self) -> bool) -> Parsed<bool> {
        while !self.at_block_end() {
            if self.accept(Token::Semicolon)? {
                continue;
            }
            if is_enough(self) {
                return Ok(false);
            }
            let is_last = self.at(Token::Return);
            let statement = self.statement()?;
            self.lists.statements.push(statement);
            if is_last {
                break;
            }
        }
        Ok(true)
    }

    /// Parses the parameters and the body of a function (manual 3.4.11), whose `function` is on
    /// line `line`.
    fn function_body(&mut self, is_method: bool, line: Line) -> Parsed<&'a FunctionBody<'a>> {
        self.expect(Token::LeftParen)?;
        let outer_locals = std::mem::replace(&mut self.locals, 0);
        let outer_line = std::mem::replace(&mut self.function_line, line);
        let start = self.lists.names.len();
        if is_method {
            self.lists.names.push(Name::SELF);
            self.declare(1)?;
        }
        let is_vararg = self.parameters()?;
        let parameters = complete(self.arena, &mut self.lists.names, start);
        self.expect(Token::RightParen)?;
        let outer_is_vararg = std::mem::replace(&mut self.is_vararg, is_vararg);
        let body = self.block()?;
        self.is_vararg = outer_is_vararg;
        (self.locals, self.function_line) = (outer_locals, outer_line);
        let end_line = self.tokens.current.line;
        self.expect_closing(Token::End, Token::Function, line)?;
        Ok(self.store(FunctionBody { parameters, is_vararg, body, line, end_line }))
    }

    /// Parses the names of parameters and returns whether `...` follows them.
    fn parameters(&mut self) -> Parsed<bool> {
        if self.at(Token::RightParen) {
            return Ok(false);
        }
        loop {
            match self.tokens.current.token {
                Token::Name(name) => self.lists.names.push(name),
                Token::Ellipsis => {
                    self.advance()?;
                    return Ok(true);
                }
                _ => return Err(self.error("<name> or '...' expected")),
            }
            self.advance()?;
            self.declare(1)?;
            if !self.accept(Token::Comma)? {
                return Ok(false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::error::Allowance;

    /// Parses a chunk of one piece.
    fn parse(source: &str) -> Parsed<()> {
        Chunk::new(source.as_bytes(), Allowance::ANY)?.piece(&Bump::new()).map(drop)
    }

    #[test]
    fn errors_say_what_was_expected() {
        for (source, line, expected) in [
            ("x =", 1, "unexpected symbol near <eof>"),
            ("if x then\n\ny()", 3, "'end' expected (to close 'if' at line 1) near <eof>"),
            ("x = }", 1, "unexpected symbol near '}'"),
            ("f() = 1", 1, "syntax error near '='"),
            ("a.b", 1, "syntax error near <eof>"),
            ("x = 'a\\65' \n'b'", 2, "unexpected symbol near ''b''"),
            ("x\n= [=[\na]=] [[b]]", 3, "unexpected symbol near '[[b]]'"),
            ("return 1 \x01", 1, "<eof> expected near '<\\1>'"),
            (
                "function f() return ... end",
                1,
                "cannot use '...' outside a vararg function near '...'",
            ),
            ("local x <con> = 1", 1, "unknown attribute 'con'"),
        ] {
            let error = parse(source).unwrap_err();
            let text = String::from_utf8(error.text()).unwrap();
            assert_eq!((error.line, text.as_str()), (line, expected), "{source}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        let check = || {
            for (start, opening, core, closing) in [
                ("", "do ", "", " end"),
                ("", "if a then else ", "", " end"),
                ("", "local function f() ", "", " end"),
                ("a = ", "function() return ", "1", " end"),
                ("a = ", "(", "1", ")"),
                ("a = ", "{", "1", "}"),
                ("a = ", "- ", "1", ""),
                ("a = ", "f{", "1", "}"),
                ("a = ", "f(", "1", ")"),
                ("a", ", a", "= 1", ""),
            ] {
                let nested = |levels| {
                    [start, &opening.repeat(levels), core, &closing.repeat(levels)].concat()
                };
                assert!(parse(&nested(99)).is_ok(), "{opening}");
                let error = parse(&nested(500)).unwrap_err();
                assert_eq!(error.text(), b"C stack overflow", "{opening}");
            }
        };
        let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(check);
        assert!(thread.unwrap().join().is_ok());
    }
}
