//! Patterns on subjects. Both are short, as matching takes exponential time in the pattern's length.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, Value};

thread_local! {
    static MATCH: (Lua, Function) = {
        let lua = Lua::new();
        let source = "local subject, pattern, replacement = ...\n\
            pcall(string.find, subject, pattern)\n\
            pcall(string.match, subject, pattern, -3)\n\
            pcall(string.gsub, subject, pattern, replacement)\n\
            pcall(string.gsub, subject, pattern, string.upper)\n\
            pcall(function() for _ in string.gmatch(subject, pattern) do end end)";
        let function = lua.load(source).into_function().expect("it is Lua");
        (lua, function)
    };
}

fuzz_target!(|texts: (&[u8], &[u8], &[u8])| {
    let (pattern, subject, replacement) = texts;
    if pattern.len() > 10 || subject.len() > 24 || replacement.len() > 12 {
        return;
    }
    MATCH.with(|(lua, function)| {
        let text = |bytes| lua.create_string(bytes).expect("it is short");
        let arguments = (text(subject), text(pattern), text(replacement));
        function.call::<Value>(arguments).expect("errors are caught");
    });
});
