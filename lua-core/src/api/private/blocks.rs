//! The `#[methods]` blocks of a type, wherever they stand.
//!
//! A derive sees the type alone and a block only itself. So each block takes a slot, a number that the macros count up
//! for every block of a type, and the derive asks for all slots: [`Block::register`] of a slot that no block took does
//! nothing.

use std::collections::HashMap;
use std::marker::PhantomData;

use crate::api::definitions::ClassDefinition;
use crate::api::error::Error;
use crate::api::function::Function;
use crate::api::userdata::{Constant, Key, UserDataClass, UserDataRegistry};

/// A type whose derive asks this slot for a block.
#[diagnostic::on_unimplemented(
    message = "`#[methods]` blocks of `{Self}` would not be found",
    label = "does not ask for `#[methods]` blocks",
    note = "write `#[derive(UserData)]` above the type; a generic type also needs `#[lua(methods)]`",
    note = "the blocks of a definition of a foreign type begin with `#[methods(remote)]`"
)]
pub trait TakesMethods<const SLOT: usize, T = Self> {}

/// What a `#[methods]` block implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `#[methods]` block",
    label = "`#[lua(methods)]` promises a block",
    note = "write `#[methods]` above an `impl` block of the type, whose bounds hold for this one"
)]
pub trait MethodsBlock<const SLOT: usize, T = Self>: TakesMethods<SLOT, T> + Sized {
    /// What stands above the block: `impl Shape for Circle`.
    const HEADER: &'static str;

    /// Registers what is in the block.
    fn add(registry: &mut UserDataRegistry<T>);

    /// Tells editors what is in the block.
    #[allow(unused_variables)]
    fn describe(class: &mut ClassDefinition) {}
}

/// Finds the block of a slot, which registers what a `T` has: `Block::<D, SLOT, T>::register` is the function below if a
/// block took the slot, for functions of the type itself go first, and else that of [`NoBlock`].
pub struct Block<D, const SLOT: usize, T>(PhantomData<(D, T)>);

impl<D: MethodsBlock<SLOT, T>, const SLOT: usize, T> Block<D, SLOT, T> {
    /// Registers what is in the block, and returns what stands above it.
    pub fn register(registry: &mut UserDataRegistry<T>) -> &'static str {
        D::add(registry);
        D::HEADER
    }

    /// Tells editors what is in the block.
    pub fn describe(class: &mut ClassDefinition) {
        D::describe(class);
    }
}

/// See [`Block`].
pub trait NoBlock<T> {
    /// Does nothing.
    fn register(_: &mut UserDataRegistry<T>) -> &'static str {
        ""
    }

    /// Does nothing.
    fn describe(_: &mut ClassDefinition) {}
}

impl<D, const SLOT: usize, T> NoBlock<T> for Block<D, SLOT, T> {}

/// Registers what is in a block, and tells what stands above it.
type RegisterBlock<T> = fn(&mut UserDataRegistry<T>) -> &'static str;

/// What a trait with `#[methods]` gives a type.
pub struct TraitMethods<T> {
    /// Registers it, and tells what stands above the trait.
    pub register: RegisterBlock<T>,
    /// Describes it.
    pub describe: fn(&mut ClassDefinition),
}

/// Registers what is in the blocks. A member that the type has already, from a block or a field, is a mistake, which
/// whoever registers the type gets to know.
pub fn register_blocks<C: UserDataClass>(
    registry: &mut UserDataRegistry<C::Data>,
    blocks: &[RegisterBlock<C::Data>],
) {
    let mut members = Members::new(C::class_name);
    members.note(lists(registry), "");
    for register in blocks {
        let earlier = registry.constructor.take();
        let header = register(registry);
        if header.is_empty() {
            registry.constructor = earlier;
            continue;
        }
        members.note(lists(registry), header);
        members.construct(earlier, &mut registry.constructor);
    }
    if let Some(mistake) = members.into_mistake() {
        registry.refuse(mistake);
    }
}

/// The lists of a registry in which members are found by name: getters, methods, functions, constants, setters,
/// metamethods.
struct Lists<'a>(
    &'a [(Key, Function)],
    &'a [(String, Function)],
    &'a [(String, Function)],
    &'a [(String, Constant)],
    &'a [(Key, Function)],
    &'a [(String, Function)],
);

fn lists<T>(registry: &UserDataRegistry<T>) -> Lists<'_> {
    Lists(
        &registry.getters,
        &registry.methods,
        &registry.functions,
        &registry.constants,
        &registry.setters,
        &registry.metamethods,
    )
}

/// Who brought the members that were seen so far. It knows no type, so it is compiled once.
struct Members {
    type_name: fn() -> String,
    /// By what a script does with the member, and its name.
    owners: HashMap<(Use, String), String>,
    /// How much of each list of the registry was seen.
    seen: [usize; 6],
    /// The first.
    mistake: Option<Error>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Use {
    Read,
    Write,
    Event,
}

impl Members {
    fn new(type_name: fn() -> String) -> Members {
        Members { type_name, owners: HashMap::new(), seen: [0; 6], mistake: None }
    }

    /// Notes what is new in the registry, which came from the block with this header, or from the type if it is empty.
    fn note(&mut self, lists: Lists<'_>, header: &str) {
        let Lists(getters, methods, functions, constants, setters, metamethods) = lists;
        let is_block = !header.is_empty();
        let (getter, setter) =
            if is_block { ("a getter", "a setter") } else { ("a field", "a field") };
        let event = if is_block { "a metamethod" } else { "an operator" };
        let constant = if is_block { "a constant" } else { "a variant" };
        let function = if is_block { "a function" } else { "a variant" };
        let lists = [
            (names(getters), Use::Read, getter),
            (names(methods), Use::Read, "a method"),
            (names(functions), Use::Read, function),
            (names(constants), Use::Read, constant),
            (names(setters), Use::Write, setter),
            (names(metamethods), Use::Event, event),
        ];
        for ((names, how, what), seen) in lists.into_iter().zip(&mut self.seen) {
            let before = std::mem::replace(seen, names.len());
            for name in names.into_iter().skip(before) {
                let what =
                    if is_block { format!("{what} of `{header}`") } else { what.to_string() };
                match self.owners.get(&(how, name.clone())) {
                    None => drop(self.owners.insert((how, name), what)),
                    Some(first) => {
                        let ty = (self.type_name)();
                        let mistake = format!("'{name}' of {ty} is {first}, and also {what}");
                        self.mistake.get_or_insert_with(|| Error::userdata(mistake));
                    }
                }
            }
        }
    }

    fn into_mistake(self) -> Option<Error> {
        self.mistake
    }

    /// Notes the constructor of a block, where there may be one of another block.
    fn construct(&mut self, earlier: Option<String>, constructor: &mut Option<String>) {
        match (&earlier, &*constructor) {
            (Some(first), Some(second)) => {
                let name = (self.type_name)();
                let mistake = format!("'{first}' and '{second}' are both constructors of {name}");
                self.mistake.get_or_insert_with(|| Error::userdata(mistake));
            }
            (Some(_), None) => *constructor = earlier,
            (None, _) => {}
        }
    }
}

fn names<K: ToString, V>(list: &[(K, V)]) -> Vec<String> {
    list.iter().map(|(name, _)| name.to_string()).collect()
}
