//! Any bytes given to `load` are an error or a function, soon and without a panic.

use lua_core::{ErrorKind, Lua};

/// Compiles a source; what comes out does not matter, that something does is the point.
fn compiles(source: impl Into<Vec<u8>>) -> bool {
    Lua::new().load(source.into()).set_name("=bad").into_function().is_ok()
}

#[test]
fn deep_nesting_is_an_error() {
    for (depth, fits) in [(60, true), (10_000, false)] {
        let nested = |start: &str, open: &str, middle: &str, close: &str| {
            compiles(format!("{start}{}{middle}{}", open.repeat(depth), close.repeat(depth)))
        };
        assert_eq!(nested("return ", "(", "1", ")"), fits);
        assert_eq!(nested("return ", "{", "1", "}"), fits);
        assert_eq!(nested("", "do ", "", " end"), fits);
        assert_eq!(nested("", "return function() ", "", " end"), fits);
        assert_eq!(nested("return ", "- ", "1", ""), fits);
        assert_eq!(nested("return ", "1 .. ", "1", ""), fits);
        assert_eq!(nested("return f", "(f", "", ")"), fits);
    }
}

#[test]
fn long_chains_need_no_depth() {
    assert!(compiles(format!("local a = {{}} return a{}", ".b".repeat(100_000))));
    assert!(compiles(format!("local a return a{}", " + a".repeat(100_000))));
    assert!(compiles(format!("local a return a{}", " and a".repeat(100_000))));
    assert!(compiles(format!("local a if a then {} end", "elseif a then ".repeat(20_000))));
    assert!(compiles(format!("local f f{}", "()".repeat(100_000))));
}

#[test]
fn large_literals_are_read() {
    assert!(compiles(format!("return '{}'", "x".repeat(10 << 20))));
    assert!(compiles(format!(
        "--[[{}]] return [==[{}]==]",
        "y".repeat(10 << 20),
        "z".repeat(1 << 20)
    )));
    let constants: String = (0..70_000).map(|i| format!("t[{i}.5] = 'k{i}' ")).collect();
    assert!(compiles(format!("local t = {{}} {constants}")));
    let fields: String = (0..70_000).map(|i| format!("f{i} = {i},")).collect();
    assert!(compiles(format!("return {{ {fields} }}")));
}

#[test]
fn limits_are_errors_with_a_line() {
    let message = |source: String| {
        Lua::new().load(source).set_name("=bad").exec().expect_err("too many").to_string()
    };
    let locals: String = (0..300).map(|i| format!("local v{i}\n")).collect();
    assert!(message(locals).contains(": too many local variables (limit is 200) in main function"));
    let blocks = |n: usize| (0..130).map(|i| format!("local a{n}_{i} = 0\n")).collect::<String>();
    let uses: String =
        (0..2).flat_map(|n| (0..130).map(move |i| format!("+ a{n}_{i}\n"))).collect();
    let source = format!(
        "{} local function f() {} return function() return 0 {uses} end end",
        blocks(0),
        blocks(1)
    );
    assert!(message(source).contains("too many upvalues (limit is 255)"));
    let arguments = vec!["x"; 300].join(",");
    assert!(message(format!("f({arguments})")).contains("too many registers"));
}

#[test]
fn odd_bytes_are_syntax_errors() {
    for source in
        [&b"x = \0"[..], b"\xC3", b"'\xFF", b"return '\\u{110000000}'", b"[[", b"=", b"\x80\x81"]
    {
        let error = Lua::new().load(source).set_name("=bad").exec().expect_err("it is not Lua");
        assert!(matches!(error.kind(), ErrorKind::Syntax { .. }), "{error}");
        assert!(error.to_string().starts_with("bad:1: "), "{error}");
    }
}

#[test]
fn damaged_programs_are_errors_at_worst() {
    let sound = b"local t = {1, x = [[y]], ['z'] = -2 ^ 3 .. 'a'} for i = 1, 2 do goto c ::c:: end \
        local function f(a, ...) if a then return f(...) end repeat local q <const> = 1 until q end \
        while t.x ~= nil do t.x = nil end return function() t[1], t.y = t.y, 0x1p4 // 3 end";
    let mut state = 42u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let lua = Lua::new();
    for _ in 0..5000 {
        let mut bytes = sound.to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len().max(1));
            if bytes.is_empty() {
                break;
            }
            match random(4) {
                0 => bytes[at] = random(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(1)),
                _ => {
                    let piece = bytes[at..].to_vec();
                    bytes.splice(0..random(20).min(bytes.len()), piece);
                }
            }
        }
        drop(lua.load(bytes).set_name("=bad").into_function());
    }
}
