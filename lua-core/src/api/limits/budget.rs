//! Budgets: limits for a part of the work, inside those of the machine.

use std::time::{Duration, Instant};

use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::object::{self, State};
use crate::vm::limits;

/// What a part of the work may use at most; see [`Lua::with_budget`].
///
/// ```
/// use std::time::Duration;
/// use lua_core::Budget;
/// let turn = Budget::new().instructions(50_000).time(Duration::from_millis(2)).memory(1 << 20);
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "a budget limits nothing until something runs with it"]
pub struct Budget {
    instructions: Option<u64>,
    time: Option<Duration>,
    memory: Option<usize>,
}

impl Budget {
    /// As much as the machine may use.
    ///
    /// ```
    /// use lua_core::{Budget, Lua};
    /// let lua = Lua::new();
    /// let sum: i64 = lua.with_budget(Budget::new(), || lua.load("1 + 1").eval())?;
    /// assert_eq!(sum, 2);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub const fn new() -> Budget {
        Budget { instructions: None, time: None, memory: None }
    }

    /// At most so many instructions; see [`Lua::set_instruction_limit`].
    ///
    /// ```
    /// use lua_core::{Budget, Lua};
    /// let lua = Lua::new();
    /// let endless = || lua.load("while true do end").exec();
    /// assert!(lua.with_budget(Budget::new().instructions(1_000), endless).is_err());
    /// ```
    pub const fn instructions(self, instructions: u64) -> Budget {
        Budget { instructions: Some(instructions), ..self }
    }

    /// At most so much time, from its beginning; see [`Lua::set_time_limit`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use lua_core::{Budget, Lua};
    /// let lua = Lua::new();
    /// let endless = || lua.load("while true do end").exec();
    /// assert!(lua.with_budget(Budget::new().time(Duration::from_millis(5)), endless).is_err());
    /// ```
    pub const fn time(self, time: Duration) -> Budget {
        Budget { time: Some(time), ..self }
    }

    /// At most so many bytes besides those that are in use as it begins; see [`Lua::set_memory_limit`].
    ///
    /// ```
    /// use lua_core::{Budget, Lua};
    /// let lua = Lua::new();
    /// let hoard = || lua.load("local all = {} while true do all[#all + 1] = {} end").exec();
    /// assert!(lua.with_budget(Budget::new().memory(1 << 20), hoard).is_err());
    /// ```
    pub const fn memory(self, bytes: usize) -> Budget {
        Budget { memory: Some(bytes), ..self }
    }
}

/// Ends a budget, also when a panic passes.
struct Running<'a> {
    state: &'a State,
    budget: Option<object::Budget>,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.budget.take() {
            self.state.end_budget(budget);
        }
    }
}

impl Lua {
    /// Runs something with a budget of its own. What it uses is taken from the machine's limits as well, which hold on;
    /// so budgets may be nested, in functions that scripts call too, and none gets more than what is around it.
    ///
    /// When the budget is used up, scripts in it end as they do with the machine's limits, and nothing in them can catch it.
    /// For who gave the budget it is an error as any other, unless it was the machine's limit, or the budget around, that
    /// was hit.
    ///
    /// ```
    /// use lua_core::{Budget, ErrorKind, Function, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_instruction_limit(Some(1_000_000));
    /// let attempt = lua.create_function(|lua, plan: Function| {
    ///     match lua.with_budget(Budget::new().instructions(10_000), || plan.call::<()>(())) {
    ///         Err(error) if *error.kind() == ErrorKind::Limit => Ok(false),
    ///         outcome => outcome.map(|()| true),
    ///     }
    /// })?;
    /// lua.globals().set("try", attempt)?;
    /// let script = "return try(function() end), try(function() while true do pcall(error) end end)";
    /// assert_eq!(lua.load(script).eval::<(bool, bool)>()?, (true, false));
    /// let left = lua.instructions_left().unwrap();
    /// assert!((980_000..990_000).contains(&left));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of `run`; an error of the kind [`crate::ErrorKind::Limit`] or [`crate::ErrorKind::Memory`] if the budget is used
    /// up, or if scripts were being stopped before it began.
    pub fn with_budget<R>(&self, budget: Budget, run: impl FnOnce() -> Result<R>) -> Result<R> {
        let state = &*self.state;
        if let Some(trip) = state.limits.trip() {
            return Err(Error::caught(self, limits::error(state, trip)));
        }
        let Budget { instructions, time, memory } = budget;
        let deadline = time.and_then(|time| Instant::now().checked_add(time));
        let budget = Some(state.begin_budget(instructions, deadline, memory));
        let _running = Running { state, budget };
        run()
    }
}
