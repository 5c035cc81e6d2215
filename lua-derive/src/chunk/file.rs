//! `include_lua!`: a file.

use std::path::{Component, Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::expand::Door;

/// Expands `include_lua!`.
pub(crate) fn include(input: TokenStream) -> TokenStream {
    let literal: LitStr = match syn::parse2(input) {
        Ok(literal) => literal,
        Err(error) => {
            let message = "write the path of a file in quotes, seen from this file";
            return syn::Error::new(error.span(), message).into_compile_error();
        }
    };
    match check(&literal) {
        Ok(name) => {
            let door = Door::new(None);
            // What is built depends on the file by this.
            quote!(#door::Checked::new(#name, ::core::include_bytes!(#literal), 1))
        }
        Err(message) => syn::Error::new(literal.span(), message).into_compile_error(),
    }
}

/// Sees whether the file is Lua; gives the name of the chunk.
fn check(literal: &LitStr) -> Result<String, String> {
    let call = Span::call_site().unwrap();
    let beside = |caller: &Path| {
        let folder = caller.parent().unwrap_or(Path::new(""));
        tidy(&folder.join(literal.value()))
    };
    let name = beside(Path::new(&call.file())).display().to_string();
    // An editor that runs macros may know no file; the compiler reads it in any case.
    let Some(caller) = call.local_file() else { return Ok(name) };
    let path = beside(&caller);
    let text = std::fs::read(&path).map_err(|error| format!("cannot read {name}: {error}"))?;
    let source = lua_core::__private::skip_prelude(&text);
    lua_core::__private::check(source).map_err(|mistake| {
        let lines = String::from_utf8_lossy(source).into_owned();
        let line = lines.lines().nth(mistake.line as usize - 1).unwrap_or_default();
        let number = mistake.line.to_string();
        let margin = " ".repeat(number.len());
        let column = mistake.offset.map(|offset| {
            let before = String::from_utf8_lossy(&source[..offset.min(source.len())]).into_owned();
            before.rsplit('\n').next().unwrap_or_default().chars().count()
        });
        let mark = column.map(|column| format!("\n{margin} | {}^", " ".repeat(column)));
        let mark = mark.unwrap_or_default();
        format!("{name}:{number}: {}\n{margin} |\n{number} | {line}{mark}", mistake.message)
    })?;
    Ok(name)
}

/// The path without steps that lead back.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::tidy;
    use std::path::Path;

    #[test]
    fn paths_lead_nowhere_twice() {
        for (path, expected) in
            [("src/../a/./b.lua", "a/b.lua"), ("../a.lua", "../a.lua"), ("/a/../b", "/b")]
        {
            assert_eq!(tidy(Path::new(path)), Path::new(expected));
        }
    }
}
