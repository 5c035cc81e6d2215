//! `lua`: runs scripts, statements and an interactive prompt, as the standalone interpreter of C Lua does.
#![forbid(unsafe_code)]

mod options;
mod prompt;
mod run;

use std::io::IsTerminal;
use std::process::ExitCode;

use lua_core::Lua;

use options::{Options, Step};
use run::Failure;

const VERSION: &str = concat!("Lua 5.4 (ferrolua ", env!("CARGO_PKG_VERSION"), ")");

fn main() -> ExitCode {
    let options = Options::parse();
    // Scripts may nest Rust calls to the machine's limit; the main thread's stack can be anything.
    let interpreter = std::thread::Builder::new().stack_size(16 << 20).spawn(move || {
        let outcome = interpret(&options);
        if let Err(failure) = &outcome {
            failure.report();
        }
        outcome.is_ok()
    });
    match interpreter.map(std::thread::JoinHandle::join) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn interpret(options: &Options) -> Result<(), Failure> {
    let lua = Lua::new();
    if options.version {
        println!("{VERSION}");
    }
    run::set_arguments(&lua, options)?;
    if !options.ignore_environment {
        run::init(&lua)?;
    }
    for step in &options.steps {
        match step {
            Step::Execute(code) => run::statement(&lua, code)?,
            Step::Require(module) => run::require(&lua, module)?,
        }
    }
    match &options.script {
        Some(script) => run::script(&lua, script, &options.arguments)?,
        None if options.interactive => {}
        None if !options.steps.is_empty() || options.version => return Ok(()),
        None if std::io::stdin().is_terminal() => {
            println!("{VERSION}");
            return prompt::run(&lua);
        }
        None => run::script(&lua, "-", &[])?,
    }
    if options.interactive {
        if !options.version {
            println!("{VERSION}");
        }
        prompt::run(&lua)?;
    }
    Ok(())
}
