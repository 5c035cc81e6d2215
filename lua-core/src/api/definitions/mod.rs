//! Editor types: what scripts may use, as definition files that language servers read, and as a reference for people.

mod annotation;
mod class;
mod luals;
mod machine;
mod markdown;
mod names;

use std::path::{Path, PathBuf};
use std::{fs, io};

pub(in crate::api) use annotation::annotated;
pub use annotation::{Annotation, Mentions, Signature};
pub use class::ClassDefinition;
pub(in crate::api) use class::Shape;
pub(in crate::api) use machine::note;

use super::convert::IntoLua;
use super::function::NativeCallable;
use super::userdata::UserDataClass;
use class::split_name;

/// What editors are to know of an API: classes, functions and values. It needs no machine, so a build script or a test
/// can write the files.
///
/// ```
/// use lua_core::definitions;
///
/// let api = definitions()
///     .function("geometry.area(width, height)", "The area of a rectangle.", |w: f64, h: f64| w * h)
///     .global::<i64>("level", "Where the player is.");
/// let file = api.render();
/// assert!(file.starts_with("---@meta\n"));
/// assert!(file.contains("\
/// --- The area of a rectangle.
/// ---@param width number
/// ---@param height number
/// ---@return number
/// function geometry.area(width, height) end
/// "));
/// assert!(file.contains("---@type integer\nlevel = nil\n"));
/// ```
pub fn definitions() -> Definitions {
    Definitions::default()
}

/// Definitions for editors, which [`definitions`] begins and [`crate::Lua::definitions`] makes of what a machine has.
#[derive(Default)]
pub struct Definitions {
    classes: Vec<ClassDefinition>,
    globals: Vec<Global>,
    mentions: Mentions,
}

/// Something that scripts find by a name.
struct Global {
    /// The tables it is in, and its own name.
    path: Vec<String>,
    docs: String,
    what: GlobalKind,
}

enum GlobalKind {
    Function(Signature),
    Value(Annotation),
    Table,
}

impl Definitions {
    /// Adds a type that scripts know as a global, as after [`crate::Lua::register`]. The types that its fields and
    /// functions mention are defined with it, without globals. For an example see [`ClassDefinition`].
    #[must_use]
    pub fn class<C: UserDataClass>(mut self) -> Definitions {
        self.add_class(C::class_name(), C::describe_class).is_global = true;
        self
    }

    /// Adds a type that scripts only get values of. For an example see [`ClassDefinition`].
    #[must_use]
    pub fn local_class<C: UserDataClass>(mut self) -> Definitions {
        self.add_class(C::class_name(), C::describe_class);
        self
    }

    /// Adds a function that the host sets, with the types of a Rust one. The name may tell those of its parameters, and
    /// the table that it is in: `"geometry.area(width, height)"`. For an example see [`definitions`].
    #[must_use]
    pub fn function<F, M>(mut self, name: &str, docs: &str, _: F) -> Definitions
    where
        F: NativeCallable<M>,
    {
        let (name, parameters) = split_name(name);
        let signature = F::signature(&parameters, &mut self.mentions);
        self.add_global(name, docs, GlobalKind::Function(signature));
        self
    }

    /// Adds a value that the host sets. For an example see [`definitions`].
    #[must_use]
    pub fn global<V: IntoLua>(mut self, name: &str, docs: &str) -> Definitions {
        let annotation = V::annotation(&mut self.mentions);
        self.add_global(name, docs, GlobalKind::Value(annotation));
        self
    }

    /// The definition file: Lua that does nothing, with annotations that language servers understand. For an example
    /// see [`definitions`].
    #[must_use]
    pub fn render(mut self) -> String {
        self.complete();
        luals::render(&self)
    }

    /// The reference for people.
    ///
    /// ```
    /// let api = lua_core::definitions().function("double(n)", "Twice `n`.", |n: i64| 2 * n);
    /// let reference = api.markdown();
    /// assert!(reference.contains("### `double(n: integer): integer`\n\nTwice `n`.\n"));
    /// ```
    #[must_use]
    pub fn markdown(mut self) -> String {
        self.complete();
        markdown::render(&self)
    }

    /// Writes the definition file into a folder, which is made if there is none: `library.lua`, whose path is returned.
    /// A file that says the same already is left alone.
    ///
    /// ```no_run
    /// lua_core::definitions().global::<i64>("level", "").write("editor")?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the folder or the file cannot be written.
    pub fn write(self, folder: impl AsRef<Path>) -> io::Result<PathBuf> {
        let (folder, text) = (folder.as_ref(), self.render());
        let path = folder.join("library.lua");
        if fs::read(&path).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(path);
        }
        fs::create_dir_all(folder)?;
        fs::write(&path, text)?;
        Ok(path)
    }

    /// The class of a name, described by this unless it is there.
    fn add_class(
        &mut self,
        name: String,
        describe: fn(&mut ClassDefinition),
    ) -> &mut ClassDefinition {
        let known = self.classes.iter().position(|class| class.name == name);
        let index = known.unwrap_or_else(|| {
            let mut class = ClassDefinition::new(name);
            describe(&mut class);
            self.classes.push(class);
            self.classes.len() - 1
        });
        &mut self.classes[index]
    }

    fn add_global(&mut self, name: &str, docs: &str, what: GlobalKind) {
        let path: Vec<String> = name.split('.').map(str::to_string).collect();
        self.globals.retain(|known| known.path != path);
        for length in 1..path.len() {
            if !self.globals.iter().any(|known| known.path == path[..length]) {
                let (path, docs) = (path[..length].to_vec(), String::new());
                self.globals.push(Global { path, docs, what: GlobalKind::Table });
            }
        }
        self.globals.push(Global { path, docs: docs.to_string(), what });
    }

    /// Adds the classes that are mentioned, and those that these mention.
    fn complete(&mut self) {
        let mut mentioned = std::mem::take(&mut self.mentions.0);
        let mut seen = 0;
        loop {
            for mention in mentioned.drain(..) {
                self.add_class(mention.name, mention.describe);
            }
            let Some(class) = self.classes.get_mut(seen) else { break };
            class.complete();
            mentioned.append(&mut class.mentions.0);
            seen += 1;
        }
    }
}
