//! The conversions of C's `strftime` in the "C" locale.

use std::io::Write;

use super::calendar::Date;
use super::zone::Clock;

const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The conversions.
const CONVERSIONS: &[u8] = b"aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";

/// Those that `E` may stand before.
const WITH_E: &[u8] = b"cCxXyY";

/// Those that `O` may stand before.
const WITH_O: &[u8] = b"deHImMSuUVwWy";

/// Finds the conversion at the start of a text, behind its `%`: its letter, and what follows. The modifiers mean
/// nothing in the "C" locale.
pub(super) fn conversion(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [b'E', letter, rest @ ..] if WITH_E.contains(letter) => Some((*letter, rest)),
        [b'O', letter, rest @ ..] if WITH_O.contains(letter) => Some((*letter, rest)),
        [letter, rest @ ..] if CONVERSIONS.contains(letter) => Some((*letter, rest)),
        _ => None,
    }
}

/// Appends one conversion.
pub(super) fn write(letter: u8, date: &Date, clock: &Clock, out: &mut Vec<u8>) {
    let weekday = WEEKDAYS[date.weekday as usize];
    let month = MONTHS[date.month as usize - 1];
    let hour12 = (date.hour + 11) % 12 + 1;
    let mut all = |letters: &[u8], separator: &str| {
        for (index, &letter) in letters.iter().enumerate() {
            if index > 0 {
                out.extend_from_slice(separator.as_bytes());
            }
            write(letter, date, clock, out);
        }
    };
    let written = match letter {
        b'a' => write!(out, "{}", &weekday[..3]),
        b'A' => write!(out, "{weekday}"),
        b'b' | b'h' => write!(out, "{}", &month[..3]),
        b'B' => write!(out, "{month}"),
        b'c' => return all(b"abeTY", " "),
        b'C' => write!(out, "{}", date.year.div_euclid(100)),
        b'd' => write!(out, "{:02}", date.day),
        b'D' | b'x' => return all(b"mdy", "/"),
        b'e' => write!(out, "{:2}", date.day),
        b'F' => return all(b"Ymd", "-"),
        b'g' => write!(out, "{:02}", date.iso_week().0.rem_euclid(100)),
        b'G' => write!(out, "{}", date.iso_week().0),
        b'H' => write!(out, "{:02}", date.hour),
        b'I' => write!(out, "{hour12:02}"),
        b'j' => write!(out, "{:03}", date.yearday + 1),
        b'm' => write!(out, "{:02}", date.month),
        b'M' => write!(out, "{:02}", date.minute),
        b'n' => writeln!(out),
        b'p' => write!(out, "{}", if date.hour < 12 { "AM" } else { "PM" }),
        b'r' => {
            all(b"IMS", ":");
            write!(out, " {}", if date.hour < 12 { "AM" } else { "PM" })
        }
        b'R' => return all(b"HM", ":"),
        b'S' => write!(out, "{:02}", date.second),
        b't' => write!(out, "\t"),
        b'T' | b'X' => return all(b"HMS", ":"),
        b'u' => write!(out, "{}", (date.weekday + 6) % 7 + 1),
        b'U' => write!(out, "{:02}", date.week_from(0)),
        b'V' => write!(out, "{:02}", date.iso_week().1),
        b'w' => write!(out, "{}", date.weekday),
        b'W' => write!(out, "{:02}", date.week_from(1)),
        b'y' => write!(out, "{:02}", date.year.rem_euclid(100)),
        b'Y' => write!(out, "{}", date.year),
        b'z' => {
            let sign = if clock.offset < 0 { '-' } else { '+' };
            let minutes = clock.offset.abs() / 60;
            write!(out, "{sign}{:02}{:02}", minutes / 60, minutes % 60)
        }
        b'Z' => write!(out, "{}", clock.abbreviation),
        _ => write!(out, "%"),
    };
    debug_assert!(written.is_ok(), "a vector takes any write");
}
