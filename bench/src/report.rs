//! The results on disk, and the report made of them.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::comparison::Comparison;
use crate::{Result, drawing, in_bench, machine};

/// The parts in the order of the report.
const PARTS: &[&str] = &["programs", "compile", "startup", "border", "serde", "sort"];

/// What one part has measured, and where.
#[derive(Serialize, Deserialize)]
struct Results {
    machine: String,
    /// How busy it was at the end; the measuring itself is 1.
    load: Option<f64>,
    tables: Vec<Comparison>,
}

/// The file of a part's results.
fn file(part: &str) -> PathBuf {
    in_bench("results").join(part).with_extension("json")
}

/// Writes what a part has measured.
pub fn keep(part: &str, tables: Vec<Comparison>) -> Result<()> {
    fs::create_dir_all(in_bench("results"))?;
    let results = Results { machine: machine::description(), load: machine::load(), tables };
    Ok(fs::write(file(part), serde_json::to_string(&results)?)?)
}

/// Prints the tables of all parts that have results, and draws the picture.
pub fn report() -> Result<()> {
    let mut text = String::new();
    let mut last = String::new();
    let mut tables = Vec::new();
    for part in PARTS {
        let Ok(results) = fs::read_to_string(file(part)) else {
            eprintln!("{part}: no results");
            continue;
        };
        let results: Results = serde_json::from_str(&results)?;
        if results.machine != last {
            text += &format!("{}\n\n", results.machine);
            last = results.machine;
        }
        if let Some(load) = results.load {
            text += &format!("Load {load:.1}, of which the measuring is 1:\n\n");
        }
        for table in results.tables {
            text += &table.markdown();
            text += "\n";
            tables.push(table);
        }
    }
    drawing::draw(&in_bench("../docs/performance.svg"), &tables)?;
    print!("{text}");
    Ok(())
}
