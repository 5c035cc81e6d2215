//! A config script, with functions and computed values, into structs; and what it says of a mistake.

use std::collections::BTreeMap;
use std::time::Duration;

use ferrolua::{Result, lua_serde};
use serde::Deserialize;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/app.lua");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct App {
    name: String,
    servers: Vec<Server>,
    timeout: Duration,
    features: BTreeMap<String, bool>,
    /// A path and who answers it.
    routes: Vec<(String, Vec<String>)>,
    #[serde(default)]
    log: Log,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Server {
    host: String,
    port: u16,
    #[serde(default)]
    tls: bool,
}

#[derive(Debug, Default, Deserialize)]
enum Log {
    #[default]
    Console,
    File {
        path: String,
        keep: Option<u32>,
    },
}

pub(crate) fn run() -> Result<String> {
    let app: App = lua_serde::from_file(SCRIPT)?;
    let mut text = format!("{}, {:?} to answer\n", app.name, app.timeout);
    for Server { host, port, tls } in &app.servers {
        text += &format!("{}://{host}:{port}\n", if *tls { "https" } else { "http" });
    }
    for (path, handlers) in &app.routes {
        text += &format!("{path} -> {}\n", handlers.join(", "));
    }
    text += &format!("features {:?}\n", app.features);
    text += &match app.log {
        Log::Console => "log to the console\n".to_string(),
        Log::File { path, keep } => format!("log to {path}, keep {}\n", keep.unwrap_or(1)),
    };

    // A mistake is reported with its place in the data.
    let script = std::fs::read_to_string(SCRIPT)?;
    for (right, wrong) in
        [("8000 + n", "65534 + n"), ("tls =", "tsl ="), ("keep = 7", "keep = '7'")]
    {
        let broken = script.replace(right, wrong);
        if let Err(error) = lua_serde::from_str::<App>("app.lua", &broken) {
            text += &format!("error: {error}\n");
        }
    }
    Ok(text)
}

fn main() -> Result<()> {
    print!("{}", run()?);
    Ok(())
}
