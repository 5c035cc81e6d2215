//! `Problem`: one thing that is wrong with a configuration, and `ConfigError`: all of them.

use std::fmt::{self, Display, Write};

/// What is wrong with a configuration: the source of the [`lua_core::Error`] that reading it returns.
///
/// It is shown as one line for each problem; [`ConfigError::report`] shows the lines of the script as well.
///
/// ```
/// use lua_serde::{ConfigError, ConfigLoader};
/// #[derive(Debug, serde::Deserialize)]
/// struct Config {
///     port: u16,
///     hosts: Vec<String>,
/// }
///
/// let script = "port = 70000\nhosts = {\n    'a',\n    7,\n}";
/// let loader = ConfigLoader::new().all_errors(true);
/// let error = loader.load_str::<Config>("app.lua", script).unwrap_err();
/// let error: &ConfigError = error.downcast_ref().unwrap();
/// assert_eq!(error.report(), "\
/// error: invalid type: integer `7`, expected a string
///  --> app.lua:4, hosts[2]
///   |
/// 4 |     7,
///   |     ^
///
/// error: invalid value: integer `70000`, expected u16
///  --> app.lua:1, port
///   |
/// 1 | port = 70000
///   | ^^^^
/// ");
/// ```
#[derive(Debug)]
pub struct ConfigError {
    problems: Vec<Problem>,
}

impl ConfigError {
    pub(super) fn new(problems: Vec<Problem>) -> ConfigError {
        ConfigError { problems }
    }

    /// The problems, in the order in which the data was read. There is only one unless all were asked for.
    ///
    /// ```
    /// use lua_serde::ConfigError;
    /// let error = lua_serde::from_str::<Vec<u8>>("app.lua", "return {\n 1,\n -1 }").unwrap_err();
    /// let error: &ConfigError = error.downcast_ref().unwrap();
    /// assert_eq!((error.problems()[0].line(), error.problems()[0].path()), (Some(3), "[2]"));
    /// ```
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// All problems with the lines of the script that they are about. For an example see [`ConfigError`].
    pub fn report(&self) -> String {
        self.problems.iter().map(Problem::report).collect::<Vec<_>>().join("\n")
    }
}

impl Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

/// One thing that is wrong with a configuration. It is shown as `app.lua:7: servers[2].port: invalid value: …`.
#[derive(Debug, Clone)]
pub struct Problem {
    pub(super) origin: Origin,
    pub(super) path: String,
    pub(super) message: String,
}

/// Where a wrong value comes from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// A line of a script, with its text, if it is known.
    Script { name: String, line: Option<(u32, String)> },
    /// An environment variable.
    Variable(String),
    /// The host's defaults.
    Defaults,
}

impl Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Script { name, line: Some((line, _)) } => write!(f, "{name}:{line}"),
            Origin::Script { name, line: None } => f.write_str(name),
            Origin::Variable(name) => write!(f, "environment variable {name}"),
            Origin::Defaults => f.write_str("defaults"),
        }
    }
}

impl Problem {
    /// The script, environment variable or `defaults` that the wrong value comes from.
    ///
    /// ```
    /// use lua_serde::{ConfigError, ConfigLoader};
    /// let loader = ConfigLoader::new().variables("APP_", [("APP_PORT", "many")]);
    /// let error = loader.load_str::<std::collections::BTreeMap<String, u16>>("app.lua", "return {}").unwrap_err();
    /// let error: &ConfigError = error.downcast_ref().unwrap();
    /// assert_eq!(error.problems()[0].source_name(), "environment variable APP_PORT");
    /// ```
    pub fn source_name(&self) -> String {
        match &self.origin {
            Origin::Script { name, .. } => name.clone(),
            origin => origin.to_string(),
        }
    }

    /// The line of the script where the entry is written, or the nearest entry or assignment around what is computed.
    /// For an example see [`ConfigError::problems`].
    pub fn line(&self) -> Option<u32> {
        match &self.origin {
            Origin::Script { line, .. } => line.as_ref().map(|(line, _)| *line),
            _ => None,
        }
    }

    /// The place in the data, as Lua would write it: `servers[2].port`.
    /// For an example see [`ConfigError::problems`].
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, without the place.
    ///
    /// ```
    /// use lua_serde::ConfigError;
    /// let error = lua_serde::from_str::<Vec<bool>>("app.lua", "return { 0 }").unwrap_err();
    /// let error: &ConfigError = error.downcast_ref().unwrap();
    /// assert_eq!(error.problems()[0].message(), "invalid type: integer `0`, expected a boolean");
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The problem with the line of the script.
    fn report(&self) -> String {
        let mut report = format!("error: {}\n", self.message);
        let place = if self.path.is_empty() { "" } else { ", " };
        let (number, text) = match &self.origin {
            Origin::Script { line: Some((line, text)), .. } => (line.to_string(), text),
            origin => {
                let _ = writeln!(report, "--> {origin}{place}{}", self.path);
                return report;
            }
        };
        let text = text.replace('\t', "    ");
        let (start, length) = self.marked(&text);
        let (margin, blank) = (" ".repeat(number.len()), " ".repeat(start));
        let _ = writeln!(report, "{margin}--> {}{place}{}", self.origin, self.path);
        let _ = writeln!(report, "{margin} |\n{number} | {text}");
        let _ = writeln!(report, "{margin} | {blank}{}", "^".repeat(length.max(1)));
        report
    }

    /// Which characters of the line are marked: the name of the entry if it is there, else all.
    fn marked(&self, text: &str) -> (usize, usize) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let name = self.path.rsplit('.').next().unwrap_or_default();
        let found = text.match_indices(name).find(|(at, _)| {
            !text[..*at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part)
        });
        if let Some((at, _)) = found
            && !name.is_empty()
        {
            return (text[..at].chars().count(), name.chars().count());
        }
        let entry = text.trim_start();
        let start = text.chars().count() - entry.chars().count();
        (start, entry.trim_end().trim_end_matches([',', ';']).chars().count())
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.origin)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
