//! The text of a chunk, and which part of it is which token.

use proc_macro::{Delimiter, Span, TokenStream, TokenTree};
use syn::LitStr;

/// A chunk as it is written.
pub(super) struct Source {
    pub(super) text: String,
    /// The file that messages name.
    pub(super) name: String,
    /// The line of the file that the text begins on.
    pub(super) line: usize,
    pieces: Vec<Piece>,
    is_literal: bool,
}

/// A token in the text.
struct Piece {
    start: usize,
    end: usize,
    span: Span,
}

/// A token, groups taken apart.
struct Token {
    text: String,
    span: Span,
    /// Whether the next one belongs to it.
    is_joint: bool,
}

impl Source {
    /// Reads what stands in the macro's braces: Lua, or a literal string of Lua.
    pub(super) fn parse(input: TokenStream) -> Source {
        let tokens = flatten(input);
        if let [Token { text, span, .. }] = &*tokens
            && let Ok(literal) = syn::parse_str::<LitStr>(text)
        {
            return Source::of_literal(text, *span, literal.value());
        }
        Source::as_written(&tokens).unwrap_or_else(|| Source::from_tokens(&tokens))
    }

    fn of_literal(written: &str, span: Span, text: String) -> Source {
        let lines = |text: &str| text.matches('\n').count();
        let (file, line) = (span.file(), span.start().line());
        // An escape may begin a line that the file does not have.
        let (name, line) = match lines(written) == lines(&text) {
            true => (file, line),
            false => (format!("{file}:{line}"), 1),
        };
        let pieces = vec![Piece { start: 0, end: text.len(), span }];
        Source { text, name, line, pieces, is_literal: true }
    }

    /// The text between the macro's delimiters, if the tokens are what is written there. They are not where another
    /// macro has put them together.
    fn as_written(tokens: &[Token]) -> Option<Source> {
        let call = Span::call_site();
        let written = call.source_text()?;
        let bang = written.find('!')?;
        let open = bang + written[bang..].find(['{', '(', '['])?;
        let (start, end) = (open + 1, written.len().checked_sub(1)?);
        let text = written.get(start..end)?;
        let lines: Vec<usize> =
            std::iter::once(0).chain(written.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let (first_line, first_column) = (call.start().line(), call.start().column());
        let mut passed = start;
        let mut pieces = Vec::with_capacity(tokens.len());
        for token in tokens {
            let place = token.span.start();
            let row = place.line().checked_sub(first_line)?;
            let before = if row == 0 { first_column } else { 1 };
            let column = place.column().checked_sub(before)?;
            let begin = *lines.get(row)?;
            let rest = written.get(begin..)?;
            let at = begin + rest.char_indices().nth(column).map(|(at, _)| at)?;
            if at < passed || !written[at..].starts_with(&token.text) {
                return None;
            }
            passed = at + token.text.len();
            pieces.push(Piece { start: at - start, end: passed - start, span: token.span });
        }
        let line = first_line + written[..start].matches('\n').count();
        Some(Source { text: text.to_string(), name: call.file(), line, pieces, is_literal: false })
    }

    /// The tokens one after the other, each on its line.
    fn from_tokens(tokens: &[Token]) -> Source {
        let call = Span::call_site();
        let start = tokens.first().map_or(call, |token| token.span);
        let (file, first_line) = (start.file(), start.start().line());
        let (mut text, mut line) = (String::new(), first_line);
        let mut pieces = Vec::with_capacity(tokens.len());
        let mut is_joint = true;
        for token in tokens {
            let place = token.span.start();
            if place.line() > line && token.span.file() == file {
                text.extend(std::iter::repeat_n('\n', place.line() - line));
                line = place.line();
            } else if !is_joint {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&token.text);
            line += token.text.matches('\n').count();
            pieces.push(Piece { start, end: text.len(), span: token.span });
            is_joint = token.is_joint;
        }
        Source { text, name: file, line: first_line, pieces, is_literal: false }
    }

    /// The token at a place, or the next one; the last one behind all.
    pub(super) fn span_at(&self, place: usize) -> proc_macro2::Span {
        let piece = self.pieces.iter().find(|piece| piece.end > place).or(self.pieces.last());
        piece.map_or(Span::call_site(), |piece| piece.span).into()
    }

    /// The error that the text is not Lua at a place, or somewhere on a line of the file.
    pub(super) fn error(&self, line: u32, place: Option<usize>, message: &str) -> syn::Error {
        let before = |place: usize| &self.text[..self.text.floor_char_boundary(place)];
        if self.is_literal {
            let column = place.map(|place| {
                let line = before(place).rsplit('\n').next().unwrap_or_default();
                format!(", column {}", line.chars().count() + 1)
            });
            let at = format!("line {line}{}", column.unwrap_or_default());
            return syn::Error::new(self.span_at(0), format!("{at}: {message}"));
        }
        let place = place.or_else(|| self.blamed_on_line(line as usize, message));
        syn::Error::new(self.span_at(place.unwrap_or(self.text.len())), message)
    }

    /// The token on a line that a message quotes, or the first one there.
    fn blamed_on_line(&self, line: usize, message: &str) -> Option<usize> {
        let quoted = message.split(['\'', '<', '>']).nth(1).unwrap_or_default();
        let on_line = |piece: &&Piece| piece.span.start().line() == line;
        let mut pieces = self.pieces.iter().filter(on_line);
        let first = pieces.clone().next()?;
        let found = pieces.find(|piece| &self.text[piece.start..piece.end] == quoted);
        Some(found.unwrap_or(first).start)
    }
}

fn flatten(input: TokenStream) -> Vec<Token> {
    fn walk(input: TokenStream, tokens: &mut Vec<Token>) {
        for tree in input {
            let span = tree.span();
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    let edge = |text: &str, span, tokens: &mut Vec<Token>| {
                        if !text.is_empty() {
                            tokens.push(Token { text: text.to_string(), span, is_joint: false });
                        }
                    };
                    edge(open, group.span_open(), tokens);
                    walk(group.stream(), tokens);
                    edge(close, group.span_close(), tokens);
                }
                TokenTree::Punct(punct) => {
                    let is_joint =
                        punct.spacing() == proc_macro::Spacing::Joint || punct.as_char() == '$';
                    tokens.push(Token { text: punct.as_char().to_string(), span, is_joint });
                }
                other => tokens.push(Token { text: other.to_string(), span, is_joint: false }),
            }
        }
    }
    let mut tokens = Vec::new();
    walk(input, &mut tokens);
    tokens
}
