//! The command line.

use clap::{ArgAction, ArgMatches, Command, arg};

/// What happens before the script, in the order of the command line.
pub(crate) enum Step {
    /// `-e code`
    Execute(String),
    /// `-l module`
    Require(String),
}

/// The command line, understood.
pub(crate) struct Options {
    pub(crate) steps: Vec<Step>,
    pub(crate) interactive: bool,
    pub(crate) version: bool,
    pub(crate) ignore_environment: bool,
    /// The script's file, or `-` for standard input.
    pub(crate) script: Option<String>,
    pub(crate) arguments: Vec<String>,
    /// The program's name and everything before the script, for the negative indices of `arg`.
    pub(crate) before: Vec<String>,
}

fn command() -> Command {
    Command::new("lua")
        .about("Runs Lua scripts, or a prompt if there is none")
        .disable_version_flag(true)
        .arg(arg!(execute: -e <CODE> "Execute a string").action(ArgAction::Append))
        .arg(arg!(require: -l <MODULE> "Require a module into a global").action(ArgAction::Append))
        .arg(arg!(interactive: -i "Enter the prompt after executing the script"))
        .arg(arg!(version: -v "Show version information"))
        .arg(arg!(ignore: -E "Ignore environment variables"))
        .arg(arg!(warnings: -W "Turn warnings on"))
        .arg(
            arg!(script: [SCRIPT] ... "The script and its arguments; - reads standard input")
                .trailing_var_arg(true)
                .allow_hyphen_values(true),
        )
}

impl Options {
    /// Reads the command line; shows a message and ends the program if it makes no sense.
    pub(crate) fn parse() -> Options {
        let matches = command().try_get_matches().unwrap_or_else(|error| {
            // As C Lua's, a wrong command line is an error like any other: exit code 1.
            let _ = error.print();
            std::process::exit(i32::from(error.use_stderr()));
        });
        let mut words = strings(&matches, "script").map(|(_, word)| word).collect::<Vec<_>>();
        let all = std::env::args().collect::<Vec<_>>();
        let before = all[..all.len() - words.len()].to_vec();
        let script = (!words.is_empty()).then(|| words.remove(0));
        let executes = strings(&matches, "execute").map(|(at, code)| (at, Step::Execute(code)));
        let requires = strings(&matches, "require").map(|(at, name)| (at, Step::Require(name)));
        let mut steps = executes.chain(requires).collect::<Vec<_>>();
        steps.sort_by_key(|(at, _)| *at);
        Options {
            steps: steps.into_iter().map(|(_, step)| step).collect(),
            interactive: matches.get_flag("interactive"),
            version: matches.get_flag("version"),
            ignore_environment: matches.get_flag("ignore"),
            script,
            arguments: words,
            before,
        }
    }
}

/// The values of an option and where they stand on the command line.
fn strings(matches: &ArgMatches, name: &str) -> impl Iterator<Item = (usize, String)> {
    let indices = matches.indices_of(name).into_iter().flatten().collect::<Vec<_>>();
    let values = matches.get_many::<String>(name).into_iter().flatten().cloned();
    indices.into_iter().zip(values.collect::<Vec<_>>())
}
