//! The collector works step by step: a whole cycle over a large heap is made of many small steps.

use std::collections::BTreeMap;

use lua_core::{Lua, Table, Value};

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

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Tables that grow, shrink, refer to one another and die, while the collector is anywhere in its cycle and changes its mode:
/// each has what was put there, whatever of it lies where something else lay before.
#[test]
fn tables_keep_what_they_have_in_every_phase() {
    const TABLES: usize = 60;
    for seed in 0..if cfg!(stress) { 2 } else { 12 } {
        let (lua, mut random) = (Lua::new(), Random(seed));
        let root = lua.create_table().unwrap();
        let mut model: Vec<BTreeMap<String, String>> = Vec::new();
        for index in 1..=TABLES {
            root.raw_set(index, lua.create_table().unwrap()).unwrap();
            model.push(BTreeMap::new());
        }
        for round in 0..6_000 {
            let index = random.below(TABLES);
            let table: Table = root.raw_get(index + 1).unwrap();
            let fields = &mut model[index];
            match random.below(20) {
                0 => {
                    let table =
                        lua.create_table_with_capacity(random.below(9), random.below(9)).unwrap();
                    root.raw_set(index + 1, table).unwrap();
                    fields.clear();
                }
                1 => {
                    // Something old refers to something new, which refers to something old.
                    let link = lua.create_table_from([("to", &table)]).unwrap();
                    root.raw_get::<Table>(random.below(TABLES) + 1)
                        .unwrap()
                        .raw_set("link", link)
                        .unwrap();
                }
                2 => drop(lua.gc_step().unwrap()),
                3 if round % 50 == 0 => lua.gc_collect().unwrap(),
                4 if round % 70 == 0 => drop(lua.gc_gen(0, 0)),
                5 if round % 30 == 0 => drop(lua.gc_inc(0, 0, 0)),
                6 => {
                    let garbage = (0..random.below(200)).map(|n| format!("g{round} {n}"));
                    lua.create_sequence_from(garbage).unwrap();
                }
                7..=9 => {
                    if let Some(key) = fields.keys().nth(random.below(fields.len().max(1))).cloned()
                    {
                        table.raw_set(key.as_str(), Value::Nil).unwrap();
                        fields.remove(&key);
                    }
                }
                10..=12 => table.raw_push(random.below(1000)).unwrap(),
                _ => {
                    let (key, value) = (format!("k{}", random.below(100)), format!("v{round}"));
                    table.raw_set(key.as_str(), value.as_str()).unwrap();
                    fields.insert(key, value);
                }
            }
            if round % 500 == 0 {
                for (index, fields) in (1..).zip(&model) {
                    let table: Table = root.raw_get(index).unwrap();
                    for (key, value) in fields {
                        assert_eq!(&table.raw_get::<String>(key.as_str()).unwrap(), value);
                    }
                    let found = table.pairs::<Value, Value>().filter(|entry| {
                        let (key, _) = entry.as_ref().unwrap();
                        key.as_string().is_some_and(|key| key.as_bytes().unwrap().starts_with(b"k"))
                    });
                    assert_eq!(found.count(), fields.len(), "seed {seed}, round {round}");
                }
            }
        }
    }
}
