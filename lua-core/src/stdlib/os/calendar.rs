//! The calendar: seconds since the epoch (1970-01-01 00:00:00 UTC) and the fields of a date, for every year that
//! fits C's `struct tm`.

/// Seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// Days of the 400 years after which the calendar repeats.
pub(super) const CYCLE: i64 = 400 * 365 + 97;

/// The fields of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    /// From 0, which is Sunday.
    pub(super) weekday: i64,
    /// From 0.
    pub(super) yearday: i64,
}

impl Date {
    /// The date of a time in a zone whose clocks show UTC; `None` if C could not represent its year.
    pub(super) fn of(seconds: i64) -> Option<Date> {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        // Years are counted from March here, so that a leap day is a year's last.
        let shifted = days + 719_468;
        let (cycle, of_cycle) = (shifted.div_euclid(CYCLE), shifted.rem_euclid(CYCLE));
        let year_of_cycle =
            (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
        let day_of_year =
            of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
        i32::try_from(year - 1900).ok()?;
        Some(Date {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 4).rem_euclid(7),
            yearday: days - days_before(year, 1),
        })
    }

    /// The week of the year, the first beginning on the first of a weekday (0 is Sunday).
    pub(super) fn week_from(&self, first: i64) -> i64 {
        (self.yearday + 7 - (self.weekday - first).rem_euclid(7)) / 7
    }

    /// The year and week of ISO 8601, whose weeks belong to the year of their Thursday.
    pub(super) fn iso_week(&self) -> (i64, i64) {
        let thursday = self.yearday + 3 - (self.weekday - 1).rem_euclid(7);
        let length = year_length(self.year);
        let (year, thursday) = match thursday {
            ..0 => (self.year - 1, thursday + year_length(self.year - 1)),
            _ if thursday >= length => (self.year + 1, thursday - length),
            _ => (self.year, thursday),
        };
        (year, thursday / 7 + 1)
    }
}

/// Days of a year.
fn year_length(year: i64) -> i64 {
    days_before(year + 1, 1) - days_before(year, 1)
}

/// Days from the epoch to the first of a month, which may lie outside the year.
fn days_before(year: i64, month: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let year = year - i64::from(month <= 2);
    let year_of_cycle = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5;
    let of_cycle = 365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    year.div_euclid(400) * CYCLE + of_cycle - 719_468
}

/// The time at which clocks that show UTC show these fields, which may be out of their ranges.
pub(super) fn seconds(fields: [i64; 6]) -> i64 {
    let [year, month, day, hour, minute, second] = fields;
    (days_before(year, month) + day - 1) * DAY + hour * 3600 + minute * 60 + second
}

#[cfg(test)]
mod tests {
    use super::{DAY, Date, seconds};

    #[test]
    fn dates_and_times_are_inverse() {
        for days in (-1_500_000..1_500_000).step_by(37) {
            let time = days * DAY + 7;
            let date = Date::of(time).expect("a small year");
            let fields = [date.year, date.month, date.day, date.hour, date.minute, date.second];
            assert_eq!(seconds(fields), time);
            assert!((0..366).contains(&date.yearday), "{date:?}");
        }
    }
}
