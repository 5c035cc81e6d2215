//! The collector, as the host sees it.

use super::error::Result;
use super::lua::Lua;
use crate::gc::Mode;
use crate::vm::collect;

/// How the collector works, with its parameters; see [`Lua::gc_set_mode`].
///
/// ```
/// use lua_core::{GcGenParams, GcMode, Lua};
/// let lua = Lua::new();
/// let before = lua.gc_set_mode(GcMode::Generational(GcGenParams::default().minor_multiplier(30)));
/// assert!(matches!(before, GcMode::Incremental(params) if params.pause == Some(200)));
/// lua.gc_set_mode(before);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GcMode {
    /// In small steps over the whole heap.
    Incremental(GcIncParams),
    /// In one step over what is young, and over the whole heap now and then.
    Generational(GcGenParams),
}

/// Parameters of the incremental mode (manual 2.5.1). What is not set stays as it is.
///
/// ```
/// use lua_core::{GcIncParams, GcMode, Lua};
/// let lua = Lua::new();
/// // The next cycle begins when three times the memory is in use.
/// lua.gc_set_mode(GcMode::Incremental(GcIncParams::default().pause(300)));
/// assert_eq!(lua.load("collectgarbage('setpause', 200)").eval::<i64>()?, 300);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GcIncParams {
    /// How large the heap is when a cycle begins, in percent of what the last one left. From 0 to 1020, in steps of 4.
    pub pause: Option<i32>,
    /// How much is marked while memory is allocated, in percent. From 0 to 1020, in steps of 4.
    pub step_multiplier: Option<i32>,
    /// The size of a step, as the binary logarithm of the bytes. This collector chooses it by itself: the parameter is
    /// ignored.
    pub step_size: Option<i32>,
}

impl GcIncParams {
    /// Sets [`GcIncParams::pause`](field@GcIncParams::pause). For an example see [`GcIncParams`].
    #[must_use]
    pub const fn pause(mut self, percent: i32) -> GcIncParams {
        self.pause = Some(percent);
        self
    }

    /// Sets [`GcIncParams::step_multiplier`](field@GcIncParams::step_multiplier).
    ///
    /// ```
    /// let eager = lua_core::GcIncParams::default().pause(100).step_multiplier(400);
    /// assert_eq!(eager.step_multiplier, Some(400));
    /// ```
    #[must_use]
    pub const fn step_multiplier(mut self, percent: i32) -> GcIncParams {
        self.step_multiplier = Some(percent);
        self
    }

    /// Sets [`GcIncParams::step_size`](field@GcIncParams::step_size).
    ///
    /// ```
    /// assert_eq!(lua_core::GcIncParams::default().step_size(13).step_size, Some(13));
    /// ```
    #[must_use]
    pub const fn step_size(mut self, logarithm: i32) -> GcIncParams {
        self.step_size = Some(logarithm);
        self
    }
}

/// Parameters of the generational mode (manual 2.5.2). What is not set stays as it is.
///
/// ```
/// use lua_core::{GcGenParams, GcMode, Lua};
/// let lua = Lua::new();
/// lua.gc_set_mode(GcMode::Generational(GcGenParams::default().minor_multiplier(10)));
/// assert_eq!(lua.load("collectgarbage('incremental')").eval::<String>()?, "generational");
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GcGenParams {
    /// How much the heap grows until the young are collected, in percent. From 0 to 255.
    pub minor_multiplier: Option<i32>,
    /// How much the heap grows until all ages are collected, in percent of what that left the last time. From 0 to
    /// 1020, in steps of 4.
    pub minor_to_major: Option<i32>,
}

impl GcGenParams {
    /// Sets [`GcGenParams::minor_multiplier`](field@GcGenParams::minor_multiplier). For an example see
    /// [`GcGenParams`].
    #[must_use]
    pub const fn minor_multiplier(mut self, percent: i32) -> GcGenParams {
        self.minor_multiplier = Some(percent);
        self
    }

    /// Sets [`GcGenParams::minor_to_major`](field@GcGenParams::minor_to_major).
    ///
    /// ```
    /// let params = lua_core::GcGenParams::default().minor_to_major(200);
    /// assert_eq!((params.minor_multiplier, params.minor_to_major), (None, Some(200)));
    /// ```
    #[must_use]
    pub const fn minor_to_major(mut self, percent: i32) -> GcGenParams {
        self.minor_to_major = Some(percent);
        self
    }
}

impl Lua {
    /// Collects all garbage, and calls the finalizers of what it found; their errors become warnings.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.load("for i = 1, 1000 do local t = { i } end").exec()?;
    /// let before = lua.used_memory();
    /// lua.gc_collect()?;
    /// assert!(lua.used_memory() < before);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None at present; a limit may end it one day.
    pub fn gc_collect(&self) -> Result<()> {
        collect::full(&self.state);
        Ok(())
    }

    /// Lets the collector do one step; returns whether that ended a cycle.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// while !lua.gc_step()? {
    ///     // Something else, in between.
    /// }
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None at present; a limit may end it one day.
    pub fn gc_step(&self) -> Result<bool> {
        Ok(collect::step(&self.state))
    }

    /// Stops the collector: the memory of garbage is kept until it runs again, or until [`Lua::gc_collect`].
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.gc_stop();
    /// assert!(!lua.gc_is_running());
    /// lua.gc_restart();
    /// assert!(lua.gc_is_running());
    /// ```
    pub fn gc_stop(&self) {
        self.state.heap.set_stopped(true);
    }

    /// Lets the collector run again; see [`Lua::gc_stop`].
    pub fn gc_restart(&self) {
        self.state.heap.set_stopped(false);
    }

    /// Whether the collector runs; see [`Lua::gc_stop`].
    pub fn gc_is_running(&self) -> bool {
        !self.state.heap.is_stopped()
    }

    /// The memory in use by scripts, in bytes.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let empty = lua.used_memory();
    /// let text = lua.create_string(vec![b'x'; 1 << 20])?;
    /// assert!(lua.used_memory() >= empty + (1 << 20));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn used_memory(&self) -> usize {
        self.state.heap.bytes()
    }

    /// Changes how the collector works; returns how it worked before, with all parameters. A parameter beyond its
    /// limits counts as the limit. Inside a finalizer nothing changes.
    ///
    /// ```
    /// use lua_core::{GcGenParams, GcIncParams, GcMode, Lua};
    /// let lua = Lua::new();
    /// lua.gc_set_mode(GcMode::Generational(GcGenParams::default()));
    /// let before = lua.gc_set_mode(GcMode::Incremental(GcIncParams::default().pause(150)));
    /// assert_eq!(
    ///     before,
    ///     GcMode::Generational(GcGenParams::default().minor_multiplier(20).minor_to_major(100))
    /// );
    /// ```
    pub fn gc_set_mode(&self, mode: GcMode) -> GcMode {
        let pacing = &self.state.heap.pacing;
        let incremental = GcIncParams {
            pause: Some(pacing.pause.get() as i32),
            step_multiplier: Some(pacing.step_multiplier.get() as i32),
            step_size: None,
        };
        let generational = GcGenParams {
            minor_multiplier: Some(pacing.minor.get().into()),
            minor_to_major: Some(pacing.major.get() as i32),
        };
        let mode = match mode {
            // The collector waits for the finalizer.
            _ if self.state.heap.is_suspended() => self.state.heap.mode(),
            GcMode::Incremental(params) => {
                params.pause.inspect(|&percent| pacing.pause.approach(percent));
                params.step_multiplier.inspect(|&percent| pacing.step_multiplier.approach(percent));
                Mode::Incremental
            }
            GcMode::Generational(params) => {
                params
                    .minor_multiplier
                    .inspect(|&percent| pacing.minor.set(percent.clamp(0, 255) as u8));
                params.minor_to_major.inspect(|&percent| pacing.major.approach(percent));
                Mode::Generational
            }
        };
        match collect::set_mode(&self.state, mode) {
            Mode::Incremental => GcMode::Incremental(incremental),
            Mode::Generational => GcMode::Generational(generational),
        }
    }

    /// Lets the collector work in the incremental mode; a parameter of 0 stays as it is. Returns how it worked before.
    ///
    /// ```
    /// use lua_core::{GcMode, Lua};
    /// let lua = Lua::new();
    /// assert!(matches!(lua.gc_gen(0, 0), GcMode::Incremental(_)));
    /// assert!(matches!(lua.gc_inc(300, 0, 0), GcMode::Generational(_)));
    /// ```
    pub fn gc_inc(&self, pause: i32, step_multiplier: i32, step_size: i32) -> GcMode {
        let set = |parameter: i32| (parameter != 0).then_some(parameter);
        self.gc_set_mode(GcMode::Incremental(GcIncParams {
            pause: set(pause),
            step_multiplier: set(step_multiplier),
            step_size: set(step_size),
        }))
    }

    /// Lets the collector work in the generational mode; a parameter of 0 stays as it is. Returns how it worked before.
    /// See [`Lua::gc_inc`].
    pub fn gc_gen(&self, minor_multiplier: i32, minor_to_major: i32) -> GcMode {
        let set = |parameter: i32| (parameter != 0).then_some(parameter);
        self.gc_set_mode(GcMode::Generational(GcGenParams {
            minor_multiplier: set(minor_multiplier),
            minor_to_major: set(minor_to_major),
        }))
    }
}
