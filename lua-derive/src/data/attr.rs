//! `#[lua(…)]` on plain data, as plain structs.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, ExprPath, LitStr, Path};

use crate::attr::{Case, DefaultValue, case, default, each, krate, set, unknown};
use crate::context::Context;
use crate::symbol;

const RENAME: &str = "rename";
const ALIAS: &str = "alias";
const FLATTEN: &str = "flatten";
const FROM_LUA_WITH: &str = "from_lua_with";
const INTO_LUA_WITH: &str = "into_lua_with";
const DENY_UNKNOWN: &str = "deny_unknown";
const TAG: &str = "tag";
const CONTENT: &str = "content";
const UNTAGGED: &str = "untagged";
const TRANSPARENT: &str = "transparent";

/// What stands on a type.
#[derive(Default)]
pub(super) struct Container {
    pub(super) name: Option<LitStr>,
    pub(super) case: Option<Case>,
    pub(super) case_span: Option<Span>,
    pub(super) krate: Option<Path>,
    pub(super) default: Option<DefaultValue>,
    pub(super) deny_unknown: Option<Span>,
    pub(super) tag: Option<LitStr>,
    pub(super) content: Option<LitStr>,
    pub(super) untagged: Option<Span>,
    pub(super) transparent: Option<Span>,
}

/// What stands on a field.
#[derive(Default)]
pub(super) struct Field {
    pub(super) name: Option<LitStr>,
    pub(super) aliases: Vec<LitStr>,
    pub(super) default: Option<DefaultValue>,
    pub(super) skip: Option<Span>,
    pub(super) flatten: Option<Span>,
    pub(super) from_lua_with: Option<ExprPath>,
    pub(super) into_lua_with: Option<ExprPath>,
}

/// What stands on a variant.
#[derive(Default)]
pub(super) struct Variant {
    pub(super) name: Option<LitStr>,
    pub(super) aliases: Vec<LitStr>,
    pub(super) case: Option<Case>,
    pub(super) skip: Option<Span>,
}

impl Container {
    pub(super) fn parse(context: &Context, attributes: &[Attribute]) -> Container {
        let mut container = Container::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut container.name, meta.value()?.parse()?);
            } else if path.is_ident(symbol::RENAME_ALL) {
                container.case_span = Some(path.span());
                if let Some(case) = case(context, &meta)? {
                    set(context, &meta, &mut container.case, case);
                }
            } else if path.is_ident(symbol::CRATE) {
                set(context, &meta, &mut container.krate, krate(&meta)?);
            } else if path.is_ident(symbol::DEFAULT) {
                set(context, &meta, &mut container.default, default(&meta)?);
            } else if path.is_ident(DENY_UNKNOWN) {
                set(context, &meta, &mut container.deny_unknown, path.span());
            } else if path.is_ident(TAG) {
                set(context, &meta, &mut container.tag, meta.value()?.parse()?);
            } else if path.is_ident(CONTENT) {
                set(context, &meta, &mut container.content, meta.value()?.parse()?);
            } else if path.is_ident(UNTAGGED) {
                set(context, &meta, &mut container.untagged, path.span());
            } else if path.is_ident(TRANSPARENT) {
                set(context, &meta, &mut container.transparent, path.span());
            } else {
                unknown_or_foreign(
                    context,
                    &meta,
                    "plain data takes `name = \"…\"`, `rename_all = \"…\"`, `default`, \
                     `deny_unknown`, `tag = \"…\"`, `content = \"…\"`, `untagged`, `transparent` \
                     and `crate = \"…\"`",
                )?;
            }
            Ok(())
        });
        container
    }
}

impl Field {
    pub(super) fn parse(context: &Context, attributes: &[Attribute]) -> Field {
        let mut field = Field::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut field.name, meta.value()?.parse()?);
            } else if path.is_ident(ALIAS) {
                field.aliases.push(meta.value()?.parse()?);
            } else if path.is_ident(symbol::DEFAULT) {
                set(context, &meta, &mut field.default, default(&meta)?);
            } else if path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut field.skip, path.span());
            } else if path.is_ident(FLATTEN) {
                set(context, &meta, &mut field.flatten, path.span());
            } else if path.is_ident(FROM_LUA_WITH) {
                set(context, &meta, &mut field.from_lua_with, function(&meta)?);
            } else if path.is_ident(INTO_LUA_WITH) {
                set(context, &meta, &mut field.into_lua_with, function(&meta)?);
            } else {
                unknown_or_foreign(
                    context,
                    &meta,
                    "a field of plain data takes `name = \"…\"`, `alias = \"…\"`, `default`, \
                     `skip`, `flatten`, `from_lua_with = …` and `into_lua_with = …`",
                )?;
            }
            Ok(())
        });
        field
    }
}

impl Variant {
    pub(super) fn parse(context: &Context, attributes: &[Attribute]) -> Variant {
        let mut variant = Variant::default();
        each(context, attributes, |meta| {
            let path = &meta.path;
            if path.is_ident(symbol::NAME) {
                set(context, &meta, &mut variant.name, meta.value()?.parse()?);
            } else if path.is_ident(ALIAS) {
                variant.aliases.push(meta.value()?.parse()?);
            } else if path.is_ident(symbol::RENAME_ALL) {
                if let Some(case) = case(context, &meta)? {
                    set(context, &meta, &mut variant.case, case);
                }
            } else if path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut variant.skip, path.span());
            } else {
                unknown_or_foreign(
                    context,
                    &meta,
                    "a variant takes `name = \"…\"`, `alias = \"…\"`, `rename_all = \"…\"` for \
                     its fields, and `skip`",
                )?;
            }
            Ok(())
        });
        variant
    }
}

/// Serde's words for what is there under another name.
const FOREIGN: &[(&str, &str)] = &[
    (RENAME, "`name = \"…\"`"),
    ("deny_unknown_fields", "`deny_unknown`"),
    ("deserialize_with", "`from_lua_with = …`"),
    ("serialize_with", "`into_lua_with = …`"),
];

fn unknown_or_foreign(
    context: &Context,
    meta: &ParseNestedMeta<'_>,
    known: &str,
) -> syn::Result<()> {
    match FOREIGN.iter().find(|(name, _)| meta.path.is_ident(name)) {
        Some((_, ours)) => unknown(context, meta, &format!("write {ours}")),
        None => unknown(context, meta, known),
    }
}

/// A path, or serde's spelling of one: a string.
fn function(meta: &ParseNestedMeta<'_>) -> syn::Result<ExprPath> {
    let value = meta.value()?;
    if value.peek(LitStr) { value.parse::<LitStr>()?.parse() } else { value.parse() }
}
