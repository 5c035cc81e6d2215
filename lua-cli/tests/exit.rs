//! How `os.exit` ends the `lua` program.

use std::process::{Command, Output};

fn run(code: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lua")).args(["-e", code]).output().expect("the program runs")
}

#[test]
fn codes_reach_the_system() {
    let codes =
        [("", 0), ("true", 0), ("false", 1), ("nil", 0), ("7", 7), ("'8'", 8), ("true, true", 0)];
    for (arguments, expected) in codes {
        let output = run(&format!("os.exit({arguments})"));
        assert_eq!(output.status.code(), Some(expected), "os.exit({arguments})");
    }
}

#[test]
fn output_is_written_first() {
    assert_eq!(run("print('before') os.exit(3)").stdout, b"before\n");
}

#[test]
fn nothing_is_closed_unless_asked() {
    let code = "
        local variable <close> = setmetatable({}, { __close = function() print('close') end })
        local object = setmetatable({}, { __gc = function() print('finalizer') end })
        os.exit(0, ...)";
    assert_eq!(run(code).stdout, b"");
    assert_eq!(run(&code.replace("...", "true")).stdout, b"close\nfinalizer\n");
}

#[test]
fn closing_from_a_coroutine_closes_the_main_thread() {
    let code = "
        local function closing(name)
            return setmetatable({}, { __close = function(_, failure)
                print(name, failure)
                error(name .. ' failed', 0)
            end })
        end
        local first <close> = closing('first')
        local second <close> = closing('second')
        coroutine.wrap(function()
            local inner <close> = closing('inner')
            table.sort({ 3, 2, 1 }, function() os.exit(4, true) end)
        end)()";
    let output = run(code);
    assert_eq!(output.stdout, b"second\tnil\nfirst\tsecond failed\n");
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn exit_within_exit() {
    let code = "
        local variable <close> = setmetatable({}, { __close = function() os.exit(5, true) end })
        local object = setmetatable({}, { __gc = function() print('finalizer') os.exit(6, true) end })
        os.exit(4, true)";
    let output = run(code);
    assert_eq!(output.stdout, b"finalizer\n");
    assert_eq!(output.status.code(), Some(6));
}
