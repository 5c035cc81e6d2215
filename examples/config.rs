//! A config script with functions, computed values and nested lists, into Rust structs.

use std::collections::BTreeMap;
use std::path::Path;

use ferrolua::{Result, lua_serde};
use serde::Deserialize;

/// The application's configuration.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    name: String,
    servers: Vec<Server>,
    limits: BTreeMap<String, u64>,
    #[serde(default)]
    matrix: Vec<Vec<i32>>,
}

/// One server of it.
#[derive(Deserialize, Debug)]
pub(crate) struct Server {
    host: String,
    port: u16,
    #[serde(default)]
    tls: bool,
}

/// Reads `data/app.lua`, then a broken variation of it; returns what came out.
///
/// # Errors
///
/// If the script fails or does not fit the structs.
pub(crate) fn run() -> Result<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/app.lua");
    let config: Config = lua_serde::from_file(&path)?;
    let mut log = vec![format!("{}: {} servers", config.name, config.servers.len())];
    for server in &config.servers {
        log.push(format!("{}:{} tls={}", server.host, server.port, server.tls));
    }
    log.push(format!("{:?} {:?}", config.limits, config.matrix));
    let broken = std::fs::read_to_string(&path)?.replace("base + 2", "70000");
    if let Err(error) = lua_serde::from_str::<Config>("broken.lua", &broken) {
        log.push(error.to_string());
    }
    Ok(log)
}

#[allow(dead_code)]
fn main() -> Result<()> {
    for line in run()? {
        println!("{line}");
    }
    Ok(())
}
