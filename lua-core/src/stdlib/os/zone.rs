//! The system's time zone.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::calendar::{CYCLE, DAY};

/// How far from a date clocks with another setting are looked for, as far as C's functions on Linux look. That is half
/// of the longest time in which the clocks of some zone stayed as they were and differed by other than an hour.
const REACH: i64 = 457_243_209 / 2 + STRIDE;

/// How far apart the dates are at which they are looked for, less than any setting lasts.
const STRIDE: i64 = 601_200;

/// What clocks show at some time.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    /// Seconds before UTC (east of it).
    pub(super) offset: i64,
    pub(super) is_dst: bool,
    pub(super) abbreviation: String,
}

impl Clock {
    /// UTC, by the name that C gives it.
    pub(super) fn utc() -> Clock {
        Clock { offset: 0, is_dst: false, abbreviation: "GMT".to_string() }
    }
}

/// A time zone.
pub(super) struct Zone(TimeZone);

impl Zone {
    /// The zone that the system or the variable `TZ` names; UTC if there is none.
    pub(super) fn system() -> Zone {
        Zone(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    /// What clocks show at a time.
    pub(super) fn clock(&self, time: i64) -> Clock {
        let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        // Rules of the far future repeat with the calendar; in the far past there are none.
        let cycle = CYCLE * DAY;
        let known = match time {
            _ if time > last => last - cycle + (time - last).rem_euclid(cycle),
            _ => time.max(first),
        };
        let info = self.0.to_offset_info(Timestamp::from_second(known).unwrap_or_default());
        Clock {
            offset: info.offset().seconds().into(),
            is_dst: info.dst().is_dst(),
            abbreviation: info.abbreviation().to_string(),
        }
    }

    /// The time at which clocks show what those of UTC show at `shown`.
    ///
    /// Where that is two times, or none, `is_dst` decides; without it, the first of two, and standard time in a gap.
    /// Elsewhere, if it is wrong, clocks of the nearest date are taken at which it is right, or clocks an
    /// hour off if there is no such date.
    pub(super) fn time(&self, shown: i64, is_dst: Option<bool>) -> i64 {
        let near = [self.clock(shown - DAY), self.clock(shown + DAY)];
        let is_wanted = |clock: &&Clock| is_dst.is_none_or(|wanted| wanted == clock.is_dst);
        let is_right = |clock: &&Clock| self.clock(shown - clock.offset).offset == clock.offset;
        let mut candidates = near.iter().filter(is_right).collect::<Vec<_>>();
        if candidates.is_empty() {
            candidates.extend(&near);
            candidates.sort_by_key(|clock| clock.is_dst);
        }
        if let Some(clock) = candidates.iter().copied().find(is_wanted) {
            return shown - clock.offset;
        }
        let found = shown - candidates[0].offset;
        let distances = (STRIDE..REACH).step_by(STRIDE as usize);
        let clocks = distances.flat_map(|distance| [found - distance, found + distance]);
        match clocks.map(|time| self.clock(time)).find(|clock| is_wanted(&clock)) {
            Some(clock) => shown - clock.offset,
            None if is_dst == Some(true) => found - 3600,
            None => found + 3600,
        }
    }
}
