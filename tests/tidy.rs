//! The architecture as a test: imports go down the floors, `unsafe` stays behind its fence, documents name what
//! exists.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors of `lua-core`, from the ground up. A module imports only from lower floors.
const FLOORS: &[&[&str]] = &[
    &["num"],
    &["gc", "bytecode", "syntax"],
    &["compiler", "object"],
    &["vm"],
    &["load", "native"],
    &["stdlib"],
    &["api"],
];

/// The files of `lua-core` in which `unsafe` is allowed.
const FENCE: &[&str] = &[
    "api/handle.rs",
    "api/scope.rs",
    "api/userdata/borrow.rs",
    "bytecode/instruction.rs",
    "gc/check.rs",
    "gc/collect.rs",
    "gc/finalize.rs",
    "gc/heap.rs",
    "gc/list.rs",
    "gc/mod.rs",
    "gc/parts.rs",
    "gc/pool.rs",
    "gc/ptr.rs",
    "gc/sweep.rs",
    "gc/weak.rs",
    "object/function.rs",
    "object/interner.rs",
    "object/kind.rs",
    "object/loan.rs",
    "object/part.rs",
    "object/pointer.rs",
    "object/proto.rs",
    "object/string.rs",
    "object/table/array.rs",
    "object/table/hash.rs",
    "object/table/mod.rs",
    "object/thread.rs",
    "object/upvalue.rs",
    "object/userdata.rs",
    "object/value.rs",
    "vm/collect.rs",
    "vm/frame.rs",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder of the repository.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The path of a file below `lua-core/src`, with forward slashes.
fn inside_core(file: &Path) -> String {
    let path = file.strip_prefix(root().join("lua-core/src")).expect("a file of lua-core");
    path.to_string_lossy().replace('\\', "/")
}

fn report(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn imports_go_down_the_floors() {
    let mut violations = Vec::new();
    for file in rust_files("lua-core/src") {
        let path = inside_core(&file);
        let module = path.split('/').next().expect("a path").trim_end_matches(".rs").to_string();
        let Some(floor) = floor_of(&module) else { continue };
        let text = fs::read_to_string(&file).expect("a readable file");
        for (number, line) in text.lines().enumerate() {
            for (_, rest) in line.match_indices("crate::").map(|(at, _)| line.split_at(at + 7)) {
                let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let name = name.unwrap_or_default();
                if name != module && floor_of(name).is_some_and(|other| other >= floor) {
                    let line = number + 1;
                    violations.push(format!("{path}:{line}: `{module}` may not import `{name}`"));
                }
            }
        }
    }
    report(violations);
}

#[test]
fn unsafe_stays_behind_its_fence() {
    let mut violations = Vec::new();
    for file in rust_files("lua-core/src") {
        let path = inside_core(&file);
        let text = fs::read_to_string(&file).expect("a readable file");
        let is_allowed =
            text.contains("#![allow(unsafe_code)]") || text.contains("#[allow(unsafe_code)]");
        if is_allowed != FENCE.contains(&path.as_str()) {
            violations.push(format!("{path}: the fence and the file do not agree"));
        }
    }
    for part in
        ["lua-derive/src/lib.rs", "lua-serde/src/lib.rs", "src/lib.rs", "lua-cli/src/main.rs"]
    {
        let text = fs::read_to_string(root().join(part)).expect("a readable file");
        if !text.contains("#![forbid(unsafe_code)]") {
            violations.push(format!("{part}: unsafe code is not forbidden"));
        }
    }
    report(violations);
}

/// The label of an invariant that a line of documentation states: `//! T2. What holds.`
fn label_of(line: &str) -> Option<&str> {
    let text = line.strip_prefix("//! ")?.trim_start_matches("- ");
    let (label, rest) = text.split_once(". ")?;
    let is_label = matches!(label.as_bytes(), [b'A'..=b'Z', b'1'..=b'9']) && !rest.is_empty();
    is_label.then_some(label)
}

#[test]
fn each_invariant_has_a_label_of_its_own() {
    let mut places: HashMap<String, PathBuf> = HashMap::new();
    let mut violations = Vec::new();
    for file in rust_files("lua-core/src") {
        let text = fs::read_to_string(&file).expect("a readable file");
        for label in text.lines().filter_map(label_of) {
            if let Some(first) = places.insert(label.to_owned(), file.clone()) {
                violations.push(format!("{label}: {} and {}", first.display(), file.display()));
            }
        }
    }
    assert!(places.len() > 20, "the labels are found");
    report(violations);
}

#[test]
fn documents_name_paths_that_exist() {
    let mut violations = Vec::new();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let text = fs::read_to_string(root().join(document)).expect("the document exists");
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path =
                quoted.contains('/') && !quoted.contains([' ', '<', '*', '…', '=', '(', ':']);
            let places = ["", "lua-core/src"].map(|folder| root().join(folder).join(quoted));
            if is_path && !places.iter().any(|place| place.exists()) {
                violations.push(format!("{document}: `{quoted}` does not exist"));
            }
        }
    }
    report(violations);
}

#[test]
fn every_file_says_what_it_is() {
    let mut violations = Vec::new();
    let folders =
        ["lua-core/src", "lua-derive/src", "lua-serde/src", "lua-cli/src", "src", "examples"];
    for file in folders.into_iter().flat_map(rust_files) {
        let text = fs::read_to_string(&file).expect("a readable file");
        if !text.starts_with("//! ") {
            violations.push(format!("{}: begins without `//! `", file.display()));
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem.as_str()) {
            violations.push(format!("{}: a name that says nothing", file.display()));
        }
    }
    report(violations);
}

/// Whether a line declares a function that users of the API call or implement.
fn is_public_function(line: &str, is_in_trait: bool) -> bool {
    let declaration = line.trim_start();
    let declaration = declaration.strip_prefix("pub ").or(is_in_trait.then_some(declaration));
    declaration.is_some_and(|rest| {
        let rest = rest.strip_prefix("const ").unwrap_or(rest);
        rest.strip_prefix("unsafe ").unwrap_or(rest).starts_with("fn ")
    })
}

/// Whether documentation has an example, or says what to look at for one. Rustdoc checks that the link leads
/// somewhere.
fn has_example(documentation: &str) -> bool {
    let refers = ["See [", "see [", "see\n[", "As ["];
    documentation.contains("```") || refers.iter().any(|phrase| documentation.contains(phrase))
}

#[test]
fn public_functions_have_examples() {
    let (mut violations, mut count) = (Vec::new(), 0);
    for file in rust_files("lua-core/src/api") {
        let path = inside_core(&file);
        let is_internal = ["api/data/", "api/derived/", "api/private/"];
        if is_internal.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a readable file");
        let (mut documentation, mut is_hidden, mut is_in_trait) = (String::new(), false, false);
        for (number, line) in text.lines().enumerate() {
            let trimmed = line.trim_start();
            if let Some(text) = trimmed.strip_prefix("///") {
                documentation.extend([text.trim_start(), "\n"]);
                continue;
            }
            if trimmed.starts_with("#[") {
                is_hidden |= trimmed == "#[doc(hidden)]";
                continue;
            }
            is_in_trait = line.starts_with("pub trait ") || is_in_trait && line != "}";
            // A trait's functions are one step in; what is deeper belongs to their bodies.
            let is_at_trait = is_in_trait && line.starts_with("    ") && !line.starts_with("     ");
            if is_public_function(line, is_at_trait) && !is_hidden {
                count += 1;
                if !has_example(&documentation) {
                    violations.push(format!("{path}:{}: no example: {trimmed}", number + 1));
                }
            }
            documentation.clear();
            is_hidden = false;
        }
    }
    assert!(count > 300, "the functions are found");
    report(violations);
}
