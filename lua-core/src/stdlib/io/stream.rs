//! `Stream`: an open file, with its buffers, as C's `FILE`.

use std::cell::{RefCell, RefMut};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Seek, SeekFrom, StdinLock};
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::rc::Rc;
use std::sync::Arc;

use crate::object::{Buffering, Output, State};
use crate::stdlib::system;

/// How many bytes are read at once.
const CAPACITY: usize = 16 << 10;

/// An open file.
pub(super) struct Stream {
    device: Device,
    input: Option<Input>,
    output: Option<Rc<RefCell<Output>>>,
}

/// What is open.
enum Device {
    Disk(Arc<File>),
    Process(Child),
    Stdin,
    Stdout,
    Stderr,
}

/// Where bytes come from.
enum Input {
    Disk(BufReader<Arc<File>>),
    Pipe(BufReader<ChildStdout>),
    Stdin(Console),
}

/// How a stream ended.
pub(super) enum End {
    File(io::Result<()>),
    Process(io::Result<ExitStatus>),
    /// It did not: a script cannot close a standard file.
    Standard(Stream),
}

impl Stream {
    /// Opens a file in a mode of C's `fopen` that was checked.
    pub(super) fn open(state: &State, name: &[u8], mode: &[u8]) -> io::Result<Stream> {
        let both = mode.get(1) == Some(&b'+');
        let mut options = OpenOptions::new();
        match mode[0] {
            b'r' => options.read(true).write(both),
            b'w' => options.write(true).create(true).truncate(true).read(both),
            _ => options.append(true).create(true).read(both),
        };
        let mut file = options.open(system::path(name))?;
        if mode[0] == b'a' && !both {
            // A pipe has no end to go to.
            let _ = file.seek(SeekFrom::End(0));
        }
        Ok(Stream::disk(state, file, mode[0] == b'r' || both, mode[0] != b'r' || both))
    }

    /// A file of the system.
    pub(super) fn disk(state: &State, file: File, reads: bool, writes: bool) -> Stream {
        let file = Arc::new(file);
        let input = || Input::Disk(BufReader::with_capacity(CAPACITY, Arc::clone(&file)));
        let output = || {
            let buffering = if file.is_terminal() { Buffering::Line } else { Buffering::Full };
            state.new_output(Output::new(Arc::clone(&file), buffering))
        };
        Stream { input: reads.then(input), output: writes.then(output), device: Device::Disk(file) }
    }

    /// A process that runs a command, its output to be read or its input to be written.
    pub(super) fn process(state: &State, command: &[u8], reads: bool) -> io::Result<Stream> {
        let mut shell = system::shell(command);
        match reads {
            true => shell.stdout(Stdio::piped()),
            false => shell.stdin(Stdio::piped()),
        };
        let mut child = shell.spawn()?;
        let input = child.stdout.take().map(BufReader::new).map(Input::Pipe);
        let output = child.stdin.take().map(|pipe| Output::new(pipe, Buffering::Full));
        let output = output.map(|output| state.new_output(output));
        Ok(Stream { device: Device::Process(child), input, output })
    }

    /// The program's standard input.
    pub(super) fn stdin(state: &State) -> Stream {
        let stdout = Rc::clone(&state.extra.stdout);
        let console = Console { stdin: None, known: 0, stdout };
        Stream { device: Device::Stdin, input: Some(Input::Stdin(console)), output: None }
    }

    /// The program's standard output.
    pub(super) fn stdout(state: &State) -> Stream {
        let output = Rc::clone(&state.extra.stdout);
        Stream { device: Device::Stdout, input: None, output: Some(output) }
    }

    /// The program's standard error.
    pub(super) fn stderr(state: &State) -> Stream {
        let output = state.new_output(Output::new(io::stderr(), Buffering::Sink));
        Stream { device: Device::Stderr, input: None, output: Some(output) }
    }

    /// Ends the stream; what is still in its buffer is written.
    pub(super) fn close(mut self) -> End {
        let written = match (&self.device, &self.output) {
            (Device::Stdin | Device::Stdout | Device::Stderr, _) => return End::Standard(self),
            (_, Some(output)) => lock(output).and_then(|mut output| output.flush()),
            (_, None) => Ok(()),
        };
        match &self.device {
            Device::Process(_) => End::Process(self.wait()),
            _ => End::File(written),
        }
    }

    /// Lets a process know that nothing more is coming or wanted, and waits for its end.
    fn wait(&mut self) -> io::Result<ExitStatus> {
        self.input = None;
        self.output = None;
        match &mut self.device {
            Device::Process(child) => child.wait(),
            _ => Ok(ExitStatus::default()),
        }
    }

    /// Lets a function read from the stream.
    ///
    /// # Errors
    ///
    /// The function's, or if the stream is for writing only, or what was written before cannot be.
    pub(super) fn read<R>(
        &mut self,
        read: impl FnOnce(&mut dyn BufRead) -> io::Result<R>,
    ) -> io::Result<R> {
        let Some(input) = &mut self.input else { return Err(system::bad_descriptor()) };
        if let Some(output) = &self.output {
            lock(output)?.flush()?;
        }
        match input {
            Input::Disk(reader) => read(reader),
            Input::Pipe(reader) => read(reader),
            Input::Stdin(console) => {
                // The host may read as well, so the lock is held for this operation only.
                console.stdin = Some(io::stdin().lock());
                let outcome = read(console);
                console.stdin = None;
                outcome
            }
        }
    }

    /// Writes bytes after what was last read or written.
    ///
    /// # Errors
    ///
    /// If that cannot be done.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(output) = &self.output else {
            return if bytes.is_empty() { Ok(()) } else { Err(system::bad_descriptor()) };
        };
        if let Some(Input::Disk(reader)) = &mut self.input
            && !reader.buffer().is_empty()
        {
            // Back over what was read ahead.
            let position = reader.stream_position()?;
            reader.seek(SeekFrom::Start(position))?;
        }
        lock(output)?.write(bytes)
    }

    /// Writes what is in the buffer.
    ///
    /// # Errors
    ///
    /// If that cannot be done.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.output.as_ref().map_or(Ok(()), |output| lock(output)?.flush())
    }

    /// Says when bytes are written.
    ///
    /// # Errors
    ///
    /// If those up to now cannot be written.
    pub(super) fn set_buffering(&mut self, buffering: Buffering) -> io::Result<()> {
        self.output.as_ref().map_or(Ok(()), |output| lock(output)?.set_buffering(buffering))
    }

    /// Goes to a position; returns it.
    ///
    /// # Errors
    ///
    /// If there is no such position, or the stream has none.
    pub(super) fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.flush()?;
        match (&self.device, &mut self.input) {
            (_, Some(Input::Disk(reader))) => reader.seek(to),
            (Device::Disk(file), _) => (&**file).seek(to),
            (Device::Process(_), _) => Err(system::illegal_seek()),
            (Device::Stdin, _) => seek_stdin(to),
            (Device::Stdout, _) => shared_file(&io::stdout())?.seek(to),
            (Device::Stderr, _) => shared_file(&io::stderr())?.seek(to),
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // As C's streams, a process that nobody closed is waited for.
        let _ = self.wait();
    }
}

/// A file that shares its position with a standard stream.
#[cfg(unix)]
fn shared_file(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

/// A file that shares its position with a standard stream.
#[cfg(windows)]
fn shared_file(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}

/// Positions standard input, whose buffer belongs to Rust's library.
fn seek_stdin(to: SeekFrom) -> io::Result<u64> {
    let mut file = shared_file(&io::stdin())?;
    // A terminal or a pipe must not be asked for its buffer: that would wait for input.
    file.stream_position()?;
    let mut stdin = io::stdin().lock();
    let ahead = stdin.fill_buf()?.len();
    let position = match to {
        SeekFrom::Current(offset) => file.seek(SeekFrom::Current(offset - ahead as i64))?,
        _ => file.seek(to)?,
    };
    stdin.consume(ahead);
    Ok(position)
}

/// Standard input, before which standard output is written: who is to answer has seen the question.
struct Console {
    stdin: Option<StdinLock<'static>>,
    /// How many bytes are known to be there.
    known: usize,
    stdout: Rc<RefCell<Output>>,
}

impl Read for Console {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Console {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let Some(stdin) = &mut self.stdin else { return Ok(&[]) };
        if self.known == 0 {
            // A question that cannot be asked is no reason not to listen.
            let _ = lock(&self.stdout).and_then(|mut stdout| stdout.flush());
        }
        let bytes = stdin.fill_buf()?;
        self.known = bytes.len();
        Ok(bytes)
    }

    fn consume(&mut self, count: usize) {
        self.known = self.known.saturating_sub(count);
        if let Some(stdin) = &mut self.stdin {
            stdin.consume(count);
        }
    }
}

/// The output, unless it is being written to: a host's writer may come back here.
fn lock(output: &RefCell<Output>) -> io::Result<RefMut<'_, Output>> {
    output.try_borrow_mut().map_err(|_| io::Error::other("the file is being written to"))
}
