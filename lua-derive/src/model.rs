//! Types and blocks as the macros see them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Data, DeriveInput, FnArg, GenericArgument, GenericParam, Generics, Ident, ImplItem,
    ImplItemConst, ImplItemFn, ItemImpl, ItemTrait, Member, Pat, PatType, PathArguments,
    PathSegment, ReturnType, Signature, TraitItem, TraitItemConst, TraitItemFn, Type, Visibility,
    parse_quote,
};

use crate::attr::{self, Case};
use crate::context::Context;
use crate::docs;

/// A type that is to be userdata.
pub(crate) struct Item<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) attributes: attr::Container,
    pub(crate) shape: Shape<'a>,
    /// What stands above it for people, as an expression; so everywhere.
    pub(crate) docs: TokenStream,
}

/// What a type consists of.
pub(crate) enum Shape<'a> {
    Struct(Vec<Field<'a>>),
    Enum(Vec<Variant<'a>>),
    Union(Span),
}

/// A field of a struct.
pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) key: Key,
    pub(crate) ty: &'a Type,
    pub(crate) attributes: attr::Field,
    /// It is not public, as others of the struct are.
    is_private: bool,
    pub(crate) docs: TokenStream,
}

/// What scripts read a field by.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Key {
    Name(String),
    Index(i64),
}

/// A variant of an enum.
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) syntax: &'a syn::Fields,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) name: String,
    pub(crate) attributes: attr::Constant,
    pub(crate) docs: TokenStream,
}

impl<'a> Item<'a> {
    pub(crate) fn parse(context: &Context, input: &'a DeriveInput) -> Item<'a> {
        let attributes = attr::Container::parse(context, &input.attrs);
        let case = attributes.case;
        let shape = match &input.data {
            Data::Struct(data) => {
                let fields = data.fields.iter().zip(data.fields.members());
                let is_public = |field: &syn::Field| !matches!(field.vis, Visibility::Inherited);
                let has_public = data.fields.iter().any(is_public);
                let fields = fields.map(|(field, member)| {
                    let is_private = has_public && !is_public(field);
                    Field::parse(context, case, field, member, is_private)
                });
                Shape::Struct(fields.collect())
            }
            Data::Enum(data) => {
                let variants = data.variants.iter();
                Shape::Enum(
                    variants.map(|variant| Variant::parse(context, case, variant)).collect(),
                )
            }
            Data::Union(data) => Shape::Union(data.union_token.span),
        };
        let docs = docs::of(&input.attrs);
        Item { ident: &input.ident, generics: &input.generics, attributes, shape, docs }
    }

    /// Whether it has parameters that are types or numbers.
    pub(crate) fn is_generic(&self) -> bool {
        self.generics.params.iter().any(|it| !matches!(it, GenericParam::Lifetime(_)))
    }

    /// Whether it may hold borrowed parts, so that only a scope can lend it.
    pub(crate) fn is_lent(&self) -> bool {
        self.generics.lifetimes().next().is_some()
    }

    /// Whether it is an enum without data.
    pub(crate) fn is_plain(&self) -> bool {
        let is_unit = |variant: &Variant<'_>| variant.fields.is_empty();
        matches!(&self.shape, Shape::Enum(variants) if variants.iter().all(is_unit))
    }

    /// What the class is called in the derived code: the type itself, which in that of a definition is the foreign one.
    pub(crate) fn class(&self) -> TokenStream {
        match &self.attributes.remote {
            Some(_) => self.ident.to_token_stream(),
            None => quote!(Self),
        }
    }

    /// Whether foreign types appear in it.
    pub(crate) fn uses_remote(&self) -> bool {
        let is_foreign = |field: &Field<'_>| field.attributes.remote.is_some();
        let has_fields = matches!(&self.shape, Shape::Struct(it) if it.iter().any(is_foreign));
        self.attributes.remote.is_some() || has_fields
    }

    /// What scripts call the type.
    pub(crate) fn name(&self) -> String {
        name(self.attributes.name.as_ref(), None, self.ident)
    }
}

impl<'a> Field<'a> {
    fn parse(
        context: &Context,
        case: Option<Case>,
        field: &'a syn::Field,
        member: Member,
        is_private: bool,
    ) -> Field<'a> {
        let attributes = attr::Field::parse(context, &field.attrs);
        let key = match (&attributes.name, &member) {
            (given, Member::Named(ident)) => Key::Name(name(given.as_ref(), case, ident)),
            (Some(given), Member::Unnamed(_)) => Key::Name(given.value()),
            (None, Member::Unnamed(index)) => Key::Index(i64::from(index.index) + 1),
        };
        let docs = docs::of(&field.attrs);
        Field { member, key, ty: &field.ty, attributes, is_private, docs }
    }
}

impl Field<'_> {
    /// Whether scripts see it.
    pub(crate) fn is_visible(&self, container: &attr::Container) -> bool {
        self.is_read(container) || self.is_written(container)
    }

    /// Whether scripts read it.
    pub(crate) fn is_read(&self, container: &attr::Container) -> bool {
        self.attributes.skip.is_none() && (self.attributes.get.is_some() || self.is_open(container))
    }

    /// Whether scripts write it.
    pub(crate) fn is_written(&self, container: &attr::Container) -> bool {
        let by_default = container.read_only.is_none() && self.is_open(container);
        self.attributes.skip.is_none() && (self.attributes.set.is_some() || by_default)
    }

    /// Whether scripts see it although it does not say what they may do with it.
    fn is_open(&self, container: &attr::Container) -> bool {
        let attributes = &self.attributes;
        let asks = attributes.get.is_some() || attributes.set.is_some();
        let is_hidden = self.is_private && attributes.name.is_none() && attributes.remote.is_none();
        container.opaque.is_none() && !asks && attributes.extends.is_none() && !is_hidden
    }
}

impl ToTokens for Key {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Key::Name(name) => name.to_tokens(tokens),
            Key::Index(index) => index.to_tokens(tokens),
        }
    }
}

impl<'a> Variant<'a> {
    fn parse(context: &Context, case: Option<Case>, variant: &'a syn::Variant) -> Variant<'a> {
        let attributes = attr::Constant::parse(context, &variant.attrs, "a variant");
        let name = name(attributes.name.as_ref(), case, &variant.ident);
        let fields = variant.fields.iter().zip(variant.fields.members());
        let fields = fields
            .map(|(field, member)| Field::parse(context, None, field, member, false))
            .collect();
        let (ident, syntax, docs) = (&variant.ident, &variant.fields, docs::of(&variant.attrs));
        Variant { ident, syntax, fields, name, attributes, docs }
    }

    /// Whether scripts can make it: they see it, and all that is in it.
    pub(crate) fn is_made(&self) -> bool {
        let skips = |field: &Field<'_>| field.attributes.skip.is_some();
        self.attributes.skip.is_none() && !self.fields.iter().any(skips)
    }
}

/// The name that was given, or that of an identifier.
pub(crate) fn name(given: Option<&syn::LitStr>, case: Option<Case>, ident: &Ident) -> String {
    let own = ident.unraw().to_string();
    match (given, case) {
        (Some(given), _) => given.value(),
        (None, Some(case)) => case.apply(&own),
        (None, None) => own,
    }
}

/// A block of functions and constants.
pub(crate) struct Block {
    /// The block as it is left in place, without our attributes.
    pub(crate) item: ItemImpl,
    pub(crate) attributes: attr::Block,
    pub(crate) functions: Vec<Function>,
    pub(crate) constants: Vec<Constant>,
    /// What stands above it, in a line.
    pub(crate) header: String,
    /// Whether it is about a generic type.
    pub(crate) is_generic: bool,
    /// Whether it is about a type that may hold borrowed parts, so that only a scope can lend it.
    pub(crate) is_lent: bool,
}

/// A trait whose methods scripts can call, of any type that implements it.
pub(crate) struct Mixin {
    /// The trait as it is left in place, without our attributes.
    pub(crate) item: ItemTrait,
    pub(crate) attributes: attr::Block,
    pub(crate) functions: Vec<Function>,
    pub(crate) constants: Vec<Constant>,
}

impl Mixin {
    pub(crate) fn parse(context: &Context, arguments: TokenStream, mut item: ItemTrait) -> Mixin {
        let attributes = attr::Block::parse(context, arguments);
        let (mut functions, mut constants) = (Vec::new(), Vec::new());
        for member in &mut item.items {
            match member {
                TraitItem::Fn(TraitItemFn { attrs, sig, .. }) => {
                    let this = parse_quote!(Self);
                    functions.push(Function::parse(context, &attributes, &this, attrs, sig));
                }
                TraitItem::Const(TraitItemConst { attrs, ident, ty, .. }) => {
                    constants.push(Constant::parse(context, attrs, ident, ty));
                }
                _ => {}
            }
        }
        functions.retain(|function| function.attributes.skip.is_none());
        constants.retain(|constant| constant.attributes.skip.is_none());
        Mixin { item, attributes, functions, constants }
    }
}

/// A function that scripts can call.
pub(crate) struct Function {
    pub(crate) signature: Signature,
    /// What the function depends on, and its registration with it.
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) attributes: attr::Function,
    pub(crate) name: String,
    pub(crate) receiver: Option<Receiver>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) output: Output,
    /// The type that it returns, if there is one.
    pub(crate) returns: Option<Type>,
    pub(crate) docs: TokenStream,
}

/// How a method gets the object.
#[derive(Clone, Copy)]
pub(crate) enum Receiver {
    Ref,
    Mut,
    Owned,
    /// Something that scripts do not have.
    Other,
}

/// A parameter behind the receiver.
pub(crate) struct Parameter {
    /// What messages call it.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) source: Source,
    /// Whether the source stands in an `Option`; only for what is not taken by value.
    pub(crate) optional: bool,
    pub(crate) attributes: attr::Parameter,
}

/// Where a parameter's value comes from.
pub(crate) enum Source {
    /// `&Lua`
    Machine,
    /// Converted by `FromLua`.
    Value,
    /// `&T` of a handle: converted by `FromLua` and passed by reference.
    Handle(Type),
    /// All arguments that are left.
    Rest,
    /// The same in a `Vec` of these.
    RestOf(Type),
    Str,
    Bytes,
    /// `&T` of userdata.
    Ref(Type),
    /// `&mut T` of userdata.
    Mut(Type),
    /// A reference to what does not exist in Lua, and what to write instead.
    Unsupported(&'static str),
}

/// What a function returns.
pub(crate) enum Output {
    /// Whatever it is, `IntoReturn` knows what to do.
    Value,
    /// `&Self` or `&mut Self`.
    Receiver,
    /// The same in a `Result`.
    TryReceiver,
    /// A reference to something else: a part, if that is userdata.
    Part(Box<Part>),
}

/// What a method returns a reference to.
pub(crate) struct Part {
    pub(crate) ty: Type,
    pub(crate) is_writable: bool,
}

impl Part {
    /// That of `&T` and `&mut T`, also in an `Option` or a `Result`. What has a lifetime cannot be userdata of its own, and
    /// text never is.
    fn of(output: &Type) -> Option<Part> {
        let within = ["Option", "Result"].into_iter().find_map(|name| argument_of(output, name));
        match (output, within) {
            (Type::Reference(reference), _) => {
                let ty = (*reference.elem).clone();
                let is_whole = matches!(ty, Type::Path(_)) && !is(&ty, "str");
                let has_lifetime = ty.to_token_stream().to_string().contains('\'');
                (is_whole && !has_lifetime)
                    .then(|| Part { ty, is_writable: reference.mutability.is_some() })
            }
            (_, Some(inner)) => Part::of(inner),
            _ => None,
        }
    }
}

/// A constant of the class table.
pub(crate) struct Constant {
    pub(crate) ident: Ident,
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) attributes: attr::Constant,
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) docs: TokenStream,
}

impl Block {
    pub(crate) fn parse(context: &Context, arguments: TokenStream, mut item: ItemImpl) -> Block {
        let attributes = attr::Block::parse(context, arguments);
        let own = item.generics.params.iter();
        let own_lifetime = own.clone().any(|it| matches!(it, GenericParam::Lifetime(_)));
        let own_type = own.clone().any(|it| !matches!(it, GenericParam::Lifetime(_)));
        let written = arguments_of(&item.self_ty);
        let is_lifetime = |it: &&GenericArgument| matches!(it, GenericArgument::Lifetime(_));
        let is_lent = own_lifetime && item.trait_.is_none() || written.iter().any(is_lifetime);
        let is_generic = own_type || written.iter().any(|it| !is_lifetime(it));
        let header = header(&item);
        let mut associated = Associated::of(&item);
        let (mut functions, mut constants) = (Vec::new(), Vec::new());
        for member in &mut item.items {
            match member {
                ImplItem::Fn(function) => {
                    let ty = &item.self_ty;
                    let ImplItemFn { attrs, sig, .. } = function;
                    let mut parsed = Function::parse(context, &attributes, ty, attrs, sig);
                    for parameter in &mut parsed.parameters {
                        associated.visit_type_mut(&mut parameter.ty);
                    }
                    if let Output::Part(part) = &mut parsed.output {
                        associated.visit_type_mut(&mut part.ty);
                    }
                    parsed.returns.iter_mut().for_each(|ty| associated.visit_type_mut(ty));
                    functions.push(parsed);
                }
                ImplItem::Const(ImplItemConst { attrs, ident, ty, .. }) => {
                    let mut parsed = Constant::parse(context, attrs, ident, ty);
                    associated.visit_type_mut(&mut parsed.ty);
                    constants.push(parsed);
                }
                _ => {}
            }
        }
        functions.retain(|function| function.attributes.skip.is_none());
        constants.retain(|constant| constant.attributes.skip.is_none());
        Block { item, attributes, functions, constants, header, is_generic, is_lent }
    }

    /// Whether foreign types appear in it.
    pub(crate) fn uses_remote(&self) -> bool {
        self.attributes.remote.is_some() || uses_remote(&self.functions)
    }

    /// The name of the type, without its path and arguments.
    pub(crate) fn type_name(&self) -> String {
        last_segment(&self.item.self_ty).map(|last| last.ident.to_string()).unwrap_or_default()
    }
}

/// The types that the block of a trait tells: outside of the block `Self::Item` means nothing.
struct Associated(Vec<(Ident, Type)>);

impl Associated {
    fn of(item: &ItemImpl) -> Associated {
        let types = item.items.iter().filter_map(|member| match member {
            ImplItem::Type(ty) => Some((ty.ident.clone(), ty.ty.clone())),
            _ => None,
        });
        Associated(types.collect())
    }
}

impl VisitMut for Associated {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = &*ty
            && path.qself.is_none()
            && let [this, name] = &*path.path.segments.iter().collect::<Vec<_>>()
            && this.ident == "Self"
            && let Some((_, told)) = self.0.iter().find(|(known, _)| *known == name.ident)
        {
            *ty = told.clone();
        }
        syn::visit_mut::visit_type_mut(self, ty);
    }
}

/// What stands above a block: `impl Shape for Circle`.
fn header(item: &ItemImpl) -> String {
    let text = |tokens: &dyn ToTokens| {
        let text = tokens.to_token_stream().to_string();
        text.replace(" :: ", "::")
            .replace(" < ", "<")
            .replace(" >", ">")
            .replace("& ", "&")
            .replace(" ,", ",")
    };
    match &item.trait_ {
        Some((_, path, _)) => format!("impl {} for {}", text(path), text(&item.self_ty)),
        None => format!("impl {}", text(&item.self_ty)),
    }
}

impl Function {
    fn parse(
        context: &Context,
        block: &attr::Block,
        self_ty: &Type,
        attrs: &mut Vec<Attribute>,
        signature: &mut Signature,
    ) -> Function {
        let attributes = attr::Function::parse(context, attrs);
        attr::strip(attrs);
        let mut receiver = None;
        let mut self_ty = self_ty.clone();
        let mut parameters = Vec::new();
        for (index, input) in signature.inputs.iter_mut().enumerate() {
            match input {
                FnArg::Receiver(input) => receiver = Some(Receiver::of(&input.ty)),
                FnArg::Typed(input) if block.remote.is_some() && index == 0 && is_this(input) => {
                    attr::refuse(context, &input.attrs, "the object takes no attribute");
                    attr::strip(&mut input.attrs);
                    let foreign = Receiver::of_foreign(&input.ty);
                    (receiver, self_ty) = (Some(foreign.0), foreign.1);
                }
                FnArg::Typed(input) => parameters.push(Parameter::parse(context, input)),
            }
        }
        let signature = signature.clone();
        let own = signature.ident.unraw().to_string();
        let field = match (attributes.getter, attributes.setter) {
            (Some(_), _) => own.strip_prefix("get_"),
            (_, Some(_)) => own.strip_prefix("set_"),
            _ => None,
        };
        let own = field.map(str::to_string).unwrap_or(own);
        let name = match (&attributes.name, block.case) {
            (Some(given), _) => given.value(),
            (None, Some(case)) => case.apply(&own),
            (None, None) => own,
        };
        let output = Output::of(receiver, &self_ty, &signature.output);
        let conditions = conditions(attrs);
        let returns = match &signature.output {
            ReturnType::Type(_, ty) => Some((**ty).clone()),
            ReturnType::Default => None,
        };
        let docs = docs::of(attrs);
        Function {
            signature,
            conditions,
            attributes,
            name,
            receiver,
            parameters,
            output,
            returns,
            docs,
        }
    }
}

/// Whether a parameter is the object of a function that is about a foreign type.
fn is_this(input: &PatType) -> bool {
    matches!(&*input.pat, Pat::Ident(pattern) if pattern.ident == "this")
}

impl Function {
    /// What may define the type of the result: what the function says, or the block of a definition.
    pub(crate) fn definition(&self, is_of_definition: bool) -> Option<TokenStream> {
        definition(self.attributes.remote.as_ref(), is_of_definition)
    }
}

impl Parameter {
    /// What may define the type of the parameter.
    pub(crate) fn definition(&self, is_of_definition: bool) -> Option<TokenStream> {
        definition(self.attributes.remote.as_ref(), is_of_definition)
    }
}

/// Whether one of these takes or returns a foreign type.
pub(crate) fn uses_remote(functions: &[Function]) -> bool {
    let is_foreign = |function: &Function| {
        let mut parameters = function.parameters.iter();
        function.attributes.remote.is_some()
            || parameters.any(|parameter| parameter.attributes.remote.is_some())
    };
    functions.iter().any(is_foreign)
}

fn definition(said: Option<&Type>, is_of_definition: bool) -> Option<TokenStream> {
    match said {
        Some(definition) => Some(definition.to_token_stream()),
        None => is_of_definition.then(|| quote!(Self)),
    }
}

impl Receiver {
    /// That of `this: &T` in a block of a definition, and the type.
    fn of_foreign(ty: &Type) -> (Receiver, Type) {
        match ty {
            Type::Reference(reference) => {
                let is_mut = reference.mutability.is_some();
                (if is_mut { Receiver::Mut } else { Receiver::Ref }, (*reference.elem).clone())
            }
            ty => (Receiver::Owned, ty.clone()),
        }
    }

    fn of(ty: &Type) -> Receiver {
        match ty {
            ty if is(ty, "Self") => Receiver::Owned,
            Type::Reference(reference) if is(&reference.elem, "Self") => {
                if reference.mutability.is_some() { Receiver::Mut } else { Receiver::Ref }
            }
            _ => Receiver::Other,
        }
    }
}

impl Parameter {
    fn parse(context: &Context, input: &mut PatType) -> Parameter {
        let attributes = attr::Parameter::parse(context, &input.attrs);
        attr::strip(&mut input.attrs);
        let name = match &*input.pat {
            Pat::Ident(pattern) => {
                pattern.ident.unraw().to_string().trim_start_matches('_').to_string()
            }
            _ => String::new(),
        };
        let ty = (*input.ty).clone();
        let (source, optional) = match (Source::of(&ty), argument_of(&ty, "Option")) {
            (Source::Value, _) if attributes.rest.is_some() => match argument_of(&ty, "Vec") {
                Some(item) => (Source::RestOf(item.clone()), false),
                None => (Source::Value, false),
            },
            (Source::Value, Some(inner @ Type::Reference(_))) => (Source::of(inner), true),
            (source, _) => (source, false),
        };
        Parameter { name, ty, source, optional, attributes }
    }
}

/// The types that Rust holds Lua's values by, and others of which a reference is as good as the value.
const HANDLES: &[&str] =
    &["Table", "Function", "Value", "LuaString", "Thread", "AnyUserData", "String"];

impl Source {
    fn of(ty: &Type) -> Source {
        let Type::Reference(reference) = ty else {
            let is_rest = ["Variadic", "MultiValue"].iter().any(|name| is_ours(ty, name));
            return if is_rest { Source::Rest } else { Source::Value };
        };
        let target = (*reference.elem).clone();
        match (&target, reference.mutability) {
            (target, None) if is(target, "Lua") => Source::Machine,
            (target, None) if is(target, "str") => Source::Str,
            (Type::Slice(slice), None) if is(&slice.elem, "u8") => Source::Bytes,
            (Type::Slice(_), _) => Source::Unsupported("take a `Vec` by value"),
            (Type::TraitObject(_) | Type::ImplTrait(_), _) => {
                Source::Unsupported("name the type of the userdata")
            }
            (Type::Path(_), None) if HANDLES.iter().any(|name| is_ours(&target, name)) => {
                Source::Handle(target)
            }
            (target, Some(_)) if is(target, "Lua") || is(target, "str") => {
                Source::Unsupported("leave out the `mut`")
            }
            (Type::Path(_), None) => Source::Ref(target),
            (Type::Path(_), Some(_)) => Source::Mut(target),
            _ => Source::Unsupported("take it by value"),
        }
    }
}

impl Output {
    fn of(receiver: Option<Receiver>, self_ty: &Type, output: &ReturnType) -> Output {
        let (Some(receiver @ (Receiver::Ref | Receiver::Mut)), ReturnType::Type(_, output)) =
            (receiver, output)
        else {
            return Output::Value;
        };
        let is_receiver = |ty: &Type| match ty {
            Type::Reference(reference) => {
                let target = &*reference.elem;
                let same = || target.to_token_stream().to_string();
                is(target, "Self") || same() == self_ty.to_token_stream().to_string()
            }
            _ => false,
        };
        if is_receiver(output) {
            return Output::Receiver;
        }
        match argument_of(output, "Result") {
            Some(inner) if is_receiver(inner) => Output::TryReceiver,
            _ => match Part::of(output) {
                // What a method makes that does not get the object to be changed is no part of it.
                Some(part) if part.is_writable && matches!(receiver, Receiver::Ref) => {
                    Output::Value
                }
                Some(part) => Output::Part(Box::new(part)),
                None => Output::Value,
            },
        }
    }
}

impl Constant {
    fn parse(context: &Context, attrs: &mut Vec<Attribute>, ident: &Ident, ty: &Type) -> Constant {
        let attributes = attr::Constant::parse(context, attrs, "a constant");
        attr::strip(attrs);
        let ident = ident.clone();
        let name = name(attributes.name.as_ref(), None, &ident);
        let (ty, docs) = (ty.clone(), docs::of(attrs));
        Constant { ident, conditions: conditions(attrs), attributes, name, ty, docs }
    }
}

fn conditions(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect()
}

/// Whether a type is a path that ends with this name.
pub(crate) fn is(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|last| last.ident == name)
}

/// As [`is`], also under the name that the prelude has for the type.
fn is_ours(ty: &Type, name: &str) -> bool {
    is(ty, name) || is(ty, &format!("Lua{name}"))
}

/// The last part of a type that is a path.
fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The generic arguments of a type.
fn arguments_of(ty: &Type) -> Vec<&GenericArgument> {
    match last_segment(ty).map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => arguments.args.iter().collect(),
        _ => Vec::new(),
    }
}

/// The first argument of a generic type with this name.
fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
