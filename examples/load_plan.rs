//! A load generator whose flows are scripts, called as typed closures and replaced while it runs.

use std::fs;
use std::path::{Path, PathBuf};

use ferrolua::{Lua, Result, Table};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/scripts/checkout_flow.lua");

/// What a customer does next: the request, and the pause after it in milliseconds.
type Step = Box<dyn Fn(u64) -> Result<(String, u64)>>;

/// A flow. Its steps own their machine, so it is gone with them when a newer one takes their place.
struct Flow {
    name: String,
    steps: Vec<Step>,
}

impl Flow {
    fn load(source: &str) -> Result<Flow> {
        let lua = Lua::new();
        let flow: Table = lua.load(source).set_name("@checkout_flow.lua").eval()?;
        Ok(Flow { name: flow.get("name")?, steps: flow.sequence_values().collect::<Result<_>>()? })
    }
}

/// The flow in a file, as it was when the file was read last.
struct Deployed {
    path: PathBuf,
    source: String,
    flow: Flow,
}

impl Deployed {
    fn open(path: &Path) -> Result<Deployed> {
        let source = fs::read_to_string(path)?;
        Ok(Deployed { path: path.into(), flow: Flow::load(&source)?, source })
    }

    /// Takes over the file if it has changed. A version that does not load leaves the old one at work.
    fn refresh(&mut self) -> Result<()> {
        let source = fs::read_to_string(&self.path)?;
        if source != self.source {
            self.source = source;
            self.flow = Flow::load(&self.source)?;
        }
        Ok(())
    }
}

pub(crate) fn run() -> Result<String> {
    let directory = std::env::temp_dir().join(format!("ferrolua-load-plan-{}", std::process::id()));
    fs::create_dir_all(&directory)?;
    let path = directory.join("checkout_flow.lua");
    let original = fs::read_to_string(SCRIPT)?;
    fs::write(&path, &original)?;

    let mut log = String::new();
    let mut deployed = Deployed::open(&path)?;
    for customer in 1..=4 {
        // Meanwhile somebody works on the file: a new version, then one with a mistake.
        match customer {
            2 => fs::write(
                &path,
                original.replace("checkout 1", "checkout 2").replace("boots", "gloves"),
            )?,
            3 => fs::write(&path, original.replace("local flow =", "local flow = ="))?,
            _ => {}
        }
        if let Err(error) = deployed.refresh() {
            log += &format!("not deployed: {error}\n");
        }
        for step in &deployed.flow.steps {
            let (request, pause) = step(customer)?;
            log += &format!("{}, customer {customer}: {request}, {pause} ms\n", deployed.flow.name);
        }
    }
    fs::remove_dir_all(directory)?;
    Ok(log)
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
