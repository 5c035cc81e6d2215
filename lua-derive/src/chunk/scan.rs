//! A look over Lua text: where variables of Rust are captured, and which names it uses.

/// What a text contains, outside of strings and comments.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) captures: Vec<Capture>,
    /// The names that are not those of fields.
    pub(super) names: Vec<String>,
}

/// `$name`
pub(super) struct Capture {
    /// Where the `$` is.
    pub(super) at: usize,
    /// Where the name ends.
    pub(super) end: usize,
    pub(super) name: String,
}

impl Scan {
    pub(super) fn of(text: &str) -> Scan {
        let mut scan = Scan::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b'-' if bytes[at..].starts_with(b"--") => comment_end(bytes, at + 2),
                b'"' | b'\'' => quoted_end(bytes, at),
                b'[' => long_end(bytes, at).unwrap_or(at + 1),
                b'$' => {
                    let raw = if bytes[at + 1..].starts_with(b"r#") { at + 3 } else { at + 1 };
                    let end = word_end(bytes, raw);
                    if end > raw && !bytes[raw].is_ascii_digit() {
                        let name = text[at + 1..end].to_string();
                        scan.captures.push(Capture { at, end, name });
                    }
                    end.max(at + 1)
                }
                byte if is_word(byte) => {
                    let end = word_end(bytes, at);
                    if !is_field(&bytes[..at]) {
                        scan.names.push(text[at..end].to_string());
                    }
                    end
                }
                _ => at + 1,
            };
        }
        scan
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let length = bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
    start + length
}

/// Whether what is before a name makes it that of a field or a method.
fn is_field(before: &[u8]) -> bool {
    match before.trim_ascii_end() {
        [.., b'.', b'.'] | [.., b':', b':'] => false,
        [.., b'.' | b':'] => true,
        _ => false,
    }
}

/// The end of a string in quotes, or of its line.
fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == bytes[start] => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn comment_end(bytes: &[u8], start: usize) -> usize {
    long_end(bytes, start).unwrap_or_else(|| {
        let line = bytes[start..].iter().position(|byte| *byte == b'\n');
        line.map_or(bytes.len(), |length| start + length)
    })
}

/// The end of what a long bracket begins here, if one does.
fn long_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes[start..].strip_prefix(b"[")?;
    let level = rest.iter().take_while(|byte| **byte == b'=').count();
    if rest.get(level) != Some(&b'[') {
        return None;
    }
    let closing = [b"]".as_slice(), &vec![b'='; level], b"]"].concat();
    let inside = start + level + 2;
    let end = bytes[inside..].windows(closing.len()).position(|window| window == closing);
    Some(end.map_or(bytes.len(), |length| inside + length + closing.len()))
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn captures_are_found_in_code_alone() {
        let text = "f($a, 'it''s $b', \"\\\"$c\", [[$d]], [=[ ]] $e]=]) -- $f\n --[[ $g\n]] x.$h = $r#end $1";
        let scan = Scan::of(text);
        let names: Vec<&str> = scan.captures.iter().map(|capture| &*capture.name).collect();
        assert_eq!(names, ["a", "h", "r#end"]);
        assert!(scan.captures.iter().all(|it| text[it.at..it.end] == format!("${}", it.name)));
    }

    #[test]
    fn names_are_told_from_fields() {
        let names = Scan::of("local x = y.z:m() .. w goto l ::l::").names;
        assert_eq!(names, ["local", "x", "y", "w", "goto", "l", "l"]);
    }
}
