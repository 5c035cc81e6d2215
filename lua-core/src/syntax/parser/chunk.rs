//! A chunk between its pieces: the tokens that are not parsed yet.

use super::{Lists, Parser, complete};
use crate::syntax::ast::{Block, Line, Statement, StatementKind};
use crate::syntax::error::{Allowance, Parsed, SyntaxError};
use crate::syntax::lexer::Lexer;
use crate::syntax::names::Names;
use crate::syntax::token::{Lexeme, Token};
use bumpalo::Bump;

/// How many bytes of source a piece has at least, unless it is the last one.
///
/// PERF: the tree of a piece stays in the processor's cache until it is compiled, and its memory is that of the
/// piece before.
const PIECE: usize = 16 * 1024;

/// How many bytes the tree and the code of a token take at most, lists that grow included: a field of a table constructor takes
/// this much, what most programs consist of a tenth.
const PER_TOKEN: usize = 48;

/// A token of a piece that was compiled leaves its code, which is at most one part in so many of the above.
const LEFT: usize = 4;

/// How many tokens are read between two looks at whether it goes on.
const SLICE: usize = 4096;

/// How often the source is held, as what names and constants are made of.
const COPIES: usize = 3;

/// The tokens of a chunk, read as they are needed.
pub(super) struct Tokens<'s> {
    pub(super) lexer: Lexer<'s>,
    /// The token to be parsed next.
    pub(super) current: Lexeme,
    /// The token after it, if it was looked at.
    ahead: Option<Lexeme>,
    /// The line of the token before it.
    pub(super) previous_line: Line,
    /// For how many tokens more there is memory, besides these.
    room: usize,
    /// How many tokens are read before the next look at what there is.
    slice: usize,
    goes_on: &'s dyn Fn() -> bool,
}

/// A chunk (manual 3.3.2), parsed piece by piece: each is some statements of its main function.
pub(crate) struct Chunk<'s> {
    tokens: Tokens<'s>,
    /// How many local variables of the main function are visible behind the pieces so far.
    locals: usize,
    is_complete: bool,
}

impl<'s> Chunk<'s> {
    /// Returns a chunk of which nothing is parsed yet.
    ///
    /// # Errors
    ///
    /// If its first token is malformed, or there is too little memory for the source alone.
    pub(crate) fn new(source: &'s [u8], allowance: Allowance<'s>) -> Parsed<Self> {
        let Allowance { memory, goes_on } = allowance;
        let Some(memory) = memory.checked_sub(source.len().saturating_mul(COPIES)) else {
            return Err(SyntaxError::interrupted(1));
        };
        let mut lexer = Lexer::new(source);
        let mut current = Lexeme { token: Token::Eof, line: 1, start: 0, end: 0 };
        lexer.next(&mut current)?;
        let room = memory / PER_TOKEN;
        let tokens =
            Tokens { lexer, current, ahead: None, previous_line: 1, room, slice: 0, goes_on };
        Ok(Chunk { tokens, locals: 0, is_complete: false })
    }

    /// Parses the next piece into a tree in `arena`; there is none at the end of the chunk. Only the last one may
    /// end in a label, so that it is known of each label what follows it.
    ///
    /// # Errors
    ///
    /// If the source is not Lua, in this piece, or it takes too much memory.
    pub(crate) fn piece<'a>(&mut self, arena: &'a Bump) -> Parsed<Option<Block<'a>>> {
        if self.is_complete {
            return Ok(None);
        }
        let mut parser = Parser {
            arena,
            depth: 0,
            is_vararg: true,
            locals: self.locals,
            function_line: 0,
            lists: Lists::default(),
            tokens: &mut self.tokens,
        };
        let room = parser.tokens.room + parser.tokens.slice;
        let piece = parser.piece()?;
        self.locals = parser.locals;
        // Once it is compiled, its tree is gone.
        let taken = room - self.tokens.room - self.tokens.slice;
        self.tokens.room += taken - taken / LEFT;
        self.is_complete = self.tokens.current.token == Token::Eof;
        Ok(Some(piece))
    }

    /// The names and strings of the pieces so far.
    pub(crate) fn names(&self) -> &Names {
        &self.tokens.lexer.names
    }

    /// The line of the last token of the pieces so far.
    pub(crate) fn end_line(&self) -> Line {
        self.tokens.previous_line
    }
}

impl Tokens<'_> {
    /// Moves to the next token. Fails if there is a malformed one.
    #[inline]
    pub(super) fn advance(&mut self) -> Parsed<()> {
        self.previous_line = self.current.line;
        match self.slice.checked_sub(1) {
            Some(left) => self.slice = left,
            None => self.look()?,
        }
        match self.ahead.take() {
            Some(lexeme) => self.current = lexeme,
            None => self.lexer.next(&mut self.current)?,
        }
        Ok(())
    }

    /// Begins a slice with the token that is read next. Fails if there is no memory for more, or it is to end.
    #[cold]
    fn look(&mut self) -> Parsed<()> {
        if self.room == 0 || !(self.goes_on)() {
            return Err(SyntaxError::interrupted(self.previous_line));
        }
        let slice = self.room.min(SLICE);
        self.room -= slice;
        self.slice = slice - 1;
        Ok(())
    }

    /// Returns the token after the current one. Fails if it is malformed.
    pub(super) fn peek(&mut self) -> Parsed<Token> {
        let lexeme = match &mut self.ahead {
            Some(lexeme) => lexeme,
            none => {
                let lexeme = none.insert(self.current);
                self.lexer.next(lexeme)?;
                lexeme
            }
        };
        Ok(lexeme.token)
    }
}

impl<'a> Parser<'_, '_, 'a> {
    /// Parses statements of the main function, up to the end of a piece or of the chunk.
    fn piece(&mut self) -> Parsed<Block<'a>> {
        let end = self.tokens.current.start.saturating_add(PIECE);
        let is_enough = |this: &Self| {
            let is_label = |last: &Statement<'_>| matches!(last.kind, StatementKind::Label { .. });
            this.tokens.current.start > end && !this.lists.statements.last().is_some_and(is_label)
        };
        let is_whole = self.statements(is_enough)?;
        if is_whole {
            self.check(Token::Eof)?;
        }
        Ok(Block { statements: complete(self.arena, &mut self.lists.statements, 0) })
    }
}
