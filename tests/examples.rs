//! Every example runs, and prints what it is there to show.

#![allow(dead_code, reason = "the examples have a `main`")]

use std::path::Path;

#[path = "../examples/config.rs"]
mod config;
#[path = "../examples/coroutines.rs"]
mod coroutines;
#[path = "../examples/definitions.rs"]
mod definitions;
#[path = "../examples/environment.rs"]
mod environment;
#[path = "../examples/errors.rs"]
mod errors;
#[path = "../examples/game.rs"]
mod game;
#[path = "../examples/guided_tour.rs"]
mod guided_tour;
#[path = "../examples/hello.rs"]
mod hello;
#[path = "../examples/load_plan.rs"]
mod load_plan;
#[path = "../examples/userdata.rs"]
mod userdata;

/// Checks that these lines are among those that an example printed, in this order.
#[track_caller]
fn shows(printed: ferrolua::Result<String>, expected: &[&str]) {
    let printed = printed.unwrap();
    let mut lines = printed.lines();
    for line in expected {
        assert!(
            lines.any(|printed| printed == *line),
            "no line {line:?} (in this order) in\n{printed}"
        );
    }
}

#[test]
fn every_example_is_here() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in examples.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let line =
                format!("#[path = \"../examples/{}\"]\n", path.file_name().unwrap().display());
            assert!(
                include_str!("examples.rs").contains(&line),
                "{} is not tested",
                path.display()
            );
        }
    }
}

#[test]
fn definitions_describe_a_player() {
    shows(
        definitions::run(),
        &[
            "--- Someone who walks around.",
            "---@class Player",
            "---@field name string (read-only)",
            "---@overload fun(name: string): Player",
            "---@param armor? integer (default: `0`)",
            "function Player:hurt(damage, armor) end",
            "function dice.roll(sides) end",
            "---@type string[]",
        ],
    );
}

#[test]
fn hello_calls_both_ways() {
    shows(hello::run(), &["hello, Lua; 40 + 2 is 42, and 30 is 3 * 10"]);
}

#[test]
fn guided_tour_goes_through() {
    shows(guided_tour::run(), &["globals: as told", "userdata: as told", "memory: as told"]);
}

#[test]
fn game_is_played_by_its_script() {
    shows(
        game::run(),
        &[
            "knight moves to (1.2, 1.6)",
            "wolf moves to (3.6, 4.8)",
            "knight hits wolf for 9, 15 left",
            "wolf hits knight for 4, 23 left",
            "wolf falls",
            "after 5 ticks the knight is at (2.4, 3.2) with 23 hp",
        ],
    );
}

#[test]
fn load_plan_is_replaced_while_it_runs() {
    shows(
        load_plan::run(),
        &[
            "checkout 1, customer 1: GET /products/scarf, 800 ms",
            "checkout 1, customer 1: POST /cart?item=scarf&quantity=2, 300 ms",
            "checkout 1, customer 1: POST /checkout?customer=1, 0 ms",
            "checkout 2, customer 2: GET /products/gloves, 800 ms",
            "not deployed: checkout_flow.lua:9: unexpected symbol near '='",
            "checkout 2, customer 3: GET /products/cap, 800 ms",
            "checkout 2, customer 4: POST /checkout?customer=4, 0 ms",
        ],
    );
}

#[test]
fn config_is_data_and_mistakes_have_a_place() {
    shows(
        config::run(),
        &[
            "shop at example.com, 150s to answer",
            "https://app3.example.com:8003",
            "/cart -> session, cart",
            "features {\"beta\": false, \"search\": true}",
            "log to /var/log/shop.log, keep 7",
            "error: app.lua:11: servers[2].port: invalid value: integer `65536`, expected u16",
            "error: app.lua:11: servers[1].tsl: unknown field `tsl` (did you mean `tls`?)",
            "error: app.lua:25: log.File.keep: invalid type: string \"7\", expected u32",
        ],
    );
}

#[test]
fn environment_keeps_the_promises_of_the_rfc() {
    shows(
        environment::run(),
        &[
            "4",
            "5",
            "error: f:1: A Lua script cannot declare a new global variable.",
            "2\tnil",
            "error: script:1: 'count' cannot be set: scripts keep no state",
            "error: script:1: 'print' cannot be set: scripts keep no state",
            "error: script:1: 'pi' cannot be set: scripts keep no state",
            "error: script:1: attempt to index a nil value (global 'string')",
        ],
    );
}

#[test]
fn errors_keep_what_they_were() {
    shows(
        errors::run(),
        &[
            "syntax error: quest.lua:1: unexpected symbol near '='",
            "unfinished: quest.lua:1: unexpected symbol near <eof>",
            "runtime error: quest.lua:2: attempt to index a nil value (field 'stats')",
            "runtime error: out of mana",
            "thrown: a table with code 42",
            "in the shop: quest.lua:1: only 10 gold left",
            "the host's error: 10 left",
            "stack traceback:",
            "caught: only 10 gold left",
        ],
    );
}

#[test]
fn coroutines_are_resumed_from_rust() {
    shows(
        coroutines::run(),
        &[
            "2 3 5 7 11 13 17 19 and Finished",
            "stranger: Halt, stranger! The password?",
            "open sesame: No. Again?",
            "swordfish: You may pass.",
            "the bridge is down; then: cannot resume dead coroutine",
        ],
    );
}

#[test]
fn userdata_is_shared() {
    shows(userdata::run(), &["chest has 3 potion", "taken back: chest, {\"potion\": 3}"]);
}
