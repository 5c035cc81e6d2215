//! Chunks that a macro has checked when the program was built.

use std::borrow::Cow;
use std::cell::Cell;

use crate::api::chunk::{AsChunk, ChunkMode};
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::multi::MultiValue;
use crate::{load, syntax};

/// Why a text is not Lua.
#[derive(Debug)]
pub struct Mistake {
    /// The line, from 1.
    pub line: u32,
    /// Where the token in the way begins, if it is known.
    pub offset: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// Sees whether a text is Lua.
///
/// # Errors
///
/// If it is not.
pub fn check(source: &[u8]) -> Result<(), Mistake> {
    load::check(source).map_err(|error| Mistake {
        line: error.line,
        offset: error.offset,
        message: String::from_utf8_lossy(&error.text()).into_owned(),
    })
}

/// A file's text without what only a file may begin with, which is no Lua.
pub fn skip_prelude(file: &[u8]) -> &[u8] {
    load::skip_prelude(file)
}

/// Whether a word is reserved in Lua.
pub fn is_reserved(word: &str) -> bool {
    syntax::is_reserved(word)
}

/// Source text that was checked.
#[derive(Debug, Clone, Copy)]
pub struct Checked {
    name: &'static str,
    source: &'static [u8],
    line: usize,
}

impl Checked {
    /// The text that begins on this line of a file with this name.
    pub const fn new(name: &'static str, source: &'static [u8], line: usize) -> Checked {
        Checked { name, source, line }
    }

    /// Adds variables of the host: the names of local variables, and what makes their values.
    pub const fn with<F>(self, names: &'static str, capture: F) -> Capturing<F>
    where
        F: FnOnce(&Lua) -> Result<MultiValue>,
    {
        Capturing { chunk: self, names, capture: Cell::new(Some(capture)) }
    }
}

impl AsChunk for Checked {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        if self.line <= 1 {
            return Ok(Cow::Borrowed(skip_prelude(self.source)));
        }
        // So the lines of the chunk are those of the file, for messages.
        let mut text = vec![b'\n'; self.line - 1];
        text.extend_from_slice(self.source);
        Ok(Cow::Owned(text))
    }

    fn name(&self) -> Option<String> {
        Some(format!("@{}", self.name))
    }

    fn mode(&self) -> Option<ChunkMode> {
        Some(ChunkMode::Text)
    }
}

/// Source text that was checked, with variables of the host.
pub struct Capturing<F> {
    chunk: Checked,
    names: &'static str,
    /// There is none once it was used.
    capture: Cell<Option<F>>,
}

impl<F: FnOnce(&Lua) -> Result<MultiValue>> AsChunk for Capturing<F> {
    fn source<'a>(&self) -> std::io::Result<Cow<'a, [u8]>>
    where
        Self: 'a,
    {
        self.chunk.source()
    }

    fn name(&self) -> Option<String> {
        self.chunk.name()
    }

    fn mode(&self) -> Option<ChunkMode> {
        self.chunk.mode()
    }

    fn captures(&self, lua: &Lua) -> Result<Option<Captures>> {
        let capture = self.capture.take();
        let capture = capture.ok_or_else(|| Error::runtime("the chunk was loaded before"))?;
        Ok(Some(Captures { names: self.names, values: capture(lua)? }))
    }
}

/// Local variables that a chunk finds when it runs.
pub struct Captures {
    names: &'static str,
    values: MultiValue,
}

impl Captures {
    /// The text of a chunk as that of a function that makes the chunk of the values.
    pub(in crate::api) fn surround(&self, source: &[u8]) -> Vec<u8> {
        let head = format!("local {} = ... return function(...) ", self.names);
        [head.as_bytes(), source, b"\nend"].concat()
    }

    /// The values.
    pub(in crate::api) fn into_values(self) -> MultiValue {
        self.values
    }
}
