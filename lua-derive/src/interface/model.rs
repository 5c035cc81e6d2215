//! A trait as the macro sees it.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, Block, FnArg, GenericArgument, GenericParam, Ident, ItemTrait, LitStr, Path,
    PathArguments, ReturnType, Signature, TraitItem, Type, TypeParamBound,
};

use crate::attr::{Case, case, each, krate, set, strip, unknown};
use crate::context::Context;
use crate::symbol;

const FIELD: &str = "field";

/// A trait.
pub(super) struct Interface {
    /// The trait as it is left in place, without our attributes.
    pub(super) item: ItemTrait,
    pub(super) wrapper: Option<LitStr>,
    pub(super) krate: Option<Path>,
    pub(super) conditions: Vec<Attribute>,
    pub(super) members: Vec<Member>,
    /// Whether a part that is no member keeps the trait from being an object.
    has_undispatchable: bool,
}

/// A method that a table stands for.
pub(super) struct Member {
    pub(super) signature: Signature,
    pub(super) conditions: Vec<Attribute>,
    /// What scripts call it.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) field: Option<Span>,
    pub(super) output: Output,
    /// What happens if the table has nothing under the name.
    pub(super) body: Option<Block>,
}

/// What a member is in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Function,
    Field,
}

/// What a method returns.
pub(super) enum Output {
    None,
    Plain(Type),
    /// What is in the `Result`.
    Result(Type),
}

/// What stands on a method.
#[derive(Default)]
struct Attributes {
    name: Option<LitStr>,
    field: Option<Span>,
    skip: Option<Span>,
}

impl Interface {
    pub(super) fn parse(
        context: &Context,
        arguments: TokenStream,
        mut item: ItemTrait,
    ) -> Interface {
        let (mut wrapper, mut cases, mut path) = (None, None, None);
        let parser = syn::meta::parser(|meta| {
            if meta.path.is_ident(symbol::NAME) {
                set(context, &meta, &mut wrapper, meta.value()?.parse()?);
            } else if meta.path.is_ident(symbol::RENAME_ALL) {
                if let Some(case) = case(context, &meta)? {
                    set(context, &meta, &mut cases, case);
                }
            } else if meta.path.is_ident(symbol::CRATE) {
                set(context, &meta, &mut path, krate(&meta)?);
            } else {
                let known = "an interface takes `name = \"…\"`, `rename_all = \"…\"` and \
                             `crate = \"…\"`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        if let Err(error) = syn::parse::Parser::parse2(parser, arguments) {
            context.syn_error(error);
        }
        let mut members = Vec::new();
        let mut has_undispatchable = false;
        for part in &mut item.items {
            let TraitItem::Fn(function) = part else {
                has_undispatchable |= matches!(part, TraitItem::Const(_));
                continue;
            };
            let attributes = Attributes::parse(context, &function.attrs);
            strip(&mut function.attrs);
            let has_self = function.sig.receiver().is_some();
            if attributes.skip.is_some() || !has_self && function.default.is_some() {
                if let (Some(span), None) = (attributes.skip, &function.default) {
                    context.error_at(span, "a method that is no member needs a body");
                }
                has_undispatchable |= !is_dispatchable(&function.sig);
                continue;
            }
            members.push(Member::new(cases, attributes, function));
        }
        let conditions = conditions(&item.attrs);
        Interface { item, wrapper, krate: path, conditions, members, has_undispatchable }
    }

    /// The trait's name.
    pub(super) fn name(&self) -> String {
        self.item.ident.unraw().to_string()
    }

    /// The wrapper's name.
    pub(super) fn wrapper(&self) -> Ident {
        match &self.wrapper {
            Some(given) => Ident::new(&given.value(), given.span()),
            None => Ident::new(&format!("{}Table", self.name()), self.item.ident.span()),
        }
    }

    /// Whether there can be a `dyn` of the trait, as far as the text tells.
    pub(super) fn is_dyn(&self) -> bool {
        let needs_size =
            self.item.supertraits.iter().any(|bound| match bound {
                TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
                    ["Sized", "Clone", "Copy"].iter().any(|it| last.ident == it)
                }),
                _ => false,
            });
        !needs_size && !self.has_undispatchable
    }
}

impl Attributes {
    fn parse(context: &Context, attributes: &[Attribute]) -> Attributes {
        let mut parsed = Attributes::default();
        each(context, attributes, |meta| {
            if meta.path.is_ident(symbol::NAME) {
                set(context, &meta, &mut parsed.name, meta.value()?.parse()?);
            } else if meta.path.is_ident(FIELD) {
                set(context, &meta, &mut parsed.field, meta.path.span());
            } else if meta.path.is_ident(symbol::SKIP) {
                set(context, &meta, &mut parsed.skip, meta.path.span());
            } else {
                let known = "a method of an interface takes `field`, `skip` and `name = \"…\"`";
                unknown(context, &meta, known)?;
            }
            Ok(())
        });
        parsed
    }
}

impl Member {
    fn new(case: Option<Case>, attributes: Attributes, function: &syn::TraitItemFn) -> Member {
        let name = crate::model::name(attributes.name.as_ref(), case, &function.sig.ident);
        Member {
            signature: function.sig.clone(),
            conditions: conditions(&function.attrs),
            name,
            role: if attributes.field.is_some() { Role::Field } else { Role::Function },
            field: attributes.field,
            output: Output::of(&function.sig.output),
            body: function.default.clone(),
        }
    }

    /// The parameters behind the receiver.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &syn::PatType> {
        self.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(input) => Some(input),
            FnArg::Receiver(_) => None,
        })
    }
}

impl Output {
    fn of(output: &ReturnType) -> Output {
        let ReturnType::Type(_, ty) = output else { return Output::None };
        match result_of(ty) {
            Some(inner) => Output::Result(inner.clone()),
            None => Output::Plain((**ty).clone()),
        }
    }
}

/// What is in a `Result`, `LuaResult` and the like.
fn result_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if !last.ident.to_string().ends_with("Result") {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

fn is_dispatchable(signature: &Signature) -> bool {
    let is_generic =
        signature.generics.params.iter().any(|it| !matches!(it, GenericParam::Lifetime(_)));
    let needs_size = signature.generics.where_clause.as_ref().is_some_and(|clause| {
        clause.predicates.iter().any(|predicate| match predicate {
            syn::WherePredicate::Type(predicate) => crate::model::is(&predicate.bounded_ty, "Self"),
            _ => false,
        })
    });
    needs_size || !is_generic && signature.receiver().is_some() && signature.asyncness.is_none()
}

fn conditions(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect()
}
