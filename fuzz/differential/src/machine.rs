//! Runs programs, in process by our machine and in batches by another interpreter.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use lua_core::{Function, Lua, LuaString};

/// What every generated program may use, as a chunk that gets the program's environment.
pub const PRELUDE: &str = include_str!("prelude.lua");
const DRIVER: &str = include_str!("driver.lua");

/// The text of a program that any interpreter runs alone.
pub fn standalone(program: &str) -> String {
    let prelude = PRELUDE.replace("local env = ...", "local env = _ENV");
    format!("do\n{prelude}end\n{program}")
}

/// Our machine with the driver loaded.
pub struct Ours {
    run: Function,
    _lua: Lua,
}

impl Ours {
    /// A fresh machine.
    ///
    /// # Panics
    ///
    /// If the driver does not load.
    pub fn new() -> Ours {
        let lua = Lua::bare();
        lua.open_libraries();
        let run = lua.load(DRIVER).set_name("=driver").call(PRELUDE).expect("the driver loads");
        Ours { run, _lua: lua }
    }

    /// Runs a program. A panic is a result too, and spoils the machine.
    pub fn run(&mut self, program: &str) -> String {
        let run = || self.run.call::<LuaString>(program).map(|text| text.to_vec());
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(output)) => normal(&output),
            Ok(Err(error)) => format!("the driver failed: {error}"),
            Err(panic) => {
                *self = Ours::new();
                let text = panic.downcast_ref::<String>().map(String::as_str);
                format!(
                    "panic: {}",
                    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or_default()
                )
            }
        }
    }
}

impl Default for Ours {
    fn default() -> Ours {
        Ours::new()
    }
}

/// Another interpreter.
pub struct Theirs {
    program: PathBuf,
    folder: PathBuf,
}

impl Theirs {
    /// The interpreter of a path; its input goes through files of a folder.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub fn new(program: &Path, folder: &Path) -> io::Result<Theirs> {
        fs::create_dir_all(folder)?;
        let main = "local run = load(assert(io.open(arg[1])):read('a'), '=driver')(assert(io.open(arg[2])):read('a'))\n\
            local programs = assert(io.open(arg[3], 'rb'))\n\
            for length in function() return programs:read('n') end do\n\
            programs:read(1)\n\
            local result = run(programs:read(length) or '')\n\
            io.write(#result, '\\n', result)\n\
            io.flush()\n\
            end\n";
        fs::write(folder.join("main.lua"), main)?;
        fs::write(folder.join("driver.lua"), DRIVER)?;
        fs::write(folder.join("prelude.lua"), PRELUDE)?;
        Ok(Theirs { program: program.to_owned(), folder: folder.to_owned() })
    }

    /// Runs some programs in one process, each in its own environment. A program that ends the process has no result,
    /// nor have those after it.
    ///
    /// # Errors
    ///
    /// If the interpreter cannot be started.
    pub fn run(&self, programs: &[&str]) -> io::Result<Vec<String>> {
        let batch = self.folder.join(format!("batch-{}", std::process::id()));
        let mut file = io::BufWriter::new(fs::File::create(&batch)?);
        for program in programs {
            write!(file, "{}\n{program}", program.len())?;
        }
        file.flush()?;
        let output = Command::new(&self.program)
            .arg(self.folder.join("main.lua"))
            .arg(self.folder.join("driver.lua"))
            .arg(self.folder.join("prelude.lua"))
            .arg(&batch)
            .output()?;
        fs::remove_file(&batch)?;
        let mut results = Vec::new();
        let mut rest = output.stdout.as_slice();
        while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
            let Ok(length) = String::from_utf8_lossy(&rest[..end]).parse::<usize>() else { break };
            let Some(result) = rest.get(end + 1..end + 1 + length) else { break };
            results.push(normal(result));
            rest = &rest[end + 1 + length..];
        }
        let ending = String::from_utf8_lossy(&output.stderr).into_owned();
        results.resize_with(programs.len(), || format!("no result: {ending}"));
        Ok(results)
    }
}

/// The output without what may differ: addresses, and the sign of a NaN.
fn normal(output: &[u8]) -> String {
    let text: String = output.iter().map(|&byte| char::from(byte)).collect();
    let text = text.replace("-nan", "nan");
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(": 0x") {
        let _ = write!(result, "{}: ADDRESS", &rest[..at]);
        rest = rest[at + 4..].trim_start_matches(|c: char| c.is_ascii_hexdigit());
    }
    result + rest
}
