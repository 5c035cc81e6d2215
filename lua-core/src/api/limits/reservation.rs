//! Memory of the host's that counts as the machine's.

use std::rc::{Rc, Weak};

use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::object::State;
use crate::vm::limits;

/// So many bytes of the host's that count as the machine's memory as long as this lives; see [`Lua::reserve_memory`].
///
/// ```
/// let lua = lua_core::Lua::new();
/// let before = lua.used_memory();
/// let reservation = lua.reserve_memory(1 << 20)?;
/// assert_eq!((reservation.bytes(), lua.used_memory() - before), (1 << 20, 1 << 20));
/// drop(reservation);
/// assert_eq!(lua.used_memory(), before);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "memory counts as long as its reservation lives"]
pub struct MemoryReservation {
    state: Weak<State>,
    bytes: usize,
}

impl Lua {
    /// Counts memory of the host's as the machine's: for userdata that own much, whose number scripts choose. Keep what is
    /// returned beside the data; it gives the bytes back when it is dropped.
    ///
    /// The collector hurries as if the bytes were its own, so that what scripts do not use any more is freed in time.
    ///
    /// ```
    /// use lua_core::{ErrorKind, Lua, MemoryReservation, UserData};
    ///
    /// struct Image {
    ///     pixels: Vec<u8>,
    ///     _memory: MemoryReservation,
    /// }
    /// impl UserData for Image {}
    ///
    /// let lua = Lua::new();
    /// lua.set_memory_limit(16 << 20)?;
    /// let image = lua.create_function(|lua, (width, height): (usize, usize)| {
    ///     let bytes = width.saturating_mul(height).saturating_mul(4);
    ///     let _memory = lua.reserve_memory(bytes)?;
    ///     Ok(Image { pixels: vec![0; bytes], _memory })
    /// })?;
    /// lua.globals().set("image", image)?;
    /// lua.load("for i = 1, 100 do local image = image(1024, 1024) end").exec()?;
    /// let hoard = "local all = {} for i = 1, 100 do all[i] = image(1024, 1024) end";
    /// let error = lua.load(hoard).exec().unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Memory);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bytes would exceed the limit of memory. No script catches that.
    pub fn reserve_memory(&self, bytes: usize) -> Result<MemoryReservation> {
        let mut reservation = MemoryReservation { state: Rc::downgrade(&self.state), bytes: 0 };
        reservation.resize(bytes)?;
        Ok(reservation)
    }
}

impl MemoryReservation {
    /// How many bytes are counted.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// assert_eq!(lua.reserve_memory(100)?.bytes(), 100);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Counts more or fewer bytes. If its machine is gone, nothing is counted.
    ///
    /// ```
    /// let lua = lua_core::Lua::new();
    /// let mut reservation = lua.reserve_memory(100)?;
    /// reservation.resize(50)?;
    /// assert_eq!(reservation.bytes(), 50);
    /// lua.set_memory_limit(1 << 20)?;
    /// assert!(reservation.resize(1 << 30).is_err());
    /// assert_eq!(reservation.bytes(), 50);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If they would exceed the limit of memory. No script catches that.
    pub fn resize(&mut self, bytes: usize) -> Result<()> {
        let Some(state) = self.state.upgrade() else { return Ok(()) };
        if let Some(more) = bytes.checked_sub(self.bytes) {
            if let Err(error) = limits::admit_after_collecting(&state, more) {
                return Err(Error::caught(&Lua { state }, error));
            }
            state.heap.charge_host(more);
        } else {
            state.heap.refund_host(self.bytes - bytes);
        }
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for MemoryReservation {
    fn drop(&mut self) {
        if let Some(state) = self.state.upgrade() {
            state.heap.refund_host(self.bytes);
        }
    }
}
