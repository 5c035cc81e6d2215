//! Names in scripts and in annotations.

use crate::syntax::{is_name, is_reserved};

/// A name as the key of a field: `x`, `["end"]`.
pub(super) fn key(name: &str) -> String {
    if is_name(name) { name.to_string() } else { format!("[{}]", quoted(name)) }
}

/// A field of what this expression gives: `Vec2.x`, `Vec2["end"]`.
pub(super) fn member(of: &str, name: &str) -> String {
    if is_name(name) { format!("{of}.{name}") } else { format!("{of}{}", key(name)) }
}

/// A variable that is called like this, as far as it can be.
pub(super) fn variable(name: &str) -> String {
    if is_name(name) {
        return name.to_string();
    }
    let valid = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    let name: String = name.chars().map(valid).collect();
    match name.bytes().next() {
        None | Some(b'0'..=b'9') => format!("_{name}"),
        _ if is_reserved(&name) => name + "_",
        _ => name,
    }
}

/// A class that is called like this, as far as it can be.
pub(super) fn class(name: &str) -> String {
    let parts = name.split('.').map(variable);
    parts.collect::<Vec<_>>().join(".")
}

/// A string as scripts write it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            letter if letter.is_ascii_control() => {
                quoted.push_str(&format!("\\{:03}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
