//! `#[lua(…)]` into plain structs. Knows what can be written where, but not what goes together.

use proc_macro2::{Punct, Span, TokenStream};
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Expr, LitInt, LitStr, Path, Token, Type, TypePath, WherePredicate, parse_quote,
    parse_quote_spanned, token,
};

use crate::context::Context;
use crate::symbol::{self, BEHAVIOURS, BehaviourSymbol, EVENTS, Family, OPERATORS, OperatorSymbol};

/// How names are written in scripts.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Camel,
    Pascal,
    Snake,
    ScreamingSnake,
    Lower,
    Upper,
}

const CASES: &[(&str, Case)] = &[
    ("camelCase", Case::Camel),
    ("PascalCase", Case::Pascal),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
];

impl Case {
    /// Rewrites a name of Rust, in snake case or Pascal case.
    pub(crate) fn apply(self, name: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut starts_word = true;
        for letter in name.chars() {
            if letter == '_' {
                starts_word = true;
                continue;
            }
            if starts_word || letter.is_uppercase() {
                words.push(String::new());
            }
            starts_word = false;
            let word = words.last_mut().expect("the first letter starts a word");
            word.extend(letter.to_lowercase());
        }
        let capitalized = |word: &String| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        };
        match self {
            Case::Camel => {
                let rest = words.iter().skip(1).map(capitalized);
                words.iter().take(1).cloned().chain(rest).collect()
            }
            Case::Pascal => words.iter().map(capitalized).collect(),
            Case::Snake => words.join("_"),
            Case::ScreamingSnake => words.join("_").to_uppercase(),
            Case::Lower => words.concat(),
            Case::Upper => words.concat().to_uppercase(),
        }
    }
}

/// What stands on a type.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) name: Option<LitStr>,
    pub(crate) case: Option<Case>,
    pub(crate) opaque: Option<Span>,
    pub(crate) read_only: Option<Span>,
    pub(crate) skip_from_lua: Option<Span>,
    pub(crate) krate: Option<Path>,
    pub(crate) operators: Vec<Operator>,
    pub(crate) behaviours: Vec<Behaviour>,
    pub(crate) tostring: Option<StringSource>,
    /// That a generic type has a `#[methods]` block.
    pub(crate) methods: Option<Span>,
    /// The traits whose methods it has.
    pub(crate) traits: Vec<Path>,
    /// What stands in place of the bounds that fields ask for.
    pub(crate) bound: Option<Bound>,
    /// The type of another crate that it defines for scripts.
    pub(crate) remote: Option<Type>,
}

/// The bounds of a generic type.
pub(crate) struct Bound {
    pub(crate) span: Span,
    pub(crate) predicates: Punctuated<WherePredicate, Token![,]>,
}

/// Something else that Lua does with values, for which the type has a method or trait.
pub(crate) struct Behaviour {
    pub(crate) span: Span,
    pub(crate) symbol: &'static BehaviourSymbol,
    /// The key of the first element.
    pub(crate) first: Option<LitInt>,
}

/// An operator that a type asks for.
pub(crate) struct Operator {
    pub(crate) span: Span,
    pub(crate) symbol: &'static OperatorSymbol,
    /// The operands it takes; of a unary operator only the left one counts.
    pub(crate) alternatives: Vec<Alternative>,
}

/// The types of two operands.
pub(crate) struct Alternative {
    pub(crate) left: Type,
    pub(crate) right: Type,
}

/// Where the text of a value comes from.
pub(crate) struct StringSource {
    pub(crate) span: Span,
    pub(crate) debug: bool,
}

/// What stands on a field.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) name: Option<LitStr>,
    pub(crate) get: Option<Span>,
    pub(crate) set: Option<Span>,
    pub(crate) skip: Option<Span>,
    /// That the field is what the type extends.
    pub(crate) extends: Option<Span>,
    /// What defines its type.
    pub(crate) remote: Option<Type>,
}

/// What stands on a constant, or on a variant.
#[derive(Default)]
pub(crate) struct Constant {
    pub(crate) name: Option<LitStr>,
    pub(crate) skip: Option<Span>,
}

/// What stands on a function.
#[derive(Default)]
pub(crate) struct Function {
    pub(crate) name: Option<LitStr>,
    pub(crate) skip: Option<Span>,
    pub(crate) constructor: Option<Span>,
    pub(crate) getter: Option<Span>,
    pub(crate) setter: Option<Span>,
    pub(crate) meta: Option<LitStr>,
    /// What defines the type that it returns.
    pub(crate) remote: Option<Type>,
}

/// What stands on a parameter.
#[derive(Default)]
pub(crate) struct Parameter {
    pub(crate) default: Option<DefaultValue>,
    /// That a list takes all arguments that are left.
    pub(crate) rest: Option<Span>,
    /// What defines its type.
    pub(crate) remote: Option<Type>,
}

/// What a parameter is that the caller leaves out.
pub(crate) struct DefaultValue {
    pub(crate) span: Span,
    /// The value; that of the type's own `Default` if none is written.
    pub(crate) value: Option<Expr>,
}

/// What stands in `#[methods(…)]`.
#[derive(Default)]
pub(crate) struct Block {
    pub(crate) case: Option<Case>,
    /// That objects of a trait are to be userdata.
    pub(crate) object: Option<Span>,
    /// That it is about the type which the type of the block defines.
    pub(crate) remote: Option<Span>,
    pub(crate) krate: Option<Path>,
}

impl Container {
    pub(crate) fn parse(context: &Context, attributes: &[Attribute]) -> Container {
        let mut container = Container::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut container.name, meta.value()?.parse()?);
            } else if path.is_ident(symbol::RENAME_ALL) {
                if let Some(case) = case(context, &meta)? {
                    set(context, &meta, &mut container.case, case);
                }
            } else if path.is_ident(symbol::OPAQUE) {
                set(context, &meta, &mut container.opaque, path.span());
            } else if path.is_ident(symbol::READ_ONLY) {
                set(context, &meta, &mut container.read_only, path.span());
            } else if path.is_ident(symbol::SKIP_FROM_LUA) {
                set(context, &meta, &mut container.skip_from_lua, path.span());
            } else if path.is_ident(symbol::CRATE) {
                set(context, &meta, &mut container.krate, krate(&meta)?);
            } else if path.is_ident(symbol::TOSTRING) {
                let tostring = StringSource { span: path.span(), debug: debug(context, &meta)? };
                set(context, &meta, &mut container.tostring, tostring);
            } else if path.is_ident(symbol::METHODS) {
                set(context, &meta, &mut container.methods, path.span());
            } else if path.is_ident(symbol::TRAITS) {
                let content;
                syn::parenthesized!(content in meta.input);
                let paths = Punctuated::<Path, Token![,]>::parse_terminated(&content)?;
                if paths.is_empty() {
                    context.error(path, "name the traits: `traits(Named, shapes::Round)`");
                }
                container.traits.extend(paths);
            } else if path.is_ident(symbol::REMOTE) {
                let example = "name the foreign type: `remote = glam::Vec3`";
                set(context, &meta, &mut container.remote, remote(&meta, example)?);
            } else if path.is_ident(symbol::BOUND) {
                let text: LitStr = meta.value()?.parse()?;
                let predicates = text.parse_with(Punctuated::parse_terminated)?;
                set(context, &meta, &mut container.bound, Bound { span: text.span(), predicates });
            } else if let Some(operator) = operator(&meta)? {
                container.operators.push(operator);
            } else if let Some(behaviour) = behaviour(&meta)? {
                container.behaviours.push(behaviour);
            } else {
                without_trait_or_unknown(context, &meta)?;
            }
            Ok(())
        });
        container
    }
}

impl Field {
    pub(crate) fn parse(context: &Context, attributes: &[Attribute]) -> Field {
        let mut field = Field::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut field.name, meta.value()?.parse()?);
            } else if path.is_ident(symbol::GET) {
                set(context, &meta, &mut field.get, path.span());
            } else if path.is_ident(symbol::SET) {
                set(context, &meta, &mut field.set, path.span());
            } else if path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut field.skip, path.span());
            } else if path.is_ident(symbol::EXTENDS) {
                set(context, &meta, &mut field.extends, path.span());
            } else if path.is_ident(symbol::REMOTE) {
                set(context, &meta, &mut field.remote, remote(&meta, DEFINITION)?);
            } else {
                let known = "a field takes `get`, `set`, `skip`, `extends`, `remote = …` and \
                             `name = \"…\"`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        field
    }
}

impl Constant {
    pub(crate) fn parse(context: &Context, attributes: &[Attribute], what: &str) -> Constant {
        let mut constant = Constant::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut constant.name, meta.value()?.parse()?);
            } else if path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut constant.skip, path.span());
            } else {
                unknown(context, &meta, &format!("{what} takes `skip` and `name = \"…\"`"))?;
            }
            Ok(())
        });
        constant
    }
}

impl Function {
    pub(crate) fn parse(context: &Context, attributes: &[Attribute]) -> Function {
        let mut function = Function::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut function.name, meta.value()?.parse()?);
            } else if path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut function.skip, path.span());
            } else if path.is_ident(symbol::CONSTRUCTOR) {
                set(context, &meta, &mut function.constructor, path.span());
            } else if path.is_ident(symbol::GETTER) {
                set(context, &meta, &mut function.getter, path.span());
            } else if path.is_ident(symbol::SETTER) {
                set(context, &meta, &mut function.setter, path.span());
            } else if path.is_ident(symbol::META) {
                set(context, &meta, &mut function.meta, meta.value()?.parse()?);
            } else if path.is_ident(symbol::REMOTE) {
                set(context, &meta, &mut function.remote, remote(&meta, DEFINITION)?);
            } else if let Some(event) = event(path) {
                set(context, &meta, &mut function.meta, LitStr::new(event, path.span()));
            } else {
                let known = "a function takes `constructor`, `getter`, `setter`, a metamethod as in \
                             `call` or `meta = \"__call\"`, `remote = …`, `skip` and `name = \"…\"`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        function
    }
}

/// The metamethod that a function says it is by its bare name.
fn event(path: &Path) -> Option<&'static str> {
    let name = path.get_ident()?.to_string();
    EVENTS.iter().copied().find(|event| event.strip_prefix("__") == Some(&name))
}

impl Parameter {
    pub(crate) fn parse(context: &Context, attributes: &[Attribute]) -> Parameter {
        let mut parameter = Parameter::default();
        each(context, attributes, |meta| {
            if meta.path.is_ident(symbol::REST) {
                set(context, &meta, &mut parameter.rest, meta.path.span());
                return Ok(());
            }
            if meta.path.is_ident(symbol::DEFAULT) {
                set(context, &meta, &mut parameter.default, default(&meta)?);
            } else if meta.path.is_ident(symbol::REMOTE) {
                set(context, &meta, &mut parameter.remote, remote(&meta, DEFINITION)?);
            } else {
                let known = "a parameter takes `default`, `default = …`, `rest` and `remote = …`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        parameter
    }
}

impl Block {
    pub(crate) fn parse(context: &Context, arguments: TokenStream) -> Block {
        let mut block = Block::default();
        let parser = syn::meta::parser(|meta| {
            if meta.path.is_ident(symbol::RENAME_ALL) {
                if let Some(case) = case(context, &meta)? {
                    set(context, &meta, &mut block.case, case);
                }
            } else if meta.path.is_ident(symbol::CRATE) {
                set(context, &meta, &mut block.krate, krate(&meta)?);
            } else if meta.path.is_ident(symbol::OBJECT) {
                set(context, &meta, &mut block.object, meta.path.span());
            } else if meta.path.is_ident(symbol::REMOTE) {
                if meta.input.peek(Token![=]) {
                    let message = "`remote` stands alone here: the definition names the type";
                    return Err(meta.input.error(message));
                }
                set(context, &meta, &mut block.remote, meta.path.span());
            } else {
                let known = "a block takes `rename_all = \"…\"`, `remote` and `crate = \"…\"`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        if let Err(error) = syn::parse::Parser::parse2(parser, arguments) {
            context.syn_error(error);
        }
        block
    }
}

/// Takes away what only these macros understand.
pub(crate) fn strip(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !attribute.path().is_ident(symbol::LUA));
}

/// Notes attributes where there are none.
pub(crate) fn refuse(context: &Context, attributes: &[Attribute], message: &str) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(symbol::LUA)) {
        context.error(attribute, message);
    }
}

/// Reads every `#[lua(…)]`.
pub(crate) fn each(
    context: &Context,
    attributes: &[Attribute],
    mut read: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(symbol::LUA)) {
        if let Err(error) = attribute.parse_nested_meta(&mut read) {
            context.syn_error(error);
        }
    }
}

pub(crate) fn set<T>(
    context: &Context,
    meta: &ParseNestedMeta<'_>,
    slot: &mut Option<T>,
    value: T,
) {
    if slot.is_some() {
        context.error(&meta.path, format!("`{}` is written twice", text(&meta.path)));
    }
    *slot = Some(value);
}

pub(crate) fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// Notes an attribute that does not exist, and goes on behind it.
pub(crate) fn unknown(
    context: &Context,
    meta: &ParseNestedMeta<'_>,
    known: &str,
) -> syn::Result<()> {
    context.error(&meta.path, format!("unknown attribute `{}`: {known}", text(&meta.path)));
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<Expr>()?;
    } else if meta.input.peek(token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<TokenStream>()?;
    }
    Ok(())
}

fn without_trait_or_unknown(context: &Context, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if let Some(name) = symbol::WITHOUT_TRAIT.iter().find(|name| meta.path.is_ident(name)) {
        context.error(
            &meta.path,
            format!(
                "Rust has no operator trait for `{name}`: write a method with \
                 `#[lua({name})]` in a `#[methods]` block"
            ),
        );
        return Ok(());
    }
    let operators = OPERATORS.iter().map(|symbol| symbol.name);
    let names = operators.chain(BEHAVIOURS.iter().map(|symbol| symbol.name));
    let operators: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    let known = format!(
        "a type takes operators ({}), `tostring`, `opaque`, `read_only`, `methods`, `traits(…)`, `skip_from_lua`, `name = \"…\"`, \
         `rename_all = \"…\"`, `bound = \"…\"`, `remote = …` and `crate = \"…\"`",
        operators.join(", ")
    );
    unknown(context, meta, &known)
}

pub(crate) fn case(context: &Context, meta: &ParseNestedMeta<'_>) -> syn::Result<Option<Case>> {
    let literal: LitStr = meta.value()?.parse()?;
    let found = CASES.iter().find(|(name, _)| *name == literal.value());
    if found.is_none() {
        let names: Vec<_> = CASES.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        context.error(&literal, format!("write one of {}", names.join(", ")));
    }
    Ok(found.map(|&(_, case)| case))
}

/// What to write behind `remote` where a definition is meant.
const DEFINITION: &str = "name the definition: `remote = Vec3Definition`";

/// The type in `remote = …`.
fn remote(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<Type> {
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new(meta.path.span(), example));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return Err(value.error(format!("{example}, without quotes")));
    }
    value.parse()
}

/// `default` or `default = …`
pub(crate) fn default(meta: &ParseNestedMeta<'_>) -> syn::Result<DefaultValue> {
    let span = meta.path.span();
    let has_value = meta.input.peek(Token![=]);
    Ok(DefaultValue { span, value: if has_value { Some(meta.value()?.parse()?) } else { None } })
}

pub(crate) fn krate(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    meta.value()?.parse::<LitStr>()?.parse()
}

/// Whether `tostring` is followed by `(debug)`.
fn debug(context: &Context, meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
    if !meta.input.peek(token::Paren) {
        return Ok(false);
    }
    let content;
    syn::parenthesized!(content in meta.input);
    let source: TokenStream = content.parse()?;
    if source.to_string() != symbol::DEBUG {
        context.error(source, "write `tostring` for `Display` or `tostring(debug)` for `Debug`");
    }
    Ok(true)
}

fn operator(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<Operator>> {
    let named = |symbol: &&OperatorSymbol| {
        meta.path.is_ident(symbol.name) || meta.path.is_ident(symbol.alias)
    };
    let Some(symbol) = OPERATORS.iter().find(named) else { return Ok(None) };
    let span = meta.path.span();
    let mut operator = Operator { span, symbol, alternatives: Vec::new() };
    if meta.input.peek(token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        while !content.is_empty() {
            operator.alternatives.push(alternative(&content, symbol)?);
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
    }
    if operator.alternatives.is_empty() {
        let own: Type = parse_quote_spanned!(span=> Self);
        operator.alternatives.push(Alternative { left: own.clone(), right: own });
    }
    Ok(Some(operator))
}

/// Reads `index` or `index = 0`, and the like.
fn behaviour(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<Behaviour>> {
    let Some(symbol) = BEHAVIOURS.iter().find(|symbol| meta.path.is_ident(symbol.name)) else {
        return Ok(None);
    };
    if !symbol.counts && !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        return Err(meta.input.error(format!("`{}` stands alone", symbol.name)));
    }
    let has_first = symbol.counts && meta.input.peek(Token![=]);
    let first = if has_first { Some(meta.value()?.parse()?) } else { None };
    Ok(Some(Behaviour { span: meta.path.span(), symbol, first }))
}

/// Reads `Right`, which stands for `Self + Right`, or `Left + Right`; for unary operators the operand.
fn alternative(input: ParseStream<'_>, symbol: &OperatorSymbol) -> syn::Result<Alternative> {
    let first = operand(input, symbol)?;
    if symbol.family == Family::Unary {
        return Ok(Alternative { right: first.clone(), left: first });
    }
    if input.is_empty() || input.peek(Token![,]) {
        let left = parse_quote_spanned!(first.span()=> Self);
        return Ok(Alternative { left, right: first });
    }
    for expected in symbol.token.chars() {
        let span = input.span();
        match input.parse::<Punct>() {
            Ok(punct) if punct.as_char() == expected => {}
            _ => {
                let example = format!("f64 {} Self", symbol.token);
                return Err(syn::Error::new(span, format!("write operands as in `{example}`")));
            }
        }
    }
    Ok(Alternative { left: first, right: operand(input, symbol)? })
}

/// Reads the type of an operand. Where the operator begins with `<`, a type cannot have generic arguments.
fn operand(input: ParseStream<'_>, symbol: &OperatorSymbol) -> syn::Result<Type> {
    if !symbol.token.starts_with('<') {
        return input.call(Type::without_plus);
    }
    if input.peek(Token![&]) {
        let and: Token![&] = input.parse()?;
        let target = operand(input, symbol)?;
        return Ok(parse_quote!(#and #target));
    }
    let path = input.call(Path::parse_mod_style)?;
    Ok(Type::Path(TypePath { qself: None, path }))
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn cases_rewrite_snake_and_pascal_names() {
        let all = |name| {
            [Case::Camel, Case::Pascal, Case::Snake, Case::ScreamingSnake, Case::Lower, Case::Upper]
                .map(|case| case.apply(name))
        };
        let expected = ["maxSpeed", "MaxSpeed", "max_speed", "MAX_SPEED", "maxspeed", "MAXSPEED"];
        assert_eq!(all("max_speed"), expected);
        assert_eq!(all("MaxSpeed"), expected);
        assert_eq!(Case::Camel.apply("_x"), "x");
    }
}
