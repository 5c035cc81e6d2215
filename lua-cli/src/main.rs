//! `lua`: runs scripts, statements and an interactive prompt, as the standalone interpreter of C Lua does.
#![forbid(unsafe_code)]

mod options;
mod prompt;
mod run;

use std::io::IsTerminal;
use std::process::ExitCode;

use lua_core::Lua;

use options::{Options, Script, Step};
use run::Failure;

const VERSION: &str = concat!("Lua 5.4 (ferrolua ", env!("CARGO_PKG_VERSION"), ")");

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args_os().collect()) {
        Ok(options) => options,
        Err(misuse) => {
            eprintln!("{}", misuse.0);
            return ExitCode::FAILURE;
        }
    };
    // Scripts may nest Rust calls to the machine's limit; the main thread's stack can be anything.
    let interpreter = std::thread::Builder::new().stack_size(16 << 20).spawn(move || {
        let outcome = interpret(&options);
        if let Err(failure) = &outcome {
            failure.report(&options.program);
        }
        outcome.is_ok()
    });
    match interpreter.map(std::thread::JoinHandle::join) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn interpret(options: &Options) -> Result<(), Failure> {
    if options.version {
        println!("{VERSION}");
    }
    let lua = Lua::bare();
    run::prepare(&lua, options)?;
    if !options.ignore_environment {
        run::init(&lua)?;
    }
    for step in &options.steps {
        match step {
            Step::Execute(code) => run::statement(&lua, code)?,
            Step::Require(module) => run::require(&lua, module)?,
            Step::WarningsOn => lua.warning("@on", false),
        }
    }
    if let Some(script) = &options.script {
        run::script(&lua, script)?;
    }
    if options.interactive {
        prompt::run(&lua, &options.program)?;
    } else if options.script.is_none() && !options.has_done_something() {
        if std::io::stdin().is_terminal() {
            println!("{VERSION}");
            prompt::run(&lua, &options.program)?;
        } else {
            run::script(&lua, &Script::Stdin)?;
        }
    }
    Ok(())
}
