//! The error of a source text that is not Lua.

use super::ast::Line;

/// How the end of the source is called.
const END: &[u8] = b"<eof>";

/// The result of reading a piece of source. The error is boxed to keep the good case small.
pub(crate) type Parsed<T> = Result<T, Box<SyntaxError>>;

/// What compiling a source text may take.
#[derive(Clone, Copy)]
pub(crate) struct Allowance<'a> {
    /// So many bytes, about.
    pub(crate) memory: usize,
    /// Asked now and then; false ends it.
    pub(crate) goes_on: &'a dyn Fn() -> bool,
}

impl Allowance<'_> {
    /// Whatever it takes.
    pub(crate) const ANY: Allowance<'static> = Allowance { memory: usize::MAX, goes_on: &|| true };
}

/// Why a source text is not Lua, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// Line of the token in the way.
    pub(crate) line: Line,
    /// What is wrong. It may quote the source, which need not be UTF-8.
    pub(crate) message: Vec<u8>,
    /// The token in the way as it is shown: in quotes unless it is the end of the source.
    pub(crate) near: Option<Vec<u8>>,
    /// Where in the source that token begins, if it is known.
    pub(crate) offset: Option<usize>,
    /// Whether the source may only lack its continuation.
    pub(crate) incomplete: bool,
    /// Whether nothing is wrong with the source, but more would be needed to read it than there is: see [`Allowance`].
    pub(crate) interrupted: bool,
}

impl SyntaxError {
    /// Returns an error that blames no token.
    pub(crate) fn new(line: Line, message: impl Into<Vec<u8>>) -> Box<Self> {
        Box::new(Self {
            line,
            message: message.into(),
            near: None,
            offset: None,
            incomplete: false,
            interrupted: false,
        })
    }

    /// Returns the error that more would be needed than there is.
    #[cold]
    pub(super) fn interrupted(line: Line) -> Box<Self> {
        let mut error = SyntaxError::new(line, "compiling was interrupted");
        error.interrupted = true;
        error
    }

    /// Says where the token in the way begins.
    pub(super) fn at(mut self: Box<Self>, offset: usize) -> Box<Self> {
        self.offset = Some(offset);
        self
    }

    /// Blames the end of the source.
    pub(super) fn near_end(mut self: Box<Self>) -> Box<Self> {
        self.near = Some(END.to_vec());
        self.incomplete = true;
        self
    }

    /// Blames a piece of source, shown up to its first zero byte.
    pub(super) fn near(mut self: Box<Self>, text: &[u8]) -> Box<Self> {
        let shown = text.split(|&byte| byte == 0).next().unwrap_or_default();
        self.near = Some([b"'", shown, b"'"].concat());
        self
    }

    /// Returns the message and the token in the way, without the name of the chunk and the line.
    pub(crate) fn text(&self) -> Vec<u8> {
        match &self.near {
            Some(near) => [&self.message, &b" near "[..], near].concat(),
            None => self.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_the_token_in_the_way() {
        let error = || SyntaxError::new(3, "bad thing");
        assert_eq!(error().text(), b"bad thing");
        assert_eq!(error().near(b"x\0y").text(), b"bad thing near 'x'");
        let at_end = error().near_end();
        assert_eq!(at_end.text(), b"bad thing near <eof>");
        assert!(at_end.incomplete && !error().incomplete);
    }
}
