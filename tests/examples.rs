//! The examples do what they promise.

#[path = "../examples/config.rs"]
mod config;
#[path = "../examples/environment.rs"]
mod environment;
#[path = "../examples/game.rs"]
mod game;
#[path = "../examples/load_plan.rs"]
mod load_plan;

#[test]
fn the_game_is_played_by_its_script() {
    let log = game::run().expect("the game runs");
    assert_eq!(log[0], "turn 1: the orc walks on, 7.5 from the tower, 30 hp");
    assert_eq!(log[3], "turn 4: the orc falls, 0.0 from the tower, 0 hp");
    assert_eq!(log[4], "orc ended at (6.0, 8.0) with 0 hp");
}

#[test]
fn the_flow_changes_while_it_runs() {
    let log = load_plan::run().expect("the flow runs");
    assert_eq!(log[0], "user 1 browse: GET /items/7");
    assert_eq!(log[3], "reloaded: 3 steps");
    assert_eq!(log[5], "user 2 add: POST /v2/cart?item=4");
    assert!(log[7].starts_with("kept the old flow: "), "{}", log[7]);
    assert_eq!(log[9], "user 3 add: POST /v2/cart?item=1");
}

#[test]
fn the_config_becomes_structs_and_mistakes_have_a_path() {
    let log = config::run().expect("the config is right");
    assert_eq!(log[0], "shop: 3 servers");
    assert_eq!(log[3], "gamma.example.org:8002 tls=true");
    let error = log.last().expect("an error");
    assert!(error.starts_with("broken.lua: servers[3].port: invalid value"), "{error}");
}

#[test]
fn the_environment_forbids_global_variables() {
    let printed = environment::run().expect("the host's code runs");
    assert_eq!(printed[..2], ["4", "5"]);
    assert_eq!(printed[2], "tamed:1: A Lua script cannot declare a new global variable.");
    assert_eq!(printed[3], "answer 42, print nil");
}
