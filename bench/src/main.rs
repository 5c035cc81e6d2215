//! Measures everything of ferrolua that has a number, beside the engines it is compared with.
//!
//! Every part takes its samples in turn, one of each engine, so that a machine whose clock wanders
//! does so for all of them; what is told are medians. Results are kept as JSON in the folder
//! `results`; the report is made of what is there.

mod border;
mod child;
mod comparison;
mod compile;
mod drawing;
mod engines;
mod hostile;
mod machine;
mod programs;
mod report;
mod sampling;
mod serde_bridge;
mod sort;
mod startup;
mod stopping;
mod within;

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use comparison::Comparison;
use engines::EngineChoice;

/// Whatever goes wrong ends the program with its message.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// ferrolua's benchmarks. Ratios above 1 mean that ferrolua is faster, or smaller.
#[derive(Parser)]
struct CommandLine {
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// All parts, one after the other, then the report and the drawing
    All(Processes),
    /// The programs of the folder `programs`: processor time and peak memory of processes
    Programs(Processes),
    /// How fast source becomes code
    Compile(Processes),
    /// How long `lua -e ""` takes
    Startup(Processes),
    /// Calls and data across the border between Rust and Lua
    Border(Rounds),
    /// Rust data to Lua and back by serde
    Serde(Rounds),
    /// Objects of the host, compared by the host, sorted by a script
    Sort(Rounds),
    /// The hostile scripts of `tests`, in each engine's sandbox: how many end as they should
    Hostile {
        /// Only scripts whose name contains this
        #[arg(long, default_value = "")]
        only: String,
    },
    /// How long scripts go on that another thread stops
    Stop(Rounds),
    /// Prints tables of the results there are, and draws `docs/performance.svg`
    Report,
    /// One process of `border` or `serde`
    #[command(hide = true)]
    Within { part: within::Part },
    /// One script in one engine's sandbox, for `hostile`
    #[command(hide = true)]
    HostileSide { engine: hostile::Side, script: PathBuf },
    /// One engine's side of `sort`
    #[command(hide = true)]
    SortSide { engine: sort::Side, rounds: usize },
}

/// Options of the parts that compare processes.
#[derive(Args)]
struct Processes {
    #[command(flatten)]
    rounds: Rounds,
    /// Only programs whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    #[command(flatten)]
    engines: EngineChoice,
}

/// How often is measured.
#[derive(Args, Clone, Copy)]
struct Rounds {
    /// Rounds, of which the median is told; each part has its own number if none is given
    #[arg(short = 'n', long)]
    rounds: Option<usize>,
}

impl Rounds {
    /// The number asked for, at least one, or the part's own.
    fn or(self, usual: usize) -> usize {
        self.rounds.unwrap_or(usual).max(1)
    }
}

/// A path inside this folder of the repository.
fn in_bench(path: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn main() -> Result<()> {
    match CommandLine::parse().part {
        Part::All(options) => {
            let rounds = options.rounds;
            let engines = engines::build(&options.engines)?;
            report::keep("programs", programs::measure(&engines, &options.only, rounds.or(5))?)?;
            report::keep("startup", vec![startup::measure(&engines, rounds.or(300))?])?;
            report::keep("compile", vec![compile::measure(&engines, rounds.or(5))?])?;
            report::keep("sort", vec![sort::measure(rounds.or(5))?])?;
            report::keep("border", vec![within::measure(within::Part::Border, rounds.or(5))?])?;
            report::keep("serde", vec![within::measure(within::Part::Serde, rounds.or(5))?])?;
            report::report()
        }
        Part::Programs(options) => {
            let engines = engines::build(&options.engines)?;
            let tables = programs::measure(&engines, &options.only, options.rounds.or(5))?;
            show("programs", tables)
        }
        Part::Compile(options) => {
            let engines = engines::build(&options.engines)?;
            show("compile", vec![compile::measure(&engines, options.rounds.or(5))?])
        }
        Part::Startup(options) => {
            let engines = engines::build(&options.engines)?;
            show("startup", vec![startup::measure(&engines, options.rounds.or(300))?])
        }
        Part::Border(rounds) => {
            show("border", vec![within::measure(within::Part::Border, rounds.or(5))?])
        }
        Part::Serde(rounds) => {
            show("serde", vec![within::measure(within::Part::Serde, rounds.or(5))?])
        }
        Part::Sort(rounds) => show("sort", vec![sort::measure(rounds.or(5))?]),
        Part::Stop(rounds) => stopping::measure(rounds.or(7)),
        Part::Hostile { only } => hostile::measure(&only),
        Part::HostileSide { engine, script } => hostile::run_side(engine, &script),
        Part::Report => report::report(),
        Part::Within { part } => within::run(part),
        Part::SortSide { engine, rounds } => sort::run_side(engine, rounds),
    }
}

/// Keeps what a part has measured, and prints it.
fn show(part: &str, tables: Vec<Comparison>) -> Result<()> {
    for table in &tables {
        println!("{}", table.markdown());
    }
    report::keep(part, tables)
}
