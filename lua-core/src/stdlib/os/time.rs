//! `os.time`, `os.difftime` and `os.clock` (manual 6.9).

use std::time::SystemTime;

use super::calendar::{Date, seconds};
use super::zone::Zone;
use crate::object::{Call, LuaError, Returns, State, Value};
use crate::vm::metamethod;

/// Seconds since the epoch.
pub(super) fn now() -> i64 {
    match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_secs() as i64,
        Err(until) => -(until.duration().as_secs_f64().ceil() as i64),
    }
}

/// `os.clock ()` — manual 6.9.
pub(super) fn clock(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    call.one(Value::from_float(processor_time()))
}

/// The processor time that the program has used, in seconds.
#[cfg(unix)]
fn processor_time() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    used.tv_sec as f64 + used.tv_nsec as f64 / 1e9
}

/// The seconds since this was first asked for: systems other than Unix tell the processor time to unsafe code only.
#[cfg(not(unix))]
fn processor_time() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64()
}

/// `os.difftime (t2, t1)` — manual 6.9.
pub(super) fn difftime(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    let (t2, t1) = (call.integer(1)?, call.integer(2)?);
    call.one(Value::from_float((i128::from(t2) - i128::from(t1)) as f64))
}

/// `os.time ([table])` — manual 6.9.
pub(super) fn time(call: &mut Call<'_>) -> Result<Returns, LuaError> {
    if call.get(1).is_nil() {
        return call.one(Value::from_integer(now()));
    }
    let table = Value::from_table(call.table(1)?);
    let mut fields = [0; 6];
    for (field, expected) in fields.iter_mut().zip(FIELDS) {
        *field = expected.of(call, table)?;
    }
    let is_dst = get(call.state(), table, "isdst")?;
    let is_dst = (!is_dst.is_nil()).then(|| is_dst.is_truthy());
    let zone = Zone::system();
    // As in C, seconds outside their range count after the zone's clock was found.
    let second = fields[5];
    fields[5] = second.clamp(0, 59);
    let time = zone.time(seconds(fields), is_dst) + second - fields[5];
    let clock = zone.clock(time);
    let date = time.checked_add(clock.offset).and_then(Date::of);
    if let Some(date) = &date {
        set_fields(call.state(), table, date, clock.is_dst)?;
    }
    // C's functions tell a failure by this very time.
    if date.is_none() || time == -1 {
        return Err(call.error("time result cannot be represented in this installation"));
    }
    call.one(Value::from_integer(time))
}

/// A field of a date table, as C keeps it.
struct Field {
    name: &'static str,
    default: Option<i64>,
    /// What C's number counts from.
    origin: i64,
}

const FIELDS: [Field; 6] = [
    Field { name: "year", default: None, origin: 1900 },
    Field { name: "month", default: None, origin: 1 },
    Field { name: "day", default: None, origin: 0 },
    Field { name: "hour", default: Some(12), origin: 0 },
    Field { name: "min", default: Some(0), origin: 0 },
    Field { name: "sec", default: Some(0), origin: 0 },
];

impl Field {
    /// The field of a table.
    fn of(&self, call: &Call<'_>, table: Value) -> Result<i64, LuaError> {
        let value = get(call.state(), table, self.name)?;
        let name = self.name;
        match (metamethod::to_integer(call.state(), value), self.default) {
            (Some(integer), _) => match integer.checked_sub(self.origin).map(i32::try_from) {
                Some(Ok(_)) => Ok(integer),
                _ => Err(call.error(format!("field '{name}' is out-of-bound"))),
            },
            (None, _) if !value.is_nil() => {
                Err(call.error(format!("field '{name}' is not an integer")))
            }
            (None, Some(default)) => Ok(default),
            (None, None) => Err(call.error(format!("field '{name}' missing in date table"))),
        }
    }
}

fn get(state: &State, table: Value, name: &str) -> Result<Value, LuaError> {
    metamethod::index(state, table, state.string_value(name))
}

/// Sets the fields of a date table.
///
/// # Errors
///
/// If a metamethod of the table fails.
pub(super) fn set_fields(
    state: &State,
    table: Value,
    date: &Date,
    is_dst: bool,
) -> Result<(), LuaError> {
    let integers = [
        ("year", date.year),
        ("month", date.month),
        ("day", date.day),
        ("hour", date.hour),
        ("min", date.minute),
        ("sec", date.second),
        ("yday", date.yearday + 1),
        ("wday", date.weekday + 1),
    ];
    for (name, integer) in integers {
        let name = state.string_value(name);
        metamethod::set_index(state, table, name, Value::from_integer(integer))?;
    }
    metamethod::set_index(state, table, state.string_value("isdst"), Value::from_boolean(is_dst))
}
