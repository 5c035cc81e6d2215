//! `Output`: bytes on their way to a file, gathered as C's streams do.

use std::io::{ErrorKind, Result, Write};

/// How many bytes are gathered before they are written.
const CAPACITY: usize = 32 << 10;

/// When gathered bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buffering {
    /// The sink has a buffer of its own, which it shares with the host.
    Sink,
    /// At once.
    No,
    /// At the end of each line.
    Line,
    /// When there are many.
    Full,
}

/// A place to write to, with a buffer in front of it. Dropping it writes what the buffer holds.
pub(crate) struct Output {
    sink: Box<dyn Write>,
    pending: Vec<u8>,
    buffering: Buffering,
}

impl Output {
    /// A place to write to.
    pub(crate) fn new(sink: impl Write + 'static, buffering: Buffering) -> Output {
        Output { sink: Box::new(sink), pending: Vec::new(), buffering }
    }

    /// Takes bytes.
    ///
    /// # Errors
    ///
    /// If they, or those before them, cannot be written.
    #[inline]
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if self.buffering == Buffering::Full && self.pending.len() + bytes.len() <= CAPACITY {
            self.pending.extend_from_slice(bytes);
            return Ok(());
        }
        self.write_out(bytes)
    }

    fn write_out(&mut self, bytes: &[u8]) -> Result<()> {
        match self.buffering {
            Buffering::Sink => self.sink.write_all(bytes),
            Buffering::No => {
                self.sink.write_all(bytes)?;
                self.sink.flush()
            }
            Buffering::Line => {
                let end = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                if end > 0 {
                    self.gather(&bytes[..end])?;
                    self.flush()?;
                }
                self.gather(&bytes[end..])
            }
            Buffering::Full => self.gather(bytes),
        }
    }

    /// Puts bytes into the buffer, or writes them past it if they are many.
    fn gather(&mut self, bytes: &[u8]) -> Result<()> {
        if self.pending.len() + bytes.len() > CAPACITY {
            self.drain()?;
        }
        if bytes.len() > CAPACITY {
            return self.sink.write_all(bytes);
        }
        self.pending.extend_from_slice(bytes);
        Ok(())
    }

    /// Empties the buffer into the sink. What cannot be written is lost, as with C's streams.
    fn drain(&mut self) -> Result<()> {
        let mut written = 0;
        let outcome = loop {
            if written == self.pending.len() {
                break Ok(());
            }
            match self.sink.write(&self.pending[written..]) {
                Ok(0) => break Err(ErrorKind::WriteZero.into()),
                Ok(count) => written += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.pending.clear();
        outcome
    }

    /// Writes what the buffers hold, the sink's own included.
    ///
    /// # Errors
    ///
    /// If that cannot be done.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.drain()?;
        self.sink.flush()
    }

    /// Says when bytes are to be written from now on.
    ///
    /// # Errors
    ///
    /// If the bytes up to now cannot be written.
    pub(crate) fn set_buffering(&mut self, buffering: Buffering) -> Result<()> {
        self.buffering = buffering;
        self.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.flush();
    }
}
