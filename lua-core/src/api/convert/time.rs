//! Conversions of times: seconds, as `os.time` and `os.clock` count them.

use std::time::{Duration, SystemTime};

use super::{FromLua, IntoLua};
use crate::api::definitions::annotated;
use crate::api::error::{Error, Result};
use crate::api::lua::Lua;
use crate::api::value::Value;

/// A float of seconds.
impl IntoLua for Duration {
    annotated!("number");

    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::Number(self.as_secs_f64()))
    }
}

/// Seconds, whole or not.
impl FromLua for Duration {
    annotated!("number");

    fn from_lua(value: Value, lua: &Lua) -> Result<Duration> {
        let seconds = f64::from_lua(value.clone(), lua)?;
        // Whole seconds have more digits than a float.
        if let Value::Integer(seconds) = value
            && let Ok(seconds) = u64::try_from(seconds)
        {
            return Ok(Duration::from_secs(seconds));
        }
        Duration::try_from_secs_f64(seconds).map_err(|_| {
            let reason = match seconds {
                _ if seconds.is_nan() => "not a number",
                _ if seconds < 0.0 => "negative",
                _ => "too long",
            };
            Error::conversion(&value.to_string().unwrap_or_default(), "duration", Some(reason))
        })
    }
}

/// A float of seconds since 1970 began in Greenwich, negative before that.
impl IntoLua for SystemTime {
    annotated!("number");

    fn into_lua(self, _: &Lua) -> Result<Value> {
        Ok(Value::Number(match self.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_secs_f64(),
            Err(error) => -error.duration().as_secs_f64(),
        }))
    }
}

impl FromLua for SystemTime {
    annotated!("number");

    fn from_lua(value: Value, lua: &Lua) -> Result<SystemTime> {
        let seconds = f64::from_lua(value.clone(), lua)?;
        let distance = match value {
            Value::Integer(seconds) => Some(Duration::from_secs(seconds.unsigned_abs())),
            _ => Duration::try_from_secs_f64(seconds.abs()).ok(),
        };
        let epoch = SystemTime::UNIX_EPOCH;
        let time = distance.and_then(|distance| match seconds < 0.0 {
            true => epoch.checked_sub(distance),
            false => epoch.checked_add(distance),
        });
        time.ok_or_else(|| {
            let text = value.to_string().unwrap_or_default();
            Error::conversion(&text, "time", Some("out of range"))
        })
    }
}
