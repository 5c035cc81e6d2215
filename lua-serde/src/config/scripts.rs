//! The scripts of a configuration: the first one, what it includes, and on which lines they write their data.

use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use lua_core::__private::{Outline, Place, Step};
use lua_core::{Error, ErrorContext, Function, Lua, MultiValue, Result, Table};

use super::problem::Origin;

/// A script that includes more bytes in one file is refused.
const MAX_FILE: u64 = 16 << 20;

/// The scripts that were read.
pub(super) struct Scripts {
    /// The folder that files are included from.
    folder: Option<Folder>,
    read: RefCell<Vec<Script>>,
    /// Those that are running, by their numbers.
    running: RefCell<Vec<usize>>,
    /// Which script included which other, by what name.
    included: RefCell<Vec<(usize, String, usize)>>,
}

/// Where files are included from.
struct Folder {
    /// As the host named it.
    shown: PathBuf,
    /// Without links.
    real: PathBuf,
}

struct Script {
    /// What errors call it.
    name: String,
    /// Where it is in the folder.
    place: PathBuf,
    text: Rc<[u8]>,
}

impl Scripts {
    /// The first script.
    ///
    /// # Errors
    ///
    /// If there is no such folder.
    pub(super) fn new(
        name: &str,
        text: Vec<u8>,
        file: &Path,
        folder: Option<&Path>,
    ) -> Result<Rc<Scripts>> {
        let folder = match folder {
            Some(shown) => {
                // The folder of a bare file name has an empty path.
                let real = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
                let real = real.canonicalize().map_err(Error::from).context(shown.display())?;
                Some(Folder { shown: shown.to_path_buf(), real })
            }
            None => None,
        };
        let place = file.file_name().map(PathBuf::from).unwrap_or_default();
        let first = Script { name: name.to_string(), place, text: text.into() };
        Ok(Rc::new(Scripts {
            folder,
            read: RefCell::new(vec![first]),
            running: RefCell::new(Vec::new()),
            included: RefCell::new(Vec::new()),
        }))
    }

    /// Runs the first script, with `include` among its globals.
    pub(super) fn run(self: &Rc<Scripts>, lua: &Lua, globals: &Table) -> Result<MultiValue> {
        let (scripts, environment) = (self.clone(), globals.clone());
        let include = lua.create_function(move |lua, file: String| {
            scripts.run_one(lua, scripts.include(&file)?, &environment)
        })?;
        lua.globals().set("include", include)?;
        self.run_one(lua, 0, globals)
    }

    fn run_one(&self, lua: &Lua, number: usize, globals: &Table) -> Result<MultiValue> {
        let (name, text) = {
            let scripts = self.read.borrow();
            (format!("@{}", scripts[number].name), scripts[number].text.clone())
        };
        let text = lua_core::__private::skip_prelude(&text);
        let chunk = lua.load(text).set_name(name).set_environment(globals.clone());
        let script: Function = chunk.into_function()?;
        self.running.borrow_mut().push(number);
        let result = script.call(());
        self.running.borrow_mut().pop();
        result
    }

    /// Reads a file for the script that is running, and gives its number.
    fn include(&self, file: &str) -> Result<usize> {
        let Some(folder) = &self.folder else {
            return Err(Error::runtime(format!("there is no folder to include '{file}' from")));
        };
        let from = self.running.borrow().last().copied().unwrap_or(0);
        let beside = self.read.borrow()[from].place.clone();
        let outside = || {
            let folder = folder.real.display();
            Error::runtime(format!("cannot include '{file}': it is not in the folder '{folder}'"))
        };
        let place = inside(&beside, Path::new(file)).ok_or_else(outside)?;
        let context = || format!("cannot include '{file}'");
        let real = folder.real.join(&place).canonicalize();
        let real = real.map_err(Error::from).with_context(|_| context())?;
        if !real.starts_with(&folder.real) {
            return Err(outside());
        }
        // Before it is opened, as opening a pipe waits.
        if !real.is_file() {
            return Err(Error::runtime(format!("{}: it is no file", context())));
        }
        let mut text = Vec::new();
        let opened = File::open(&real).and_then(|file| {
            file.take(MAX_FILE + 1).read_to_end(&mut text).map(|length| length as u64)
        });
        if opened.map_err(Error::from).with_context(|_| context())? > MAX_FILE {
            return Err(Error::runtime(format!("{}: it is too long", context())));
        }
        let number = self.add(Script {
            name: folder.shown.join(&place).display().to_string(),
            place,
            text: text.into(),
        });
        if self.running.borrow().contains(&number) {
            return Err(Error::runtime(format!("'{file}' includes itself")));
        }
        self.included.borrow_mut().push((from, file.to_string(), number));
        Ok(number)
    }

    /// The number of a script, a new one if it was not read before.
    fn add(&self, script: Script) -> usize {
        let mut scripts = self.read.borrow_mut();
        match scripts.iter().position(|known| known.place == script.place) {
            Some(number) => number,
            None => {
                scripts.push(script);
                scripts.len() - 1
            }
        }
    }

    /// Where a part of the data is written: of what the first script returned, or of global variables.
    pub(super) fn find(&self, steps: &[Step], in_globals: bool) -> Origin {
        let scripts = self.read.borrow();
        let outlines: Vec<_> = scripts.iter().map(|script| Outline::of(&script.text)).collect();
        let place_in = |number: usize, steps: &[Step], in_globals: bool| -> Option<Place> {
            let outline = outlines.get(number)?.as_ref()?;
            match (in_globals, steps) {
                (false, _) => outline.in_returned(steps),
                (true, [Step::Name(name), rest @ ..]) => outline.in_variable(name, rest),
                (true, _) => None,
            }
        };
        let mut found = match in_globals {
            false => place_in(0, steps, false).map(|place| (0, place)),
            true => (0..scripts.len())
                .filter_map(|number| Some((number, place_in(number, steps, true)?)))
                .max_by_key(|(_, place)| place.depth),
        };
        let mut rest = &steps[(in_globals && !steps.is_empty()) as usize..];
        // What is included may be included again; no file includes itself.
        for _ in 0..scripts.len() {
            let Some((number, place)) = &found else { break };
            let Some(file) = &place.included else { break };
            let edges = self.included.borrow();
            let next = edges.iter().find(|(from, name, _)| from == number && name == file);
            let Some((_, _, next)) = next else { break };
            rest = &rest[place.depth..];
            match place_in(*next, rest, false) {
                Some(place) => found = Some((*next, place)),
                None => break,
            }
        }
        let (number, line) = match found {
            Some((number, place)) => (number, Some(place.line)),
            None => (0, None),
        };
        let script = &scripts[number];
        let text_of = |line: u32| {
            let text = script.text.split(|byte| *byte == b'\n').nth(line as usize - 1);
            String::from_utf8_lossy(text.unwrap_or_default()).trim_end().to_string()
        };
        let line = line.map(|line| (line, text_of(line)));
        Origin::Script { name: script.name.clone(), line }
    }
}

/// The place of a file that is named in another one of the folder, if that is in the folder, as far as names tell.
fn inside(beside: &Path, file: &Path) -> Option<PathBuf> {
    let mut place = beside.parent().map(Path::to_path_buf).unwrap_or_default();
    for part in file.components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::CurDir => {}
            Component::ParentDir if place.pop() => {}
            _ => return None,
        }
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_of_the_folder_are_no_places() {
        let place = |beside: &str, file: &str| inside(Path::new(beside), Path::new(file));
        assert_eq!(place("a.lua", "./b/c.lua"), Some("b/c.lua".into()));
        assert_eq!(place("b/a.lua", "../c.lua"), Some("c.lua".into()));
        for file in ["../c.lua", "b/../../c.lua", "/etc/passwd"] {
            assert_eq!(place("a.lua", file), None, "{file}");
        }
    }
}
