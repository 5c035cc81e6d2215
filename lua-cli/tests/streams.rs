//! The standard streams of the `lua` program, as the programs at their other ends see them.

use std::io::{Read, Write};
use std::process::{Child, Command, Output, Stdio};

fn lua(code: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_lua"))
        .args(["-e", code])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn run(code: &str) -> Output {
    lua(code).wait_with_output().expect("the program ends")
}

#[test]
fn print_and_write_keep_their_order() {
    let output = run("io.write('a ') print('b') io.stdout:write('c ', 1) print(2) io.write('end')");
    assert_eq!(output.stdout, b"a b\nc 12\nend");
}

#[test]
fn output_is_written_after_an_error() {
    let output = run("io.write('before') error('mistake')");
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"before");
}

#[test]
fn output_of_the_last_finalizers_is_written() {
    let code =
        "last = setmetatable({}, {__gc = function() io.write('collected') end}) io.write('end, ')";
    assert_eq!(run(code).stdout, b"end, collected");
}

#[test]
fn a_question_is_seen_before_its_answer_is_read() {
    let mut child = lua("io.write('name? ') io.write('hello, ', io.read())");
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut question = [0; 6];
    stdout.read_exact(&mut question).expect("the question is there");
    assert_eq!(&question, b"name? ");
    stdin.write_all(b"Lua\n").expect("the program listens");
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("the program answers");
    assert_eq!(rest, "hello, Lua");
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn a_printed_line_is_seen_at_once() {
    let mut child = lua("print('ready') io.stderr:write(io.read())");
    let mut line = [0; 6];
    child.stdout.take().unwrap().read_exact(&mut line).expect("the line is there");
    assert_eq!(&line, b"ready\n");
    child.stdin.take().unwrap().write_all(b"go\n").expect("the program listens");
    assert_eq!(child.wait_with_output().expect("the program ends").stderr, b"go");
}

#[test]
fn standard_input_is_read_by_formats() {
    let mut child = lua("print(io.read('n', 'l', 'L', 3, 'a'))");
    child.stdin.take().unwrap().write_all(b" 0x10 x\nline\nabcdef").expect("the program listens");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.stdout, b"16\t x\tline\n\tabc\tdef\n");
}

#[test]
fn files_still_open_at_the_end_are_written() {
    let name = std::env::temp_dir().join(format!("ferrolua-streams-{}", std::process::id()));
    let output = run(&format!("file = io.open([[{}]], 'w') file:write('text')", name.display()));
    assert!(output.status.success());
    let text = std::fs::read(&name).expect("the file is there");
    std::fs::remove_file(&name).expect("the file can be removed");
    assert_eq!(text, b"text");
}

#[cfg(unix)]
#[test]
fn a_program_that_nobody_reads_ends() {
    use std::os::unix::process::ExitStatusExt;
    let mut child = lua("while true do print('line') end");
    drop(child.stdout.take());
    let status = child.wait().expect("the program ends");
    assert!(status.signal().is_some());
}

#[cfg(unix)]
#[test]
fn files_left_to_the_collector_do_not_use_up_descriptors() {
    let code = "for _ = 1, 5000 do assert(io.open('/dev/null')) end";
    let script = format!("ulimit -n 200; exec {} -e \"{code}\"", env!("CARGO_BIN_EXE_lua"));
    let status = Command::new("sh").args(["-c", &script]).status().expect("a shell runs");
    assert!(status.success());
}
