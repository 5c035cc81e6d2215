//! ferrolua's and mlua's side of the border: one source, as their APIs have the same names.

macro_rules! side {
    ($name:ident, $engine:ident, $length:expr) => {
        pub mod $name {
            use std::hint::black_box;

            use $engine::{
                Error, Function, Lua, MetaMethod, Table, UserData, UserDataFields, UserDataMethods,
                UserDataRef,
            };

            use crate::border::{ENTRIES, LOOPS, OPERATIONS, Operation, Side, loop_of};

            #[derive(Clone, Copy)]
            struct Point {
                x: f64,
                y: f64,
            }

            impl UserData for Point {
                fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
                    fields.add_field_method_get("x", |_, this| Ok(this.x));
                    fields.add_field_method_set("x", |_, this, x: f64| {
                        this.x = x;
                        Ok(())
                    });
                }

                fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
                    methods.add_method("sum", |_, this, n: f64| Ok(this.x + this.y + n));
                    methods.add_meta_method(
                        MetaMethod::Add,
                        |_, this, other: UserDataRef<Point>| {
                            Ok(Point { x: this.x + other.x, y: this.y + other.y })
                        },
                    );
                }
            }

            /// A machine with everything the operations need.
            pub struct Engine {
                lua: Lua,
                loops: Vec<(Operation, Function)>,
                plus: Function,
                table: Table,
                large: Table,
            }

            impl Engine {
                /// Makes the machine.
                pub fn new() -> Engine {
                    let lua = Lua::new();
                    let globals = lua.globals();
                    let add = lua.create_function(|_, (a, b): (i64, i64)| Ok(a.wrapping_add(b)));
                    globals.set("add", add.unwrap()).unwrap();
                    globals.set("length", ($length)(&lua)).unwrap();
                    let fail = lua.create_function(|_, ()| -> $engine::Result<()> {
                        Err(Error::runtime("no"))
                    });
                    globals.set("fail", fail.unwrap()).unwrap();
                    globals.set("point", Point { x: 1.0, y: 2.0 }).unwrap();
                    lua.load(LOOPS).exec().unwrap();
                    let loops = OPERATIONS.iter().filter_map(|&(operation, ..)| {
                        Some((operation, globals.get(loop_of(operation)?).unwrap()))
                    });
                    let large = lua.create_table().unwrap();
                    for i in 0..ENTRIES {
                        large.raw_set(i + 1, i).unwrap();
                    }
                    Engine {
                        loops: loops.collect(),
                        plus: globals.get("plus").unwrap(),
                        table: lua.create_table().unwrap(),
                        large,
                        lua,
                    }
                }
            }

            impl Side for Engine {
                fn run(&mut self, operation: Operation, count: u64) {
                    match operation {
                        Operation::CallLua => {
                            let mut sum = 0;
                            for i in 0..count as i64 {
                                sum = self.plus.call::<i64>((sum, i)).unwrap();
                            }
                            black_box(sum);
                        }
                        Operation::TableGetSet => {
                            for i in 0..count as i64 {
                                self.table.set("key", i).unwrap();
                                black_box(self.table.get::<i64>("key").unwrap());
                            }
                        }
                        Operation::Pairs => {
                            for _ in 0..count / ENTRIES as u64 {
                                for pair in self.large.pairs::<i64, i64>() {
                                    black_box(pair.unwrap());
                                }
                            }
                        }
                        Operation::ForEach => {
                            for _ in 0..count / ENTRIES as u64 {
                                let visit = |key: i64, value: i64| {
                                    black_box((key, value));
                                    Ok(())
                                };
                                self.large.for_each(visit).unwrap();
                            }
                        }
                        Operation::NewVm => {
                            for _ in 0..count {
                                black_box(Lua::new());
                            }
                        }
                        operation => {
                            let found = self.loops.iter().find(|(of, _)| *of == operation);
                            let (_, function) = found.unwrap();
                            function.call::<()>(count).unwrap();
                        }
                    }
                    black_box(&self.lua);
                }
            }
        }
    };
}

side!(ferrolua, lua_core, |lua: &lua_core::Lua| {
    let length = lua_core::Function::wrap(|text: &str| text.len() as i64);
    lua.pack(length).unwrap()
});
side!(mlua, mlua, |lua: &mlua::Lua| {
    lua.create_function(|_, text: mlua::BorrowedStr| Ok(text.len() as i64)).unwrap()
});
