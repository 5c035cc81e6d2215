//! From source text to a syntax tree (manual 3). It resolves no names and knows no values.

pub(crate) mod ast;
mod class;
pub(crate) mod error;
mod lexer;
mod names;
mod parser;
mod token;

pub(crate) use lexer::write_code_point;
pub(crate) use names::{Name, Names};
pub(crate) use parser::Chunk;
pub(crate) use token::{is_name, is_reserved};

/// Returns the source without what only a file may begin with: a UTF-8 byte order mark and a first
/// line that starts with `#`. The end of that line stays, so that line numbers agree.
pub(crate) fn skip_prelude(source: &[u8]) -> &[u8] {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    if !source.starts_with(b"#") {
        return source;
    }
    let end = source.iter().position(|&byte| byte == b'\n').unwrap_or(source.len());
    &source[end..]
}

#[cfg(test)]
mod tests {
    use super::error::{Allowance, Parsed};
    use super::*;
    use bumpalo::Bump;

    /// Parses all pieces of a chunk.
    fn parse(source: &[u8], arena: &Bump) -> Parsed<()> {
        let mut chunk = Chunk::new(source, Allowance::ANY)?;
        while chunk.piece(arena)?.is_some() {}
        Ok(())
    }

    #[test]
    fn only_the_prelude_of_a_file_is_skipped() {
        assert_eq!(skip_prelude(b"\xef\xbb\xbf#!lua\nx"), b"\nx");
        assert_eq!(skip_prelude(b"# only"), b"");
        assert_eq!(skip_prelude(b" #x\n"), b" #x\n");
    }

    /// The next value of a small generator of pseudo-random numbers.
    fn next_random(state: &mut u64) -> usize {
        *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (*state >> 33) as usize
    }

    #[test]
    fn damaged_source_is_an_error_at_worst() {
        let sound = b"local t <const> = {1, x = [[y]], ['z'] = -2 ^ 3 .. \"\\u{48}\\x41\"; f()}\n\
            for i = 1, #t, 2 do goto next ::next:: end\n\
            for k, v in pairs(t) do t:m(k)[v] = ... end\n\
            if a <= 0x1p4 then return function(...) end elseif b ~= nil then repeat until true end";
        let mut arena = Bump::new();
        assert!(parse(&[&sound[..], b" "].concat(), &arena).is_ok());
        let mut state = 1;
        for _ in 0..5000 {
            arena.reset();
            let mut source = sound.to_vec();
            for _ in 0..1 + next_random(&mut state) % 4 {
                let at = next_random(&mut state) % source.len();
                let end = (at + next_random(&mut state) % 8).min(source.len());
                match next_random(&mut state) % 4 {
                    0 => source[at] = next_random(&mut state) as u8,
                    1 => drop(source.splice(at..end, [b' '])),
                    2 => source.extend_from_within(at..end),
                    _ => source.truncate(at + 1),
                }
            }
            if let Err(error) = parse(&source, &arena) {
                assert!(error.line >= 1 && !error.text().is_empty());
            }
        }
    }
}
