//! Limits: what scripts may use, and stopping them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::error::{Error, Result};
use super::lua::Lua;
use crate::vm::limits;

mod budget;
mod quota;
mod reservation;

pub use budget::Budget;
pub use reservation::MemoryReservation;

impl Lua {
    /// Lets scripts run so many more instructions, or without end again. When they are used up, everything that
    /// runs ends with an error of the kind [`crate::ErrorKind::Limit`], which no `pcall`, coroutine or metamethod
    /// can catch; so does every later call, until a new limit is set.
    ///
    /// Instructions are counted where code goes back or into another function: a round of a loop counts the
    /// instructions of the loop, a call those of the function. So a script counts the same on every machine. Library
    /// functions count what they do: patterns by the byte, moved elements, long strings by 64 bytes.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_instruction_limit(Some(10_000));
    /// let error = lua.load("while true do pcall(error) end").exec().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit));
    ///
    /// lua.set_instruction_limit(Some(10_000));
    /// assert_eq!(lua.load("local s = 0 for i = 1, 100 do s = s + i end return s").eval::<i64>()?, 5050);
    /// assert!(lua.instructions_left() > Some(9_000));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_instruction_limit(&self, limit: Option<u64>) {
        self.state.limit_instructions(limit);
    }

    /// How many instructions scripts may still run; none if there is no limit.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.instructions_left(), None);
    /// lua.set_instruction_limit(Some(1_000));
    /// lua.load("for i = 1, 50 do local x = i end").exec()?;
    /// assert!(lua.instructions_left() < Some(1_000));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn instructions_left(&self) -> Option<u64> {
        self.state.limits.left()
    }

    /// How many instructions scripts have run since the limit was set; none if there is no limit. To count without limiting, set
    /// [`u64::MAX`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let cost = |script: &str| -> lua_core::Result<u64> {
    ///     lua.set_instruction_limit(Some(u64::MAX));
    ///     lua.load(script).exec()?;
    ///     Ok(lua.instructions_used().unwrap_or(0))
    /// };
    /// let script = "for i = 1, 1000 do local x = i end";
    /// assert_eq!(cost(script)?, cost(script)?);
    /// assert!(cost(script)? > 1000);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn instructions_used(&self) -> Option<u64> {
        let limits = &self.state.limits;
        limits.instructions().zip(limits.left()).map(|(limit, left)| limit - left.min(limit))
    }

    /// How long scripts may still run; none if there is no limit of time.
    ///
    /// ```
    /// use std::time::Duration;
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.time_left(), None);
    /// lua.set_time_limit(Some(Duration::from_secs(60)));
    /// assert!(lua.time_left().is_some_and(|left| left <= Duration::from_secs(60)));
    /// ```
    pub fn time_left(&self) -> Option<Duration> {
        let deadline = self.state.limits.deadline()?;
        Some(deadline.saturating_duration_since(Instant::now()))
    }

    /// How many bytes the machine may use; none if there is no limit. How many it does use tells [`Lua::used_memory`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.memory_limit(), None);
    /// lua.set_memory_limit(1 << 20)?;
    /// assert_eq!(lua.memory_limit(), Some(1 << 20));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn memory_limit(&self) -> Option<usize> {
        self.state.heap.limit()
    }

    /// Counts the work of a function of the host, as much as so many instructions, and sees whether scripts are to be stopped: for
    /// functions that work long on behalf of scripts. Without any limit it does nothing.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// let checksum = lua.create_function(|lua, data: Vec<u8>| {
    ///     lua.spend_instructions(data.len() as u64)?;
    ///     Ok(data.iter().fold(0_u64, |sum, &byte| sum.rotate_left(5) ^ u64::from(byte)))
    /// })?;
    /// lua.globals().set("checksum", checksum)?;
    /// lua.set_instruction_limit(Some(10_000));
    /// let error = lua.load("while true do checksum({1, 2, 3}) end").exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a limit is hit, or the host stops what runs. No script catches that: return it, the function's result does not count.
    pub fn spend_instructions(&self, instructions: u64) -> Result<()> {
        let mut left = instructions;
        loop {
            // Counted in pieces that no counter overflows of.
            let piece = left.min(1 << 30);
            limits::spend(&self.state, piece as usize)
                .map_err(|error| Error::caught(self, error))?;
            left -= piece;
            if left == 0 {
                return Ok(());
            }
        }
    }

    /// Lets scripts run for so long from now on, or without end again. When the time is over, everything that runs ends as
    /// it does with [`Lua::set_instruction_limit`], and so does every later call until a new limit is set.
    ///
    /// The clock is looked at every 16,384 instructions, so some microseconds late, and within library functions as
    /// often; functions of the host are not interrupted.
    ///
    /// ```
    /// use std::time::Duration;
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_time_limit(Some(Duration::from_millis(10)));
    /// let error = lua.load("while true do pcall(error) end").exec().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit));
    /// lua.set_time_limit(None);
    /// lua.load("local x = 1").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_time_limit(&self, limit: Option<Duration>) {
        // A time that the clock does not know is as good as none.
        self.state.limit_time(limit.and_then(|limit| Instant::now().checked_add(limit)));
    }

    /// Limits the memory of the machine to so many bytes, or removes the limit if they are 0; returns the limit before, 0 for
    /// none. When scripts use more, although all garbage is collected, everything that runs ends with an error of the
    /// kind [`crate::ErrorKind::Memory`], which no script can catch. Afterwards scripts can run again.
    ///
    /// Counted is what [`Lua::used_memory`] tells: all values, with what they own, and what library functions use while they
    /// make strings. One large string or table may bring the sum above the limit for a moment, by garbage that has not
    /// been collected yet, but never to more than twice the limit.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_memory_limit(4 << 20)?;
    /// let error = lua.load("local t = {} while true do t[#t + 1] = {} end").exec().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Memory));
    /// assert_eq!(lua.load("#string.rep('x', 1000)").eval::<i64>()?, 1000);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None yet; the result is mlua's.
    pub fn set_memory_limit(&self, limit: usize) -> Result<usize> {
        let before = self.state.limit_memory((limit > 0).then_some(limit));
        Ok(before.unwrap_or(0))
    }

    /// A handle by which any thread can stop what the machine runs.
    ///
    /// ```
    /// use std::{thread, time::Duration};
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// let stop = lua.stop_handle();
    /// let watchdog = thread::spawn(move || {
    ///     thread::sleep(Duration::from_millis(10));
    ///     stop.stop();
    /// });
    /// let error = lua.load("while true do pcall(error) end").exec().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Stopped));
    /// watchdog.join().unwrap();
    /// ```
    pub fn stop_handle(&self) -> StopHandle {
        StopHandle(self.state.stop())
    }
}

/// Stops what a machine runs, from any thread; see [`Lua::stop_handle`].
#[derive(Debug, Clone)]
pub struct StopHandle(Arc<AtomicBool>);

impl StopHandle {
    /// Ends what the machine runs, or what it runs next, with an error of the kind [`crate::ErrorKind::Stopped`], which no
    /// script can catch. Afterwards scripts can run again.
    ///
    /// It takes effect at the next call or round of a loop after at most 16,384 instructions.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.stop_handle().stop();
    /// let error = lua.load("while true do end").exec().unwrap_err();
    /// assert_eq!(error.kind(), &lua_core::ErrorKind::Stopped);
    /// lua.load("local x = 1").exec()?;
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
