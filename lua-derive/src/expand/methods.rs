//! `#[methods]` on an `impl` block.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, ImplItem, ImplItemConst, ImplItemFn, ItemImpl, Pat, Path, ReturnType, Type,
};

use super::door;
use crate::attr::Function;
use crate::context::Context;
use crate::symbol;

/// Expands the attribute: the block as it is, without our attributes, and the registration of its functions.
pub(crate) fn expand(arguments: TokenStream, input: TokenStream) -> TokenStream {
    let mut context = Context::new();
    let krate = match parse_crate(arguments) {
        Ok(krate) => krate,
        Err(error) => return error.into_compile_error(),
    };
    let mut block: ItemImpl = match syn::parse2(input) {
        Ok(block) => block,
        Err(error) => return error.into_compile_error(),
    };
    let door = door(krate.as_ref());
    if let Some((_, path, _)) = &block.trait_ {
        context.error_at(path.span(), "methods go on an `impl` block of the type itself");
    }
    if !block.generics.params.is_empty() {
        context.error_at(block.generics.span(), "generic types cannot be userdata yet");
    }
    let ty = (*block.self_ty).clone();
    let mut code = TokenStream::new();
    for item in &mut block.items {
        match item {
            ImplItem::Fn(function) => {
                let attributes = Function::parse(&function.attrs, &mut context);
                strip(&mut function.attrs);
                if !attributes.skip {
                    code.extend(expand_function(&ty, function, &attributes, &door, &mut context));
                }
            }
            ImplItem::Const(constant) => {
                let attributes = Function::parse(&constant.attrs, &mut context);
                strip(&mut constant.attrs);
                if !attributes.skip {
                    code.extend(expand_constant(&ty, constant, &attributes, &door));
                }
            }
            _ => {}
        }
    }
    let expansion = quote! {
        #block

        #[automatically_derived]
        impl #door::Methods for #ty {
            #[allow(clippy::unit_arg, clippy::let_unit_value)]
            fn add(registry: &mut #door::UserDataRegistry<Self>) {
                #code
            }
        }
    };
    context.finish(expansion, quote!(#block))
}

fn parse_crate(arguments: TokenStream) -> syn::Result<Option<Path>> {
    let mut krate = None;
    let parser = syn::meta::parser(|meta| {
        if !meta.path.is_ident(symbol::CRATE) {
            return Err(meta.error("unknown attribute: expected crate = \"…\""));
        }
        krate = Some(meta.value()?.parse::<syn::LitStr>()?.parse()?);
        Ok(())
    });
    syn::parse::Parser::parse2(parser, arguments)?;
    Ok(krate)
}

fn strip(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| !attribute.path().is_ident(symbol::LUA));
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(String::new, |last| last.ident.unraw().to_string()),
        _ => String::new(),
    }
}

fn expand_constant(
    ty: &Type,
    constant: &ImplItemConst,
    attributes: &Function,
    door: &TokenStream,
) -> TokenStream {
    let ident = &constant.ident;
    let name = attributes.name.clone().unwrap_or_else(|| ident.unraw().to_string());
    quote_spanned! {ident.span()=>
        #door::UserDataFields::add_field(registry, #name, <#ty>::#ident);
    }
}

/// How a parameter gets its value, and the expression that passes it on.
fn parameter(
    ty: &Type,
    index: usize,
    place: &TokenStream,
    door: &TokenStream,
) -> (TokenStream, TokenStream) {
    let variable = quote::format_ident!("argument{index}");
    let Type::Reference(reference) = ty else {
        if type_name(ty) == "Variadic" || type_name(ty) == "MultiValue" {
            return (
                quote!(let #variable = #door::rest::<#ty>(arguments, #index, #place)?;),
                quote!(#variable),
            );
        }
        return (
            quote_spanned! {ty.span()=>
                let #variable = #door::argument::<#ty>(arguments, #index, #place)?;
            },
            quote!(#variable),
        );
    };
    let target = &*reference.elem;
    let is_text = matches!(target, Type::Path(path) if path.path.is_ident("str"));
    if is_text || matches!(target, Type::Slice(_)) {
        let text = quote!(let #variable = #door::argument::<&#target>(arguments, #index, #place)?;);
        return (text, quote!(#variable));
    }
    const HANDLES: &[&str] =
        &["Table", "Function", "Value", "LuaString", "Thread", "AnyUserData", "String"];
    if HANDLES.contains(&type_name(target).as_str()) {
        return (
            quote!(let #variable = #door::argument::<#target>(arguments, #index, #place)?;),
            quote!(&#variable),
        );
    }
    match reference.mutability {
        Some(_) => (
            quote_spanned! {ty.span()=>
                let mut #variable = #door::borrow_mut::<#target>(arguments, #index, #place)?;
            },
            quote!(&mut *#variable),
        ),
        None => (
            quote_spanned! {ty.span()=>
                let #variable = #door::borrow::<#target>(arguments, #index, #place)?;
            },
            quote!(&*#variable),
        ),
    }
}

/// Whether a function returns the object it was called on.
fn returns_self(ty: &Type, output: &ReturnType) -> bool {
    let ReturnType::Type(_, output) = output else { return false };
    let Type::Reference(reference) = &**output else { return false };
    type_name(&reference.elem) == "Self" || type_name(&reference.elem) == type_name(ty)
}

fn is_lua(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if type_name(&reference.elem) == "Lua")
}

fn expand_function(
    ty: &Type,
    function: &ImplItemFn,
    attributes: &Function,
    door: &TokenStream,
    context: &mut Context,
) -> TokenStream {
    let signature = &function.sig;
    let ident = &signature.ident;
    if let Some(token) = &signature.asyncness {
        context.error_at(token.span(), "async methods are not supported yet");
    }
    if !signature.generics.params.is_empty() {
        context.error_at(signature.generics.span(), "a generic function cannot be called from Lua");
    }
    let own_name = ident.unraw().to_string();
    let name = attributes.name.clone().unwrap_or(own_name);
    let receiver = signature.receiver();
    let separator = if receiver.is_some() { ':' } else { '.' };
    let callee = format!("{}{separator}{name}", type_name(ty));

    let mut setup = TokenStream::new();
    let mut passed = Vec::new();
    let mut index = 0;
    if let Some(receiver) = receiver {
        let place = quote!((#callee, "self"));
        match (&receiver.reference, &receiver.mutability) {
            (Some(_), Some(_)) => {
                // The other arguments first: they may look at the very object.
            }
            (Some(_), None) => setup.extend(quote! {
                let this = #door::receiver::<#ty>(arguments, #place)?;
            }),
            (None, _) => {
                context.error_at(
                    receiver.span(),
                    "a method cannot take `self` by value: write `&self` or `&mut self`",
                );
            }
        }
        passed.push(match receiver.mutability {
            Some(_) => quote!(&mut *this),
            None => quote!(&*this),
        });
        index = 1;
    }
    // A setter is called with the object, the key and the value.
    if attributes.setter.is_some() {
        index += 1;
    }
    let inputs = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(input),
        FnArg::Receiver(_) => None,
    });
    for (position, input) in inputs.enumerate() {
        if position == 0 && is_lua(&input.ty) {
            passed.push(quote!(arguments.lua()));
            continue;
        }
        let parameter_name = match &*input.pat {
            Pat::Ident(pattern) => pattern.ident.unraw().to_string(),
            _ => format!("#{index}"),
        };
        let place = quote!((#callee, #parameter_name));
        let (bind, pass) = parameter(&input.ty, index, &place, door);
        setup.extend(bind);
        passed.push(pass);
        index += 1;
    }
    if receiver.is_some_and(|receiver| receiver.mutability.is_some()) {
        setup.extend(quote! {
            let mut this = #door::receiver_mut::<#ty>(arguments, (#callee, "self"))?;
        });
    }
    let call = quote_spanned!(ident.span()=> <#ty>::#ident(#(#passed),*));
    let finish = if receiver.is_some() && returns_self(ty, &signature.output) {
        quote!(let _ = #call; results.push_argument(arguments, 0))
    } else {
        quote!(#door::IntoReturn::into_return(#call, results))
    };
    let body = quote!(|arguments, results| { #setup #finish });
    register(attributes, receiver.is_some(), &name, body, door, context, ident.span())
}

/// The registration of a function in the role its attributes give it.
fn register(
    attributes: &Function,
    has_receiver: bool,
    name: &str,
    body: TokenStream,
    door: &TokenStream,
    context: &mut Context,
    span: proc_macro2::Span,
) -> TokenStream {
    for (role, word) in [(attributes.getter, "getter"), (attributes.setter, "setter")] {
        if let (Some(role), false) = (role, has_receiver) {
            context.error_at(role, format!("a {word} needs `&self` or `&mut self`"));
        }
    }
    if let (Some(role), true) = (attributes.constructor, has_receiver) {
        context.error_at(role, "a constructor has no `self`");
    }
    if let Some(meta) = &attributes.meta {
        let event = meta.value();
        if !event.starts_with("__") {
            context.error_at(meta.span(), "the name of a metamethod begins with `__`");
        }
        return quote_spanned!(span=> #door::add_metamethod(registry, #event, #body););
    }
    if attributes.getter.is_some() {
        return quote_spanned!(span=> #door::add_getter(registry, #name, #body););
    }
    if attributes.setter.is_some() {
        let field = name.strip_prefix("set_").unwrap_or(name);
        return quote_spanned!(span=> #door::add_setter(registry, #field, #body););
    }
    let constructor = match attributes.constructor {
        Some(_) => quote!(registry.set_constructor(#name);),
        None => TokenStream::new(),
    };
    let add = if has_receiver { quote!(add_method) } else { quote!(add_function) };
    quote_spanned!(span=> #door::#add(registry, #name, #body); #constructor)
}
