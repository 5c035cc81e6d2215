//! `chunk!`, `lua!` and `include_lua!`: Lua that is checked when the program is built.
//!
//! Rust's tokens are not Lua's, so the text is that of the file (`source`), looked at as Lua is written (`scan`). The
//! compiler's own spans say which token is in the way.

mod file;
mod scan;
mod source;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use lua_core::__private::Mistake;

use self::scan::{Capture, Scan};
use self::source::Source;
use crate::expand::Door;

pub(crate) use file::include;

/// How many local variables a function of Lua may have.
const MAX_CAPTURES: usize = 200;

/// Expands `chunk!`.
pub(crate) fn expand(input: proc_macro::TokenStream) -> TokenStream {
    let source = Source::parse(input);
    let text = Text::new(&source);
    if let Err(error) = text.check(&source) {
        return error.into_compile_error();
    }
    text.expand(&source)
}

/// The text of a chunk with names in place of captures.
struct Text {
    text: String,
    captures: Vec<Variable>,
    /// Places of the text and of the source that are the same; between them both run on alike.
    anchors: Vec<(usize, usize)>,
}

/// A captured variable.
struct Variable {
    rust: Ident,
    lua: String,
}

impl Text {
    fn new(source: &Source) -> Text {
        let Scan { captures, names } = Scan::of(&source.text);
        let mut this = Text { text: String::new(), captures: Vec::new(), anchors: vec![(0, 0)] };
        let mut copied = 0;
        for Capture { at, end, name } in captures {
            let known = this.captures.iter().find(|variable| variable.rust == name);
            let lua = match known {
                Some(variable) => variable.lua.clone(),
                None => {
                    let lua = lua_name(&name, &names);
                    let rust = identifier(&name, source.span_at(at + 1));
                    this.captures.push(Variable { rust, lua: lua.clone() });
                    lua
                }
            };
            this.text.push_str(&source.text[copied..at]);
            this.text.push_str(&lua);
            this.anchors.push((this.text.len(), end));
            copied = end;
        }
        this.text.push_str(&source.text[copied..]);
        this
    }

    /// The place in the source that is this place in the text.
    fn original(&self, place: usize) -> usize {
        let (text, source) =
            self.anchors.iter().rfind(|(text, _)| *text <= place).unwrap_or(&(0, 0));
        source + (place - text)
    }

    /// Sees whether it is a block or an expression.
    fn check(&self, source: &Source) -> syn::Result<()> {
        if let Some(variable) = self.captures.get(MAX_CAPTURES) {
            let message = format!("a chunk captures at most {MAX_CAPTURES} variables");
            return Err(syn::Error::new(variable.rust.span(), message));
        }
        // Messages name lines, which are to be the file's.
        let lines = "\n".repeat(source.line.saturating_sub(1));
        let check = |head: &str| {
            let text = [&lines, head, &self.text].concat();
            lua_core::__private::check(text.as_bytes()).map_err(|mut mistake| {
                let before = lines.len() + head.len();
                mistake.offset = mistake.offset.map(|offset| offset.saturating_sub(before));
                mistake
            })
        };
        let Err(as_block) = check("") else { return Ok(()) };
        let Err(as_expression) = check("return ") else { return Ok(()) };
        // The reading that gets further is the one that was meant; one that blames no token got to the end.
        let reach = |mistake: &Mistake| mistake.offset.unwrap_or(usize::MAX);
        let mistake = match reach(&as_expression) > reach(&as_block) {
            true => as_expression,
            false => as_block,
        };
        Err(source.error(
            mistake.line,
            mistake.offset.map(|at| self.original(at)),
            &mistake.message,
        ))
    }

    fn expand(&self, source: &Source) -> TokenStream {
        let door = Door::new(None);
        let (name, line) = (&source.name, source.line);
        let text = Literal::byte_string(self.text.as_bytes());
        let chunk = quote!(#door::Checked::new(#name, #text, #line));
        if self.captures.is_empty() {
            return chunk;
        }
        let names: Vec<&str> = self.captures.iter().map(|variable| &*variable.lua).collect();
        let names = names.join(", ");
        let values = self.captures.iter().map(|Variable { rust, .. }| {
            let span = Span::call_site().located_at(rust.span());
            let door = door.at(span);
            let convert = quote_spanned!(span=> #door::IntoLua::into_lua);
            quote_spanned!(Span::mixed_site()=> #convert(#rust, lua)?)
        });
        quote_spanned! {Span::mixed_site()=>
            #chunk.with(#names, move |lua: &#door::Lua| {
                ::core::result::Result::Ok(::core::iter::FromIterator::from_iter([#(#values),*]))
            })
        }
    }
}

/// The name of a captured variable in Lua: its own, unless that is a word of Lua's or means something else in the
/// chunk.
fn lua_name(name: &str, taken: &[String]) -> String {
    let own = name.trim_start_matches("r#");
    let mut lua = own.to_string();
    while lua_core::__private::is_reserved(&lua) || taken.contains(&lua) {
        lua = format!("rust_{lua}");
    }
    lua
}

fn identifier(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, span),
        None => format_ident!("{name}", span = span),
    }
}
