//! `State`: everything one machine owns. Shared by reference; its parts change through cells, so that Rust
//! code called by a script may use the machine again.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::app_data::AppData;
use super::error::LuaError;
use super::event::Event;
use super::hook::{Hooks, Loop};
use super::identity::Identities;
use super::interner::Interner;
use super::kind::KINDS;
use super::limits::{Limits, Outer, Trip};
use super::members::Members;
use super::names::Names;
use super::output::{Buffering, Output};
use super::quota::Quotas;
use super::shadow::ShadowStacks;
use super::string::{LuaString, MAX_LENGTH};
use super::table::{Shapes, Table};
use super::thread::{Status, Thread};
use super::thread_event::ThreadEvents;
use super::value::{Type, Value};
use crate::gc::{Gc, Heap, Marker, Roots};

/// A machine.
pub(crate) struct State {
    pub(crate) heap: Heap,
    pub(crate) strings: Interner,
    names: Names,
    /// Memory for text that is being made, without content.
    pub(crate) spare_bytes: Cell<Vec<u8>>,
    /// How tables were made of structs.
    pub(crate) shapes: Shapes,
    /// What types have for `__index`, and for `__newindex`.
    pub(crate) readable: Members,
    pub(crate) writable: Members,
    /// The thread that runs.
    pub(crate) current: Cell<Gc<Thread>>,
    /// The thread that is no coroutine.
    pub(crate) main: Gc<Thread>,
    /// Values that Rust code keeps by key, and the libraries' own.
    pub(crate) registry: Gc<Table>,
    /// The environment of the chunks that are loaded.
    pub(crate) globals: Cell<Gc<Table>>,
    /// Metatables of the basic types other than tables and userdata.
    metatables: [Cell<Option<Gc<Table>>>; Type::COUNT],
    event_names: [Gc<LuaString>; Event::COUNT],
    type_names: [Gc<LuaString>; Type::COUNT],
    /// The value on its way up, while there is a [`LuaError`].
    pub(crate) thrown: Cell<Value>,
    /// Whether the message handler has seen the thrown value.
    pub(crate) handled: Cell<bool>,
    /// How many message handlers run.
    pub(crate) handling: Cell<u32>,
    /// How many Rust calls into the machine are nested.
    pub(crate) depth: Cell<u32>,
    /// Metatables of host types.
    pub(crate) host_types: RefCell<HashMap<TypeId, Gc<Table>>>,
    /// What stands for the addresses of objects.
    pub(super) identities: Identities,
    /// What conversions of the host work on.
    pub(crate) shadows: ShadowStacks,
    /// Debug hooks.
    pub(crate) hooks: Hooks,
    /// How many instructions scripts may run.
    pub(crate) limits: Limits,
    /// What scripts may have at once.
    pub(crate) quotas: Quotas,
    /// Whether binary chunks may be loaded.
    pub(crate) takes_binary: Cell<bool>,
    /// What the floors above keep with the machine.
    pub(crate) extra: Extra,
}

/// Data of the libraries and of the embedding API.
pub(crate) struct Extra {
    /// State of `math.random`.
    pub(crate) random: Cell<[u64; 4]>,
    /// The host's seed, for runs that repeat.
    pub(crate) seed: Cell<Option<u64>>,
    /// The last error that Rust code threw, and the message that scripts saw of it.
    pub(crate) external: RefCell<Option<(Value, Box<dyn std::any::Any>)>>,
    /// Frames of the error on its way up, taken where it was thrown.
    pub(crate) trace: RefCell<Vec<u8>>,
    /// Source and line of the Lua function that threw that error.
    pub(crate) place: RefCell<Option<(Vec<u8>, u32)>>,
    /// Values of the host, by type.
    pub(crate) app_data: AppData,
    /// Whether scripts leave the collector as the host has it.
    pub(crate) keeps_collector: Cell<bool>,
    /// Whether a panic of a Rust function is an error to the scripts that called it.
    pub(crate) catches_panics: Cell<bool>,
    /// Who is told of coroutines.
    pub(crate) thread_events: ThreadEvents,
    /// Slots of the registry that no key refers to any more. Keys outlive the machine and cross threads.
    pub(crate) free_keys: Arc<Mutex<Vec<i64>>>,
    /// The next slot of the registry that was never used.
    pub(crate) next_key: Cell<i64>,
    /// The types that are being registered as the base of another, the innermost last.
    pub(crate) bases: RefCell<Vec<TypeId>>,
    /// How many types without a `TypeId` scopes have lent.
    pub(crate) lent_types: Cell<u64>,
    /// Where the state is, for making handles of it.
    pub(crate) this: Cell<*const State>,
    /// What becomes of warnings, if no receiver takes them.
    pub(crate) warnings: Cell<Warnings>,
    /// The host's function that takes warnings.
    pub(crate) warning_receiver: RefCell<Option<WarningReceiver>>,
    /// Standard output, which `print` and the library `io` share.
    pub(crate) stdout: Rc<RefCell<Output>>,
    /// What scripts write to, as far as it is still open.
    pub(crate) outputs: RefCell<Vec<Weak<RefCell<Output>>>>,
}

/// The limits that hold again once a budget ends.
pub(crate) struct Budget {
    outer: Outer,
    memory: Option<usize>,
}

/// What becomes of warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// They are dropped.
    Off,
    /// They are shown.
    On,
    /// They are shown, and one is to be continued.
    Within,
}

/// Takes a piece of a warning, and whether more of it follows.
pub(crate) type WarningReceiver = Rc<dyn Fn(&State, &[u8], bool) -> Result<(), LuaError>>;

impl State {
    /// A machine without libraries. `seed` enters the hashes of strings and numbers.
    pub(crate) fn new(seed: u64) -> State {
        let heap = Heap::new(&KINDS, seed);
        let strings = Interner::new(&heap);
        let main = Thread::new(&heap);
        main.set_status(Status::Running);
        let registry = Table::new(&heap, 0, 0);
        let globals = Table::new(&heap, 0, 0);
        let type_names = Type::NAMES.map(|name| strings.intern(&heap, name.as_bytes()));
        let event_names = Event::NAMES.map(|name| strings.intern(&heap, name.as_bytes()));
        State {
            heap,
            strings,
            names: Names::default(),
            spare_bytes: Cell::default(),
            shapes: Shapes::default(),
            readable: Members::default(),
            writable: Members::default(),
            current: Cell::new(main),
            main,
            registry,
            globals: Cell::new(globals),
            metatables: Default::default(),
            event_names,
            type_names,
            thrown: Cell::new(Value::NIL),
            handled: Cell::new(false),
            handling: Cell::new(0),
            depth: Cell::new(0),
            host_types: RefCell::default(),
            identities: Identities::default(),
            shadows: ShadowStacks::default(),
            hooks: Hooks::new(),
            limits: Limits::new(),
            quotas: Quotas::new(),
            takes_binary: Cell::new(false),
            extra: Extra {
                random: Cell::new([0; 4]),
                seed: Cell::new(None),
                external: RefCell::default(),
                trace: RefCell::default(),
                place: RefCell::default(),
                app_data: AppData::default(),
                keeps_collector: Cell::new(false),
                catches_panics: Cell::new(false),
                thread_events: ThreadEvents::default(),
                free_keys: Default::default(),
                next_key: Cell::new(1),
                bases: RefCell::default(),
                lent_types: Cell::new(0),
                this: Cell::new(std::ptr::null()),
                warnings: Cell::new(Warnings::Off),
                warning_receiver: RefCell::default(),
                stdout: Rc::new(RefCell::new(Output::new(std::io::stdout(), Buffering::Sink))),
                outputs: RefCell::default(),
            },
        }
    }

    /// Tells the heap where the state is. Called once it has its final address.
    pub(crate) fn settle(&self) {
        self.heap.context.set(std::ptr::from_ref(self).cast());
    }

    /// The string of these bytes.
    #[inline]
    pub(crate) fn string(&self, bytes: &[u8]) -> Gc<LuaString> {
        self.strings.intern(&self.heap, bytes)
    }

    /// The string of a name in the host's program, as a value.
    #[inline]
    pub(crate) fn name_value(&self, name: &'static str) -> Value {
        Value::from_string(self.names.intern(&self.strings, &self.heap, name))
    }

    /// The string of these bytes, as a value.
    #[inline]
    pub(crate) fn string_value(&self, bytes: impl AsRef<[u8]>) -> Value {
        Value::from_string(self.string(bytes.as_ref()))
    }

    /// The name of a metamethod's field.
    #[inline(always)]
    pub(crate) fn event_name(&self, event: Event) -> Gc<LuaString> {
        self.event_names[event as usize]
    }

    /// The name of a value's type.
    pub(crate) fn type_name(&self, value: Value) -> Gc<LuaString> {
        self.type_names[value.basic_type() as usize]
    }

    /// The metatable of any value.
    #[inline]
    pub(crate) fn metatable(&self, value: Value) -> Option<Gc<Table>> {
        if let Some(table) = value.as_table() {
            return table.metatable();
        }
        if let Some(userdata) = value.as_userdata() {
            return userdata.metatable();
        }
        self.metatables[value.basic_type() as usize].get()
    }

    /// The metatable of a basic type.
    pub(crate) fn type_metatable(&self, of: Type) -> Option<Gc<Table>> {
        self.metatables[of as usize].get()
    }

    /// Sets the metatable of a basic type.
    pub(crate) fn set_type_metatable(&self, of: Type, metatable: Option<Gc<Table>>) {
        self.metatables[of as usize].set(metatable);
    }

    /// A field of a metatable, remembered if absent; nil if there is none.
    #[inline]
    pub(crate) fn metatable_field(&self, metatable: Gc<Table>, event: Event) -> Value {
        if metatable.is_absent(event) {
            return Value::NIL;
        }
        let value = metatable.get_short_string(self.event_name(event));
        if value.is_nil() {
            metatable.set_absent(event);
        }
        value
    }

    /// A value's metamethod; nil if there is none.
    #[inline]
    pub(crate) fn metamethod(&self, value: Value, event: Event) -> Value {
        match self.metatable(value) {
            Some(metatable) => self.metatable_field(metatable, event),
            None => Value::NIL,
        }
    }

    /// The interpreter loop that should run.
    pub(crate) fn wanted_loop(&self) -> Loop {
        match (self.hooks.are_set(), self.limits.are_set()) {
            (true, _) => Loop::Watching,
            (false, true) => Loop::Counting,
            (false, false) => Loop::Plain,
        }
    }

    /// Notes which loop runs, and whether it is the right one.
    pub(crate) fn enter_loop(&self, running: Loop) {
        self.hooks.running.set(running);
        self.hooks.switch.set(running != self.wanted_loop());
    }

    /// One more thread has a hook.
    pub(crate) fn add_hook(&self) {
        self.hooks.count.set(self.hooks.count.get() + 1);
        self.enter_loop(self.hooks.running.get());
    }

    /// A thread has no hook any more.
    pub(crate) fn remove_hook(&self) {
        self.hooks.count.set(self.hooks.count.get() - 1);
        self.enter_loop(self.hooks.running.get());
    }

    /// Limits the instructions that scripts may run from now on, or does no more.
    pub(crate) fn limit_instructions(&self, limit: Option<u64>) {
        self.limits.set_instructions(limit);
        self.enter_loop(self.hooks.running.get());
    }

    /// Sets when the scripts' time is over, or that it never is.
    pub(crate) fn limit_time(&self, deadline: Option<Instant>) {
        self.limits.set_deadline(deadline);
        self.enter_loop(self.hooks.running.get());
    }

    /// Limits the bytes that the heap may have, or does no more; returns the limit before.
    pub(crate) fn limit_memory(&self, limit: Option<usize>) -> Option<usize> {
        self.limits.set_amount(Trip::Memory, limit.is_some());
        self.enter_loop(self.hooks.running.get());
        self.heap.set_limit(limit)
    }

    /// Limits the bytes that a string may have, or does no more.
    pub(crate) fn limit_strings(&self, limit: Option<usize>) {
        self.quotas.set_string(limit);
        self.limits.set_amount(Trip::StringLength, limit.is_some());
        self.enter_loop(self.hooks.running.get());
    }

    /// Limits how many coroutines there may be, or does no more.
    pub(crate) fn limit_coroutines(&self, limit: Option<usize>) {
        self.quotas.set_coroutines(limit);
        self.limits.set_amount(Trip::Coroutines, limit.is_some());
        self.enter_loop(self.hooks.running.get());
    }

    /// Limits more closely what runs from now on, until [`State::end_budget`]. Memory is what may be used besides what is.
    pub(crate) fn begin_budget(
        &self,
        instructions: Option<u64>,
        deadline: Option<Instant>,
        memory: Option<usize>,
    ) -> Budget {
        let memory_before = self.heap.limit();
        if let Some(more) = memory {
            let limit = self.heap.bytes().saturating_add(more);
            self.heap.set_limit(Some(memory_before.map_or(limit, |before| before.min(limit))));
            self.limits.set_amount(Trip::Memory, true);
        }
        let outer = self.limits.begin(instructions, deadline);
        self.enter_loop(self.hooks.running.get());
        Budget { outer, memory: memory_before }
    }

    /// Puts the limits back that were before, less what was used.
    pub(crate) fn end_budget(&self, budget: Budget) {
        let trip = self.limits.trip();
        self.heap.set_limit(budget.memory);
        self.limits.set_amount(Trip::Memory, budget.memory.is_some());
        self.limits.end(budget.outer);
        if trip == Some(Trip::Memory) && self.heap.is_beyond_limit() {
            self.limits.trip_over(Trip::Memory);
        }
        self.enter_loop(self.hooks.running.get());
    }

    /// What stops scripts when it is set, from whatever thread.
    pub(crate) fn stop(&self) -> Arc<AtomicBool> {
        let stop = self.limits.stop();
        self.enter_loop(self.hooks.running.get());
        stop
    }

    /// Throws a value.
    #[cold]
    pub(crate) fn throw(&self, value: Value) -> LuaError {
        self.thrown.set(value);
        self.handled.set(false);
        LuaError::new()
    }

    /// Passes the thrown value on after it was handled.
    pub(crate) fn rethrow(&self, value: Value) -> LuaError {
        self.thrown.set(value);
        LuaError::new()
    }

    /// Throws a message as it is, without a position.
    #[cold]
    pub(crate) fn throw_message(&self, message: impl AsRef<[u8]>) -> LuaError {
        let message = message.as_ref();
        // A position in front of the longest string would make it too long.
        self.throw(self.string_value(&message[..message.len().min(MAX_LENGTH)]))
    }

    /// Makes something that scripts write to, known to [`State::flush_outputs`].
    pub(crate) fn new_output(&self, output: Output) -> Rc<RefCell<Output>> {
        let output = Rc::new(RefCell::new(output));
        let mut outputs = self.extra.outputs.borrow_mut();
        if outputs.len() == outputs.capacity() {
            outputs.retain(|output| output.strong_count() > 0);
        }
        outputs.push(Rc::downgrade(&output));
        output
    }

    /// Writes what waits in the buffers of standard output and of all open files.
    pub(crate) fn flush_outputs(&self) {
        let outputs =
            self.extra.outputs.borrow().iter().filter_map(Weak::upgrade).collect::<Vec<_>>();
        for output in outputs.iter().chain([&self.extra.stdout]) {
            // Who writes to it will hear of a failure when the file is closed.
            let _ = output.try_borrow_mut().map(|mut output| output.flush());
        }
    }

    /// Takes the thrown value.
    pub(crate) fn catch(&self, _error: LuaError) -> Value {
        self.thrown.replace(Value::NIL)
    }
}

impl Roots for State {
    fn trace(&self, marker: &Marker<'_>) {
        marker.mark(self.main);
        marker.mark(self.current.get());
        marker.mark(self.registry);
        marker.mark(self.globals.get());
        self.thrown.get().trace(marker);
        for metatable in self.metatables.iter().filter_map(Cell::get) {
            marker.mark(metatable);
        }
        for name in self.event_names.into_iter().chain(self.type_names) {
            marker.mark(name);
        }
        for metatable in self.host_types.borrow().values() {
            marker.mark(*metatable);
        }
        self.shadows.trace(marker);
        self.identities.trace(marker);
        if marker.atomic {
            self.names.clear();
            self.shapes.clear();
            self.readable.clear();
            self.writable.clear();
        }
        if let Some((message, _)) = &*self.extra.external.borrow() {
            message.trace(marker);
        }
    }
}

impl Drop for State {
    fn drop(&mut self) {
        self.heap.drop_all();
    }
}
