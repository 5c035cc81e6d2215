//! `lua`: runs scripts, statements and an interactive prompt, as the standalone interpreter of C Lua does.
#![forbid(unsafe_code)]

mod options;
mod prompt;
mod run;

use std::cell::RefCell;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::rc::Rc;

use lua_core::Lua;

use options::{Options, Script, Step};
use run::Failure;

const VERSION: &str = concat!("Lua 5.4 (ferrolua ", env!("CARGO_PKG_VERSION"), ")");

fn main() -> ExitCode {
    sigpipe::reset();
    let options = match Options::parse(std::env::args_os().collect()) {
        Ok(options) => options,
        Err(misuse) => {
            eprintln!("{}", misuse.0);
            return ExitCode::FAILURE;
        }
    };
    // Scripts may nest Rust calls to the machine's limit. Optimised, that takes less than two megabytes, which the main
    // thread has on Unix; making another one would be a tenth of the time of a short script.
    if cfg!(all(unix, not(debug_assertions))) {
        return run_machine(options);
    }
    let interpreter =
        std::thread::Builder::new().stack_size(16 << 20).spawn(move || run_machine(options));
    interpreter.map_or(ExitCode::FAILURE, |thread| thread.join().unwrap_or(ExitCode::FAILURE))
}

/// Makes a machine and does what the command line says.
fn run_machine(options: Options) -> ExitCode {
    let lua = Lua::bare();
    lua.set_binary_chunks(true);
    let options = Rc::new(options);
    let outcome = as_function(&lua, &options);
    if let Err(failure) = &outcome {
        failure.report(&options.program);
    }
    // The machine ends now, and its last finalizers run after the report.
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Interprets from within a function of the machine, as C Lua does: scripts see it at the bottom of the stack.
fn as_function(lua: &Lua, options: &Rc<Options>) -> Result<(), Failure> {
    let outcome = Rc::new(RefCell::new(Ok(())));
    let (result, options) = (Rc::clone(&outcome), Rc::clone(options));
    let main = lua.create_function(move |lua, ()| {
        *result.borrow_mut() = interpret(lua, &options);
        Ok(())
    });
    main.and_then(|main| main.call::<()>(())).map_err(|error| Failure::of(lua, &error))?;
    outcome.replace(Ok(()))
}

fn interpret(lua: &Lua, options: &Options) -> Result<(), Failure> {
    if options.version {
        println!("{VERSION}");
    }
    run::prepare(lua, options)?;
    if !options.ignore_environment {
        run::init(lua)?;
    }
    for step in &options.steps {
        match step {
            Step::Execute(code) => run::statement(lua, code)?,
            Step::Require(module) => run::require(lua, module)?,
            Step::WarningsOn => lua.warning("@on", false),
        }
    }
    if let Some(script) = &options.script {
        run::script(lua, script)?;
    }
    if options.interactive {
        prompt::run(lua, &options.program)?;
    } else if options.script.is_none() && !options.has_done_something() {
        if std::io::stdin().is_terminal() {
            println!("{VERSION}");
            prompt::run(lua, &options.program)?;
        } else {
            run::script(lua, &Script::Stdin)?;
        }
    }
    Ok(())
}
