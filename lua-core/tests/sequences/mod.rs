//! The embedding API by arbitrary sequences of calls, chosen by bytes: machines that come and go, handles that outlive them or
//! wander to others, callbacks that come back, panic, or change what is being used. Nothing may come of it but results and errors.
//!
//! Shared with the fuzz target `api`.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use lua_core::{
    AnyUserData, Budget, Error, Function, Lua, LuaString, MultiValue, RegistryKey, Result, Table,
    Thread, UserData, UserDataFields, UserDataMethods, UserDataRef, UserDataRefMut, Value,
    Variadic,
};

/// How many machines there are at once, and how many handles of each kind.
const MACHINES: usize = 3;
const HANDLES: usize = 12;

/// What each machine may use between two of its refills.
const INSTRUCTIONS: u64 = 20_000;
const MEMORY: usize = 1 << 20;

/// The panic that callbacks throw on purpose.
struct OnPurpose;

/// Bytes that decide. Behind their end, all decisions are the first.
pub(crate) struct Choices<'a> {
    bytes: &'a [u8],
}

impl<'a> Choices<'a> {
    /// Decides by these.
    pub(crate) fn new(bytes: &'a [u8]) -> Choices<'a> {
        Choices { bytes }
    }

    fn byte(&mut self) -> u8 {
        match self.bytes {
            [first, rest @ ..] => {
                self.bytes = rest;
                *first
            }
            [] => 0,
        }
    }

    fn below(&mut self, most: usize) -> usize {
        usize::from(self.byte()) % most.max(1)
    }

    fn is_over(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// Userdata that may hold any value, and use its machine when it is dropped.
struct Item {
    value: Value,
    number: i64,
    lua: lua_core::WeakLua,
}

impl Drop for Item {
    fn drop(&mut self) {
        if let Some(lua) = self.lua.upgrade() {
            let _ = lua.globals().set("dropped", self.number);
            let _ = lua.load("for i = 1, 10 do local t = {i} end").exec();
        }
    }
}

impl UserData for Item {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("number", |_, this| Ok(this.number));
        fields.add_field_method_set("number", |_, this, number| {
            this.number = number;
            Ok(())
        });
        fields.add_field_method_get("value", |_, this| Ok(this.value.clone()));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("call", |_, this, function: Function| {
            function.call::<MultiValue>(this.number)
        });
        methods.add_method_mut("change", |_, this, function: Function| {
            this.value = function.call::<Value>(this.number)?;
            Ok(())
        });
        methods.add_meta_method("__call", |lua, this, rest: Variadic<Value>| {
            lua.globals().set("rest", rest.len())?;
            Ok(this.value.clone())
        });
        methods.add_meta_method("__index", |_, this, key: Value| {
            Ok(if this.number % 2 == 0 { key } else { this.value.clone() })
        });
    }
}

const SCRIPTS: [&str; 16] = [
    "return ...",
    "local t = {...} for i = 1, 30 do t[i] = {i} end return t",
    "return function(...) return ... end",
    "return coroutine.create(function(...) while true do coroutine.yield(...) end end)",
    "collectgarbage() return collectgarbage('count')",
    "local f = ... return f(f)",
    "local x = ... x.number = 1 x:call(function(n) x.number = 2 return n end)",
    "local x = ... x:change(function() return x end)",
    "local x, y = ... for k, v in pairs(x) do y[k] = v end return y",
    "error(...)",
    "return setmetatable({}, {__gc = function(o) kept = o end, __index = ..., __close = ...})",
    "while true do end",
    "local s = 'x' while true do s = s .. s end",
    "return pcall(..., ...)",
    "for k in pairs(_G) do if type(_G[k]) == 'number' then _G[k] = nil end end",
    "return coroutine.wrap(function(f, ...) local ok, x = pcall(f, ...) coroutine.yield(x) return ok end)(...)",
];

/// Everything that there is at a moment.
#[derive(Default)]
struct World {
    machines: Vec<Lua>,
    values: Vec<Value>,
    keys: Vec<RegistryKey>,
    shared: Vec<UserDataRef<Item>>,
    exclusive: Vec<UserDataRefMut<Item>>,
    errors: Vec<Error>,
}

fn keep<T>(list: &mut Vec<T>, item: T) {
    if list.len() == HANDLES {
        list.remove(0);
    }
    list.push(item);
}

impl World {
    fn machine(&mut self, choices: &mut Choices<'_>) -> Lua {
        if self.machines.is_empty() {
            self.machines.push(machine());
        }
        let index = choices.below(self.machines.len());
        let lua = self.machines[index].clone();
        // What ran before may have used it up.
        lua.set_instruction_limit(Some(INSTRUCTIONS));
        lua
    }

    fn value(&self, choices: &mut Choices<'_>) -> Value {
        match choices.below(4) {
            0 => Value::Integer(i64::from(choices.byte()) - 3),
            1 => [Value::Nil, Value::Boolean(true), Value::Number(f64::NAN)][choices.below(3)]
                .clone(),
            _ if self.values.is_empty() => Value::Nil,
            _ => self.values[choices.below(self.values.len())].clone(),
        }
    }

    fn table(&self, choices: &mut Choices<'_>) -> Option<Table> {
        let tables = self.values.iter().filter_map(|value| value.as_table().cloned());
        let tables: Vec<_> = tables.collect();
        tables.get(choices.below(tables.len())).cloned()
    }

    fn function(&self, choices: &mut Choices<'_>) -> Option<Function> {
        let functions = self.values.iter().filter_map(|value| value.as_function().cloned());
        let functions: Vec<_> = functions.collect();
        functions.get(choices.below(functions.len())).cloned()
    }

    fn userdata(&self, choices: &mut Choices<'_>) -> Option<AnyUserData> {
        let userdata = self.values.iter().filter_map(|value| value.as_userdata().cloned());
        let userdata: Vec<_> = userdata.collect();
        userdata.get(choices.below(userdata.len())).cloned()
    }

    /// Does one thing; what it gives is kept.
    fn step(&mut self, choices: &mut Choices<'_>) -> Result<()> {
        match choices.byte() % 36 {
            0 if self.machines.len() < MACHINES => self.machines.push(machine()),
            0 | 1 if !self.machines.is_empty() => {
                let index = choices.below(self.machines.len());
                self.machines.remove(index);
            }
            2 => {
                let lua = self.machine(choices);
                let table = lua.create_table()?;
                keep(&mut self.values, Value::Table(table));
            }
            3 => {
                let lua = self.machine(choices);
                let length = usize::from(choices.byte());
                let string: LuaString = lua.create_string(vec![choices.byte(); length])?;
                keep(&mut self.values, Value::String(string));
            }
            4 => {
                let (lua, captured) = (self.machine(choices), self.value(choices));
                let function = lua
                    .create_function(move |_, argument: Value| Ok((captured.clone(), argument)))?;
                keep(&mut self.values, Value::Function(function));
            }
            5 => {
                let lua = self.machine(choices);
                let function = lua.create_function(|_, (): ()| -> Result<()> {
                    resume_unwind(Box::new(OnPurpose))
                })?;
                keep(&mut self.values, Value::Function(function));
            }
            6 => {
                let lua = self.machine(choices);
                let mut calls = 0;
                let function =
                    lua.create_function_mut(move |lua, callback: Option<Function>| {
                        calls += 1;
                        lua.gc_collect()?;
                        callback.map_or(Ok(Value::Integer(calls)), |callback| callback.call(calls))
                    })?;
                keep(&mut self.values, Value::Function(function));
            }
            7 => {
                let (lua, value) = (self.machine(choices), self.value(choices));
                let item = Item { value, number: i64::from(choices.byte()), lua: lua.weak() };
                let item = lua.create_userdata(item)?;
                keep(&mut self.values, Value::UserData(item));
            }
            8..=10 => {
                let lua = self.machine(choices);
                let script = SCRIPTS[choices.below(SCRIPTS.len())];
                let arguments = [self.value(choices), self.value(choices)];
                let arguments: MultiValue = arguments.into_iter().collect();
                let results: MultiValue = lua.load(script).call(arguments)?;
                for value in results.into_iter().take(3) {
                    keep(&mut self.values, value);
                }
            }
            11 | 12 => {
                let Some(function) = self.function(choices) else { return Ok(()) };
                let arguments = [self.value(choices), self.value(choices)];
                let arguments: MultiValue = arguments.into_iter().collect();
                let result: Value = function.call(arguments)?;
                keep(&mut self.values, result);
            }
            13 => {
                let (table, key, value) =
                    (self.table(choices), self.value(choices), self.value(choices));
                table.map_or(Ok(()), |table| table.set(key, value))?;
            }
            14 => {
                let (table, key, value) =
                    (self.table(choices), self.value(choices), self.value(choices));
                table.map_or(Ok(()), |table| table.raw_set(key, value))?;
            }
            15 => {
                let (table, key) = (self.table(choices), self.value(choices));
                let value: Value = table.map_or(Ok(Value::Nil), |table| table.get(key))?;
                keep(&mut self.values, value);
            }
            16 => {
                let (table, metatable) = (self.table(choices), self.table(choices));
                table.map_or(Ok(()), |table| table.set_metatable(metatable))?;
            }
            17 => {
                let Some(table) = self.table(choices) else { return Ok(()) };
                let change = self.value(choices);
                for pair in table.pairs::<Value, Value>() {
                    let (key, _) = pair?;
                    // Changed on the way: an entry may be missed or met again, no more.
                    table.raw_set(key, change.clone())?;
                }
            }
            18 => {
                let (table, value) = (self.table(choices), self.value(choices));
                table.map_or(Ok(()), |table| table.push(value))?;
            }
            19 => {
                let Some(function) = self.function(choices) else { return Ok(()) };
                let lua = self.machine(choices);
                let thread = lua.create_thread(function)?;
                keep(&mut self.values, Value::Thread(thread));
            }
            20 | 21 => {
                let threads = self.values.iter().filter_map(|value| match value {
                    Value::Thread(thread) => Some(thread.clone()),
                    _ => None,
                });
                let threads: Vec<Thread> = threads.collect();
                let Some(thread) = threads.get(choices.below(threads.len())) else { return Ok(()) };
                let result: Value = thread.resume(self.value(choices))?;
                keep(&mut self.values, result);
            }
            22 => {
                let (lua, value) = (self.machine(choices), self.value(choices));
                let key = lua.create_registry_value(value)?;
                keep(&mut self.keys, key);
            }
            23 => {
                let lua = self.machine(choices);
                if let Some(key) = self.keys.get(choices.below(self.keys.len())) {
                    let value: Value = lua.registry_value(key)?;
                    keep(&mut self.values, value);
                }
            }
            24 => {
                let lua = self.machine(choices);
                if let Some(key) = self.keys.pop() {
                    lua.remove_registry_value(key)?;
                }
            }
            25 => {
                let Some(userdata) = self.userdata(choices) else { return Ok(()) };
                let item = userdata.borrow::<Item>()?;
                keep(&mut self.shared, item);
            }
            26 => {
                let Some(userdata) = self.userdata(choices) else { return Ok(()) };
                let value = self.value(choices);
                let mut item = userdata.borrow_mut::<Item>()?;
                item.value = value;
                keep(&mut self.exclusive, item);
            }
            27 => {
                self.shared.pop();
                self.exclusive.pop();
                self.errors.pop();
            }
            28 => {
                let Some(userdata) = self.userdata(choices) else { return Ok(()) };
                match choices.below(2) {
                    0 => drop(userdata.take::<Item>()?),
                    _ => userdata.destroy()?,
                }
            }
            29 => {
                let lua = self.machine(choices);
                match choices.below(3) {
                    0 => lua.gc_collect()?,
                    1 => drop(lua.gc_step()?),
                    _ => lua.load("collectgarbage('generational')").exec()?,
                }
            }
            30 => self.values.clear(),
            31 => {
                let (lua, function) = (self.machine(choices), self.function(choices));
                let Some(function) = function else { return Ok(()) };
                let budget = Budget::new().instructions(1000).memory(1 << 16);
                let result: Value = lua.with_budget(budget, || {
                    function.call(self.values.clone().into_iter().collect::<MultiValue>())
                })?;
                keep(&mut self.values, result);
            }
            32 => {
                let (lua, function) = (self.machine(choices), self.function(choices));
                let mut seen = 0;
                let values = &self.values;
                let result: Value = lua.scope(|scope| {
                    let lent = scope.create_function_mut(|_, argument: Value| {
                        seen += 1;
                        Ok((argument, values.len()))
                    })?;
                    lua.globals().set("lent", &lent)?;
                    match function {
                        Some(function) => function.call(lent),
                        None => lua.load("return lent(1), lent").eval(),
                    }
                })?;
                keep(&mut self.values, result);
            }
            33 => {
                let lua = self.machine(choices);
                let environment =
                    lua.environment().allow_all().set("given", self.value(choices))?;
                let environment = environment.build()?;
                keep(&mut self.values, Value::Table(environment));
            }
            34 => {
                let Some(table) = self.table(choices) else { return Ok(()) };
                table.set_readonly(choices.byte().is_multiple_of(2));
            }
            _ => {
                let (lua, value) = (self.machine(choices), self.value(choices));
                lua.globals().set("global", value.clone())?;
                let _ = (value.to_string(), format!("{value:?} {value:#?}"), value.to_pointer());
                let value: Value = lua.globals().get("global")?;
                keep(&mut self.values, value);
            }
        }
        Ok(())
    }
}

fn machine() -> Lua {
    Lua::sandbox().memory_limit(MEMORY).output(std::io::sink()).build().expect("a sandbox is built")
}

/// Does what the bytes say, and sees that every machine is of use afterwards. Returns how much had a result, and how much an error.
pub(crate) fn run(mut choices: Choices<'_>) -> (usize, usize) {
    let (mut results, mut errors) = (0, 0);
    let mut world = World::default();
    while !choices.is_over() {
        match catch_unwind(AssertUnwindSafe(|| world.step(&mut choices))) {
            Ok(Ok(())) => results += 1,
            Ok(Err(error)) => {
                errors += 1;
                let _ = format!("{error} {error:?} {}", error.traceback().unwrap_or_default());
                keep(&mut world.errors, error);
            }
            Err(panic) if panic.is::<OnPurpose>() => {}
            Err(panic) => resume_unwind(panic),
        }
    }
    let machines = world.machines.clone();
    // What holds memory goes, in an order of its own.
    drop(world);
    for lua in machines {
        lua.set_instruction_limit(Some(1_000_000));
        lua.set_memory_limit(0).expect("a limit is removed");
        for _ in 0..2 {
            lua.gc_collect().expect("a collection ends");
        }
        let works: i64 = lua
            .load("local t = {} for i = 1, 100 do t[i] = i end return #t + select('#', table.unpack(t))")
            .eval()
            .expect("the machine is of use");
        assert_eq!(works, 200);
    }
    (results, errors)
}
