//! Paths to a part of a value, written as Lua would: `servers[2].port`. Whatever converts a table adds the key it
//! was at to the error of a part.

use super::super::value::Value;
use crate::object;
use crate::syntax::is_name;

/// What a name adds to a path: `.port`, or `["max speed"]` if Lua takes it for no name.
pub fn name_segment(name: &str) -> String {
    if is_name(name) { format!(".{name}") } else { format!("[{name:?}]") }
}

/// What a key adds to a path.
pub fn value_segment(key: &Value) -> String {
    match key {
        Value::String(name) => name_segment(&name.to_string_lossy()),
        Value::Boolean(_) | Value::Integer(_) | Value::Number(_) => {
            format!("[{}]", key.to_string().unwrap_or_default())
        }
        other => format!("[{}]", other.type_name()),
    }
}

/// What an index adds to a path.
pub(in crate::api) fn index_segment(index: i64) -> String {
    format!("[{index}]")
}

/// What a key adds to a path, seen inside the machine.
pub(in crate::api) fn raw_segment(key: object::Value) -> String {
    match key.view() {
        object::View::String(name) => name_segment(&name.to_text()),
        object::View::Integer(index) => index_segment(index),
        object::View::Float(float) => format!("[{float:?}]"),
        object::View::Boolean(boolean) => format!("[{boolean}]"),
        _ => format!("[{}]", key.type_name()),
    }
}

/// A path without the dot that it may begin with.
pub fn relative(path: &str) -> &str {
    path.strip_prefix('.').unwrap_or(path)
}

/// A path in the words of a message: `field 'servers[2].port'`, `index 2`.
pub(in crate::api) fn describe(path: &str) -> String {
    let index = path.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match index {
        Some(index) if index.parse::<i64>().is_ok() => format!("index {index}"),
        _ => format!("field '{}'", relative(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_lua_would() {
        assert_eq!(name_segment("port"), ".port");
        assert_eq!(name_segment("max speed"), "[\"max speed\"]");
        assert_eq!(name_segment("end"), "[\"end\"]");
        assert_eq!(value_segment(&Value::Number(0.5)), "[0.5]");
        assert_eq!(raw_segment(object::Value::from_boolean(true)), "[true]");
    }

    #[test]
    fn messages_name_the_path() {
        for (path, words) in [
            (".servers[2].port", "field 'servers[2].port'"),
            ("[2]", "index 2"),
            ("[2].port", "field '[2].port'"),
            ("[\"max speed\"]", "field '[\"max speed\"]'"),
            ("[1][2]", "field '[1][2]'"),
        ] {
            assert_eq!(describe(path), words);
        }
    }
}
