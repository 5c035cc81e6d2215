//! The command line, read as C Lua reads it: the last option may stick to its argument (`-lmod`), and the first
//! word that is no option is the script.

use std::ffi::OsString;

/// What happens before the script, in the order of the command line.
pub(crate) enum Step {
    /// `-e code`
    Execute(Vec<u8>),
    /// `-l module`, `-l name=module`
    Require(Vec<u8>),
    /// `-W`
    WarningsOn,
}

/// Where the main chunk comes from.
#[derive(Clone)]
pub(crate) enum Script {
    File(OsString),
    Stdin,
}

/// The command line, understood.
pub(crate) struct Options {
    pub(crate) program: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) interactive: bool,
    pub(crate) version: bool,
    pub(crate) ignore_environment: bool,
    pub(crate) script: Option<Script>,
    /// All words of the command line, and which of them `arg[0]` is: the script, or else the program.
    pub(crate) words: Vec<OsString>,
    pub(crate) origin: usize,
}

/// The message about a command line that makes no sense.
pub(crate) struct Misuse(pub(crate) String);

impl Options {
    /// Reads the command line.
    ///
    /// # Errors
    ///
    /// If there is an option that does not exist, or one without its argument.
    pub(crate) fn parse(words: Vec<OsString>) -> Result<Options, Misuse> {
        let program = match words.first() {
            Some(program) if !program.is_empty() => program.to_string_lossy().into_owned(),
            _ => "lua".into(),
        };
        let mut options = Options {
            program,
            steps: Vec::new(),
            interactive: false,
            version: false,
            ignore_environment: false,
            script: None,
            words: Vec::new(),
            origin: 0,
        };
        let mut at = 1;
        let mut script = None;
        while let Some(word) = words.get(at) {
            match word.as_encoded_bytes() {
                b"--" => {
                    script = words.get(at + 1).map(|word| (at + 1, Script::File(word.clone())));
                    break;
                }
                b"-" => {
                    script = Some((at, Script::Stdin));
                    break;
                }
                b"-E" => options.ignore_environment = true,
                b"-W" => options.steps.push(Step::WarningsOn),
                b"-i" => (options.interactive, options.version) = (true, true),
                b"-v" => options.version = true,
                [b'-', letter @ (b'e' | b'l'), argument @ ..] => {
                    let mut argument = argument;
                    if argument.is_empty() {
                        at += 1;
                        argument = match words.get(at).map(|word| word.as_encoded_bytes()) {
                            Some(argument) if !argument.starts_with(b"-") => argument,
                            _ => return Err(options.misuse(word, "needs argument")),
                        };
                    }
                    let argument = argument.to_vec();
                    options.steps.push(match letter {
                        b'e' => Step::Execute(argument),
                        _ => Step::Require(argument),
                    });
                }
                [b'-', ..] => return Err(options.misuse(word, "")),
                _ => {
                    script = Some((at, Script::File(word.clone())));
                    break;
                }
            }
            at += 1;
        }
        options.words = words;
        if let Some((origin, script)) = script {
            (options.origin, options.script) = (origin, Some(script));
        }
        Ok(options)
    }

    /// Whether something happened that makes a script unnecessary.
    pub(crate) fn has_done_something(&self) -> bool {
        self.version || self.steps.iter().any(|step| matches!(step, Step::Execute(_)))
    }

    fn misuse(&self, option: &OsString, problem: &str) -> Misuse {
        let (program, option) = (&self.program, option.to_string_lossy());
        let problem = match problem {
            "" => format!("unrecognized option '{option}'"),
            problem => format!("'{option}' {problem}"),
        };
        Misuse(format!(
            "{program}: {problem}\n\
            usage: {program} [options] [script [args]]\n\
            Available options are:\n\
            \x20 -e stat   execute string 'stat'\n\
            \x20 -i        enter interactive mode after executing 'script'\n\
            \x20 -l mod    require library 'mod' into global 'mod'\n\
            \x20 -l g=mod  require library 'mod' into global 'g'\n\
            \x20 -v        show version information\n\
            \x20 -E        ignore environment variables\n\
            \x20 -W        turn warnings on\n\
            \x20 --        stop handling options\n\
            \x20 -         stop handling options and execute stdin"
        ))
    }
}
