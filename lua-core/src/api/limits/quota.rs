//! What scripts may have at once: long strings, deep stacks, many coroutines.

use crate::api::lua::Lua;

impl Lua {
    /// Lets no script make a string of more bytes, or of as many as the machine can make. Trying it ends everything that runs
    /// with an error of the kind [`crate::ErrorKind::Limit`], which no script can catch; then scripts can run again.
    ///
    /// It holds for concatenation and library functions, for what they gather before it is a string as well; not for strings
    /// of the host and those written out in source text.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_string_limit(Some(1 << 20));
    /// let error = lua.load("pcall(string.rep, 'x', 1 << 21)").exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit);
    /// assert!(error.to_string().ends_with("a string of more than 1048576 bytes"));
    /// assert_eq!(lua.load("#string.rep('x', 1000)").eval::<usize>()?, 1000);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_string_limit(&self, bytes: Option<usize>) {
        self.state.limit_strings(bytes);
    }

    /// Lets no coroutine's stack have more slots, nor the main one's; as at first, they may have a million. A call takes as
    /// many slots as the function has variables and operands, three at least. Beyond it, calls fail with `stack overflow`,
    /// an error as any other. What is asked for is rounded up to 256.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// lua.set_stack_limit(Some(10_000));
    /// let depth: u32 = lua
    ///     .load("local depth = 0 local function down() depth = depth + 1 down() end pcall(down) return depth")
    ///     .eval()?;
    /// assert!((1_000..10_000).contains(&depth));
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_stack_limit(&self, slots: Option<usize>) {
        self.state.quotas.set_stack(slots);
    }

    /// Lets no script have more coroutines at once, or as many as fit into memory. One more ends everything that runs with an
    /// error of the kind [`crate::ErrorKind::Limit`], which no script can catch; then scripts can run again. Coroutines that
    /// nothing refers to do not count: they are collected first.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua};
    ///
    /// let lua = Lua::new();
    /// lua.set_coroutine_limit(Some(100));
    /// lua.load("for i = 1, 1000 do coroutine.wrap(print) end").exec()?;
    /// let hoard = "local all = {} for i = 1, 1000 do all[i] = coroutine.create(print) end";
    /// let error = lua.load(hoard).exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn set_coroutine_limit(&self, count: Option<usize>) {
        self.state.limit_coroutines(count);
    }
}
