//! The collector works step by step: a whole cycle over a large heap is made of many small steps.

use lua_core::Lua;

#[test]
fn a_large_heap_is_collected_in_many_steps() {
    let lua = Lua::new();
    lua.load("keep = {} for i = 1, 50000 do keep[i] = { i, name = 'n' .. i } end")
        .exec()
        .expect("runs");
    lua.gc_collect().expect("it collects");
    lua.gc_stop();
    let before = lua.used_memory();
    lua.load("for i = 1, 50000 do local t = { i } end").exec().expect("runs");
    assert!(lua.used_memory() > before);
    let mut longest = std::time::Duration::ZERO;
    let mut steps = 0;
    loop {
        let start = std::time::Instant::now();
        let ended = lua.gc_step().expect("it steps");
        longest = longest.max(start.elapsed());
        steps += 1;
        if ended {
            break;
        }
    }
    println!("{steps} steps, the longest {longest:?}");
    assert!(steps > 20, "a cycle of {steps} steps");
    // What was garbage is gone, what was kept is there.
    assert!(lua.used_memory() < before + before / 2);
    assert_eq!(lua.load("return keep[50000].name").eval::<String>().expect("kept"), "n50000");
}
