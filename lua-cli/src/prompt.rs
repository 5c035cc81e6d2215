//! The interactive prompt: line editing, history, values printed.

use lua_core::{ErrorKind, Function, Lua, MultiValue, Value};
use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

use crate::run::Failure;

const HISTORY: &str = ".ferrolua_history";

/// Reads and runs lines until the end of input.
pub(crate) fn run(lua: &Lua, program: &str) -> Result<(), Failure> {
    let config = Config::builder().auto_add_history(true).build();
    let Ok(mut editor) = DefaultEditor::with_config(config) else {
        return Ok(());
    };
    let history = std::env::home_dir().map(|home| home.join(HISTORY));
    if let Some(history) = &history {
        // There is none before the first run.
        let _ = editor.load_history(history);
    }
    while let Some(chunk) = read_chunk(lua, &mut editor) {
        match chunk.and_then(|chunk| chunk.call::<MultiValue>(())) {
            Ok(values) => print(lua, values),
            Err(error) => Failure::of(lua, &error).report(program),
        }
    }
    println!();
    if let Some(history) = &history {
        let _ = editor.save_history(history);
    }
    Ok(())
}

/// The text of a prompt, which scripts may change through `_PROMPT` and `_PROMPT2`.
fn prompt(lua: &Lua, variable: &str, default: &str) -> String {
    match lua.globals().get::<Value>(variable) {
        Ok(Value::Nil) | Err(_) => default.to_string(),
        Ok(value) => value.to_string().unwrap_or_else(|_| default.to_string()),
    }
}

/// Reads lines until they make a chunk: an expression, or statements. `None` at the end of input.
fn read_chunk(lua: &Lua, editor: &mut DefaultEditor) -> Option<lua_core::Result<Function>> {
    let mut text = String::new();
    loop {
        let (variable, default) =
            if text.is_empty() { ("_PROMPT", "> ") } else { ("_PROMPT2", ">> ") };
        match editor.readline(&prompt(lua, variable, default)) {
            Ok(line) => text.push_str(&line),
            Err(ReadlineError::Interrupted) => {
                text.clear();
                continue;
            }
            Err(_) => return None,
        }
        let compile = |source: String| lua.load(source).set_name("=stdin").into_function();
        if let Ok(expression) = compile(format!("return {text}")) {
            return Some(Ok(expression));
        }
        match compile(text.clone()) {
            Err(error) if matches!(error.kind(), ErrorKind::Syntax { incomplete: true }) => {
                text.push('\n');
            }
            outcome => return Some(outcome),
        }
    }
}

/// Shows the values of a chunk through the global `print`, as a script would see them.
fn print(lua: &Lua, values: MultiValue) {
    if values.is_empty() {
        return;
    }
    let printed = lua.globals().get::<Function>("print").and_then(|print| print.call::<()>(values));
    if let Err(error) = printed {
        eprintln!("lua: error calling 'print' ({error})");
    }
}
