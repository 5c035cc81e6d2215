//! A load plan: a scripted flow of steps, called through typed closures, and changed while it runs.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ferrolua::{Lua, Result, Table, TypedFunction};

/// One step of a flow: from the number of the virtual user to a request.
struct Step {
    name: String,
    request: TypedFunction<(i64,), String>,
}

/// A flow, loaded from a file, and loaded again when the file changes.
struct Flow {
    lua: Lua,
    path: PathBuf,
    modified: Option<SystemTime>,
    steps: Vec<Step>,
}

impl Flow {
    fn open(path: &Path) -> Result<Flow> {
        let lua = Lua::new();
        let steps = load(&lua, path)?;
        Ok(Flow { lua, path: path.into(), modified: modified(path), steps })
    }

    /// Takes up a changed file. A broken one is reported and the old steps stay.
    fn refresh(&mut self, log: &mut Vec<String>) {
        let modified = modified(&self.path);
        if modified == self.modified {
            return;
        }
        self.modified = modified;
        match load(&self.lua, &self.path) {
            Ok(steps) => {
                log.push(format!("reloaded: {} steps", steps.len()));
                self.steps = steps;
            }
            Err(error) => log.push(format!("kept the old flow: {error}")),
        }
    }

    fn run(&self, user: i64, log: &mut Vec<String>) -> Result<()> {
        for step in &self.steps {
            log.push(format!("user {user} {}: {}", step.name, step.request.call((user,))?));
        }
        Ok(())
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

fn load(lua: &Lua, path: &Path) -> Result<Vec<Step>> {
    let flow: Table = lua.load(path).call(())?;
    let steps = flow.sequence_values::<Table>().map(|step| {
        let step = step?;
        Ok(Step { name: step.get("name")?, request: step.get("request")? })
    });
    steps.collect()
}

/// Runs the flow for some users and changes its file meanwhile; returns what happened.
///
/// # Errors
///
/// If a script fails.
pub(crate) fn run() -> Result<Vec<String>> {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/scripts/checkout_flow.lua");
    let source = std::fs::read_to_string(original)?;
    let path = std::env::temp_dir().join(format!("flow-{}.lua", std::process::id()));
    std::fs::write(&path, &source)?;
    let mut log = Vec::new();
    let mut flow = Flow::open(&path)?;
    flow.run(1, &mut log)?;
    for (seconds, changed) in [(1, source.replace("/cart", "/v2/cart")), (2, "return {".into())] {
        std::fs::write(&path, changed)?;
        // Files changed within the clock's resolution must not look unchanged.
        let time = SystemTime::now() + std::time::Duration::from_secs(seconds);
        std::fs::File::options().write(true).open(&path)?.set_modified(time)?;
        flow.refresh(&mut log);
        flow.run(1 + seconds as i64, &mut log)?;
    }
    std::fs::remove_file(&path)?;
    Ok(log)
}

#[allow(dead_code)]
fn main() -> Result<()> {
    for line in run()? {
        println!("{line}");
    }
    Ok(())
}
