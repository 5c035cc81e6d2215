//! Enums: their variants, and the fields of these.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Fields, Member};

use super::{Door, at, bounds};
use crate::model::{Field, Item, Key, Variant};

/// The implementation of `Enumeration`.
pub(super) fn expand(item: &Item<'_>, variants: &[Variant<'_>], door: &Door) -> TokenStream {
    let keys = Keys::of(item, variants);
    let described = variants.iter().map(|variant| keys.describe(variant, item, door));
    let listed = keys.0.iter().map(|known| known.describe(door));
    let tell = variants
        .iter()
        .enumerate()
        .map(|(index, Variant { ident, .. })| quote!(Self::#ident { .. } => #index,));
    let read = variants.iter().map(|variant| keys.read(variant, item));
    let write = variants.iter().map(|variant| keys.write(variant, item));
    let made = variants.iter().enumerate().filter(|(_, variant)| variant.is_made());
    let make = made.map(|(index, variant)| construct(index, variant));
    let is_plain = variants.iter().all(|variant| matches!(variant.syntax, Fields::Unit));
    let value = (is_plain && !variants.is_empty()).then(|| {
        let arms = variants
            .iter()
            .map(|Variant { ident, .. }| quote!(Self::#ident => Self::#ident as i64,));
        quote! {
            fn number(&self) -> ::core::option::Option<i64> {
                ::core::option::Option::Some(match self { #(#arms)* })
            }
        }
    });
    let ident = item.ident;
    let (parameters, arguments, _) = item.generics.split_for_impl();
    let bounds = bounds::of(item, door);
    let nothing = variants.is_empty().then(|| quote!(_ => ::core::unreachable!(),));
    quote! {
        #[automatically_derived]
        impl #parameters #door::Enumeration for #ident #arguments #bounds {
            const VARIANTS: &'static [#door::Variant] = &[#(#described),*];
            const FIELDS: &'static [#door::VariantField] = &[#(#listed),*];

            fn variant(&self) -> usize {
                match self { #(#tell)* #nothing }
            }

            fn read(&self, fields: &mut #door::FieldReader<'_, '_>) -> #door::Result<()> {
                match self { #(#read)* #nothing }
            }

            fn write(&mut self, field: &#door::NewField<'_>) -> #door::Result<bool> {
                match (self, field.field()) {
                    #(#write)*
                    _ => ::core::result::Result::Ok(false),
                }
            }

            fn construct(variant: usize, values: &#door::Values<'_>) -> #door::Result<Self> {
                match variant {
                    #(#make)*
                    _ => ::core::result::Result::Err(values.none()),
                }
            }

            #value
        }
    }
}

/// A key of fields in an enum.
struct Known {
    key: Key,
    /// Whether some variant lets it be read.
    is_read: bool,
    /// Whether some variant lets it be written.
    is_written: bool,
}

impl Known {
    fn describe(&self, door: &Door) -> TokenStream {
        let Known { key, is_read, is_written } = self;
        let key = match key {
            Key::Name(name) => quote!(Name(#name)),
            Key::Index(index) => quote!(Index(#index)),
        };
        quote! {
            #door::VariantField {
                key: #door::FieldKey::#key,
                is_read: #is_read,
                is_written: #is_written,
            }
        }
    }
}

/// All keys of fields in an enum.
struct Keys(Vec<Known>);

impl Keys {
    fn of(item: &Item<'_>, variants: &[Variant<'_>]) -> Keys {
        let container = &item.attributes;
        let mut keys: Vec<Known> = Vec::new();
        let fields = variants.iter().flat_map(|variant| &variant.fields);
        for field in fields.filter(|field| field.is_visible(container)) {
            let (is_read, is_written) = (field.is_read(container), field.is_written(container));
            match keys.iter_mut().find(|known| known.key == field.key) {
                Some(known) => {
                    known.is_read |= is_read;
                    known.is_written |= is_written;
                }
                None => keys.push(Known { key: field.key.clone(), is_read, is_written }),
            }
        }
        Keys(keys)
    }

    fn position(&self, key: &Key) -> Option<usize> {
        self.0.iter().position(|known| known.key == *key)
    }

    fn describe(&self, variant: &Variant<'_>, item: &Item<'_>, door: &Door) -> TokenStream {
        let Variant { name, fields, .. } = variant;
        let is_shown = variant.attributes.skip.is_none();
        let is_made = variant.is_made();
        let is_unit = matches!(variant.syntax, Fields::Unit);
        let named = fields.iter().filter(|_| matches!(variant.syntax, Fields::Named(_)));
        let names = named.map(|field| match &field.key {
            Key::Name(name) => name.clone(),
            Key::Index(index) => index.to_string(),
        });
        let keys = fields
            .iter()
            .filter(|it| it.is_visible(&item.attributes))
            .filter_map(|it| self.position(&it.key));
        quote! {
            #door::Variant {
                name: #name,
                is_shown: #is_shown,
                is_made: #is_made,
                is_unit: #is_unit,
                names: &[#(#names),*],
                fields: &[#(#keys),*],
            }
        }
    }

    fn read(&self, variant: &Variant<'_>, item: &Item<'_>) -> TokenStream {
        let ident = variant.ident;
        let read = variant.fields.iter().filter(|field| field.is_read(&item.attributes));
        let (bind, give): (Vec<_>, Vec<_>) = read
            .enumerate()
            .map(|(index, field)| {
                let (member, key) = (&field.member, self.position(&field.key));
                let span = at(field.ty.span());
                let value = format_ident!("field{index}", span = span);
                (quote!(#member: #value), quote_spanned!(span=> fields.give(#key, #value)?;))
            })
            .unzip();
        quote! {
            Self::#ident { #(#bind,)* .. } => { #(#give)* ::core::result::Result::Ok(()) }
        }
    }

    fn write(&self, variant: &Variant<'_>, item: &Item<'_>) -> TokenStream {
        let ident = variant.ident;
        let written = variant.fields.iter().filter(|field| field.is_written(&item.attributes));
        written
            .map(|Field { member, key, ty, .. }| {
                let key = self.position(key);
                quote_spanned! {at(ty.span())=>
                    (Self::#ident { #member: value, .. }, #key) => {
                        *value = field.read()?;
                        ::core::result::Result::Ok(true)
                    }
                }
            })
            .collect()
    }
}

/// The arm that makes a variant.
fn construct(index: usize, variant: &Variant<'_>) -> TokenStream {
    let ident = variant.ident;
    let fields =
        variant.fields.iter().enumerate().map(|(position, Field { member, key, ty, .. })| {
            let name = match (member, key) {
                (Member::Named(_), Key::Name(name)) => name.clone(),
                _ => String::new(),
            };
            quote_spanned!(at(ty.span())=> #member: values.get::<#ty>(#position, #name)?)
        });
    quote!(#index => ::core::result::Result::Ok(Self::#ident { #(#fields),* }),)
}
