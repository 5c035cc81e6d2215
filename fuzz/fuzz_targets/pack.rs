//! `string.pack` and `string.unpack`: what was packed comes back, and any bytes are unpacked or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lua_core::{Function, Lua, Value};

thread_local! {
    static PACK: (Lua, Function) = {
        let lua = Lua::new();
        let source = "local format, data, integer, float = ...\n\
            if not string.pack then return end\n\
            pcall(string.unpack, format, data, integer)\n\
            pcall(string.packsize, format)\n\
            local arguments = {integer, data, float, integer, data, float}\n\
            for start = 1, 3 do\n\
            local ok, packed = pcall(string.pack, format, table.unpack(arguments, start))\n\
            if ok then string.unpack(format, packed) end\n\
            end";
        let function = lua.load(source).into_function().expect("it is Lua");
        (lua, function)
    };
}

fuzz_target!(|input: (&[u8], &[u8], i64, f64)| {
    let (format, data, integer, float) = input;
    // Sizes and alignments are numbers in the format: long ones ask for gigabytes.
    if format.len() > 40 || format.windows(5).any(|five| five.iter().all(u8::is_ascii_digit)) {
        return;
    }
    PACK.with(|(lua, function)| {
        let text = |bytes| lua.create_string(bytes).expect("it is short");
        function
            .call::<Value>((text(format), text(data), integer, float))
            .expect("what was packed can be unpacked");
    });
});
