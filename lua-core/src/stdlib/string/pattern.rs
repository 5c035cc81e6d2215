//! Lua patterns (manual 6.4.1) over bytes: a backtracking matcher that knows no Lua value.

use thiserror::Error;

use crate::object::limits::Meter;

/// The number of captures a pattern may have.
pub(crate) const MAX_CAPTURES: usize = 32;

/// The depth to which a match may recurse.
const MAX_DEPTH: u32 = 200;

/// A fault of a pattern. It shows only once the match gets as far as the faulty item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum PatternError {
    /// The last byte is a lone `%`.
    #[error("malformed pattern (ends with '%')")]
    EndsWithEscape,
    /// A `[` has no `]`.
    #[error("malformed pattern (missing ']')")]
    UnclosedSet,
    /// A `%b` lacks its two bytes.
    #[error("malformed pattern (missing arguments to '%b')")]
    UndelimitedBalance,
    /// A `%f` has no set.
    #[error("missing '[' after '%f' in pattern")]
    FrontierWithoutSet,
    /// A `)` has no `(`.
    #[error("invalid pattern capture")]
    UnopenedCapture,
    /// A `(` has no `)`.
    #[error("unfinished capture")]
    UnfinishedCapture,
    /// A capture is used by a number that none has.
    #[error("invalid capture index %{0}")]
    InvalidCaptureIndex(usize),
    /// There are more than [`MAX_CAPTURES`] captures.
    #[error("too many captures")]
    TooManyCaptures,
    /// The match nests deeper than the matcher recurses.
    #[error("pattern too complex")]
    TooComplex,
    /// A limit was hit.
    #[error("stopped")]
    Stopped,
}

/// What a capture took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capture {
    /// The bytes `start..end` of the subject.
    Slice { start: usize, end: usize },
    /// The position of a `()`, from 1.
    Position(usize),
}

/// Splits off the `^` that ties a pattern to the place where the match starts.
pub(crate) fn split_anchor(pattern: &[u8]) -> (bool, &[u8]) {
    match pattern.strip_prefix(b"^") {
        Some(rest) => (true, rest),
        None => (false, pattern),
    }
}

/// Tells whether a pattern has any magic bytes; one without matches only itself.
pub(crate) fn has_specials(pattern: &[u8]) -> bool {
    pattern.iter().any(|byte| b"^$*+?.([%-".contains(byte))
}

/// Finds the first place at `from` or later where `needle` occurs.
///
/// # Errors
///
/// If the meter stops the search.
pub(crate) fn find_plain(
    subject: &[u8],
    needle: &[u8],
    from: usize,
    meter: &mut Meter<'_>,
) -> Result<Option<usize>, PatternError> {
    /// Bytes that are compared in about the time of a step.
    const AT_ONCE: usize = 16;
    let Some((&first, rest)) = needle.split_first() else {
        return Ok((from <= subject.len()).then_some(from));
    };
    let Some(candidates) = subject.len().checked_sub(rest.len()) else { return Ok(None) };
    let mut start = from;
    while start < candidates {
        let gap = find_byte(&subject[start..candidates], first);
        let skipped = gap.unwrap_or(candidates - start);
        if !meter.count(1 + skipped / AT_ONCE) {
            return Err(PatternError::Stopped);
        }
        let Some(gap) = gap else { return Ok(None) };
        start += gap;
        let here = &subject[start + 1..];
        if here.first() == rest.first() && !meter.count(rest.len() / AT_ONCE) {
            return Err(PatternError::Stopped);
        }
        if here.starts_with(rest) {
            return Ok(Some(start));
        }
        start += 1;
    }
    Ok(None)
}

/// Finds the first place of a byte.
fn find_byte(bytes: &[u8], wanted: u8) -> Option<usize> {
    const CHUNK: usize = 32;
    let (chunks, tail) = bytes.as_chunks::<CHUNK>();
    // A chunk is looked through to its end, because a loop without an exit becomes vector code.
    let has_wanted = |chunk: &[u8; CHUNK]| chunk.iter().fold(false, |has, &b| has | (b == wanted));
    let (start, last) = match chunks.iter().position(has_wanted) {
        Some(index) => (index * CHUNK, &chunks[index][..]),
        None => (chunks.len() * CHUNK, tail),
    };
    last.iter().position(|&byte| byte == wanted).map(|offset| start + offset)
}

const ALPHA: u16 = 1 << 0;
const CONTROL: u16 = 1 << 1;
const DIGIT: u16 = 1 << 2;
const GRAPH: u16 = 1 << 3;
const LOWER: u16 = 1 << 4;
const PUNCTUATION: u16 = 1 << 5;
const SPACE: u16 = 1 << 6;
const UPPER: u16 = 1 << 7;
const HEX_DIGIT: u16 = 1 << 8;
const ZERO: u16 = 1 << 9;

/// The classes each byte is in, in the C locale.
static CLASSES_OF: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = classes_of(byte as u8);
        byte += 1;
    }
    table
};

/// Computes the classes a byte is in.
const fn classes_of(byte: u8) -> u16 {
    let classes = match byte {
        b'0'..=b'9' => DIGIT | GRAPH,
        b'A'..=b'Z' => ALPHA | UPPER | GRAPH,
        b'a'..=b'z' => ALPHA | LOWER | GRAPH,
        b'!'..=b'~' => PUNCTUATION | GRAPH,
        b' ' => SPACE,
        b'\t'..=b'\r' => SPACE | CONTROL,
        0 => CONTROL | ZERO,
        1..=31 | 127 => CONTROL,
        128.. => 0,
    };
    if byte.is_ascii_hexdigit() { classes | HEX_DIGIT } else { classes }
}

/// The bytes that an escaped letter such as `%a` stands for.
#[derive(Debug, Clone, Copy)]
struct Class {
    classes: u16,
    complement: bool,
}

impl Class {
    /// Looks up the class of a letter; a byte that names none stands for itself.
    fn named(name: u8) -> Option<Class> {
        let classes = match name.to_ascii_lowercase() {
            b'a' => ALPHA,
            b'c' => CONTROL,
            b'd' => DIGIT,
            b'g' => GRAPH,
            b'l' => LOWER,
            b'p' => PUNCTUATION,
            b's' => SPACE,
            b'u' => UPPER,
            b'w' => ALPHA | DIGIT,
            b'x' => HEX_DIGIT,
            // The manual has dropped this one, but programs written for Lua 5.1 use it.
            b'z' => ZERO,
            _ => return None,
        };
        Some(Class { classes, complement: name.is_ascii_uppercase() })
    }

    /// Tells whether a byte is in the class.
    #[inline]
    fn contains(self, byte: u8) -> bool {
        (CLASSES_OF[usize::from(byte)] & self.classes != 0) != self.complement
    }
}

/// Bytes of a set that are looked at in the time of a step.
const SET_ITEMS: usize = 8;

/// A set in brackets.
#[derive(Debug, Clone, Copy)]
struct Set<'a> {
    /// What the brackets hold, without a leading `^` but with the closing bracket: the escape in
    /// `[+-%%]` is read from the end of the range on and takes that bracket along.
    items: &'a [u8],
    complement: bool,
}

impl Set<'_> {
    /// Tells whether a byte is in the set.
    fn contains(self, byte: u8) -> bool {
        let close = self.items.len() - 1;
        let mut at = 0;
        while at < close {
            let item = self.items[at];
            let (found, width) = if item == b'%' {
                let name = self.items[at + 1];
                (Class::named(name).map_or(name == byte, |class| class.contains(byte)), 2)
            } else if self.items[at + 1] == b'-' && at + 2 < close {
                ((item..=self.items[at + 2]).contains(&byte), 3)
            } else {
                (item == byte, 1)
            };
            if found {
                return !self.complement;
            }
            at += width;
        }
        self.complement
    }
}

/// A pattern item that matches one byte.
#[derive(Debug, Clone, Copy)]
enum Single<'a> {
    Any,
    Byte(u8),
    Class(Class),
    Set(Set<'a>),
}

impl Single<'_> {
    /// How many steps it takes to compare it with a byte.
    #[inline]
    fn cost(self) -> usize {
        match self {
            Single::Set(set) => 1 + set.items.len() / SET_ITEMS,
            _ => 1,
        }
    }

    /// Tells whether the item matches a byte.
    #[inline]
    fn matches(self, byte: u8) -> bool {
        match self {
            Single::Any => true,
            Single::Byte(own) => own == byte,
            Single::Class(class) => class.contains(byte),
            Single::Set(set) => set.contains(byte),
        }
    }

    /// Counts how many bytes the item matches in a row.
    fn run_length(self, bytes: &[u8]) -> usize {
        // One loop for each kind, so that none asks for the kind at every byte.
        let end = match self {
            Single::Any => None,
            Single::Byte(own) => bytes.iter().position(|&byte| byte != own),
            Single::Class(class) => bytes.iter().position(|&byte| !class.contains(byte)),
            Single::Set(set) => bytes.iter().position(|&byte| !set.contains(byte)),
        };
        end.unwrap_or(bytes.len())
    }
}

/// Where a group in parentheses ends.
#[derive(Debug, Clone, Copy)]
enum GroupEnd {
    /// The match has not come to its `)`.
    Open,
    /// It is a `()`, which has no extent.
    Position,
    /// It ends before this index.
    At(usize),
}

/// A group in parentheses that the match has entered.
#[derive(Debug, Clone, Copy)]
struct Group {
    start: usize,
    end: GroupEnd,
}

/// The end of a match, or `None` if there is none.
type MatchResult = Result<Option<usize>, PatternError>;

/// Matches one pattern against one subject.
///
/// In its methods `s` is an index into the subject and `p` one into the pattern.
#[derive(Debug)]
pub(crate) struct Matcher<'a> {
    subject: &'a [u8],
    pattern: &'a [u8],
    groups: [Group; MAX_CAPTURES],
    /// How many of the groups the match has entered.
    entered: usize,
    depth: u32,
    /// Counts about one step for a byte or an item.
    meter: Meter<'a>,
    #[cfg(test)]
    steps: u64,
}

impl<'a> Matcher<'a> {
    /// Creates a matcher for a pattern without its anchor (see [`split_anchor`]).
    pub(crate) fn new(subject: &'a [u8], pattern: &'a [u8], meter: Meter<'a>) -> Matcher<'a> {
        let groups = [Group { start: 0, end: GroupEnd::Open }; MAX_CAPTURES];
        Matcher {
            subject,
            pattern,
            groups,
            entered: 0,
            depth: 0,
            meter,
            #[cfg(test)]
            steps: 0,
        }
    }

    /// Spends the steps that were counted so far.
    ///
    /// # Errors
    ///
    /// If they were too many.
    pub(crate) fn settle(&mut self) -> Result<(), PatternError> {
        if self.meter.settle() { Ok(()) } else { Err(PatternError::Stopped) }
    }

    /// Counts work.
    #[inline(always)]
    fn count(&mut self, steps: usize) -> Result<(), PatternError> {
        #[cfg(test)]
        {
            self.steps += steps as u64;
        }
        if self.meter.count(steps) { Ok(()) } else { Err(PatternError::Stopped) }
    }

    /// Returns the subject.
    pub(crate) fn subject(&self) -> &'a [u8] {
        self.subject
    }

    /// Matches at exactly `start`, which is at most the length of the subject, and returns the end
    /// of the match.
    pub(crate) fn match_at(&mut self, start: usize) -> MatchResult {
        self.forget_match();
        self.match_rest(start, 0)
    }

    /// Finds the first match at `from` or later, and returns where it starts and ends.
    pub(crate) fn search(&mut self, from: usize) -> Result<Option<(usize, usize)>, PatternError> {
        self.forget_match();
        let first = self.required_byte(0);
        let mut start = from;
        while start <= self.subject.len() {
            if let Some(byte) = first {
                let rest = &self.subject[start..];
                let gap = find_byte(rest, byte);
                self.count(gap.unwrap_or(rest.len()))?;
                let Some(gap) = gap else { break };
                start += gap;
            }
            if let Some(end) = self.match_at(start)? {
                return Ok(Some((start, end)));
            }
            start += 1;
        }
        Ok(None)
    }

    /// Makes ready for another match.
    fn forget_match(&mut self) {
        self.entered = 0;
        self.depth = 0;
    }

    /// Returns how many captures the pattern has, after a match.
    pub(crate) fn capture_count(&self) -> usize {
        self.entered
    }

    /// Returns a capture of the match that took `match_start..match_end`, counted from 0. A pattern
    /// without captures captures the whole match.
    pub(crate) fn capture(
        &self,
        index: usize,
        match_start: usize,
        match_end: usize,
    ) -> Result<Capture, PatternError> {
        match self.groups[..self.entered].get(index) {
            None if index == 0 => Ok(Capture::Slice { start: match_start, end: match_end }),
            None => Err(PatternError::InvalidCaptureIndex(index + 1)),
            Some(&Group { start, end }) => match end {
                GroupEnd::Open => Err(PatternError::UnfinishedCapture),
                GroupEnd::Position => Ok(Capture::Position(start + 1)),
                GroupEnd::At(end) => Ok(Capture::Slice { start, end }),
            },
        }
    }

    /// Matches the pattern from `p` on, one level deeper.
    fn match_rest(&mut self, s: usize, p: usize) -> MatchResult {
        if self.depth == MAX_DEPTH {
            return Err(PatternError::TooComplex);
        }
        self.depth += 1;
        let end = self.match_items(s, p)?;
        self.depth -= 1;
        Ok(end)
    }

    /// Matches item after item, and leaves to [`Self::match_rest`] what it may have to take back.
    fn match_items(&mut self, mut s: usize, mut p: usize) -> MatchResult {
        loop {
            self.count(1)?;
            match self.pattern[p..] {
                [] => return Ok(Some(s)),
                [b'(', b')', ..] => return self.open_group(s, p + 2, GroupEnd::Position),
                [b'(', ..] => return self.open_group(s, p + 1, GroupEnd::Open),
                [b')', ..] => return self.close_group(s, p + 1),
                [b'$'] => return Ok((s == self.subject.len()).then_some(s)),
                [b'%', b'b', ..] => match self.match_balance(s, p + 2)? {
                    Some(end) => (s, p) = (end, p + 4),
                    None => return Ok(None),
                },
                [b'%', b'f', ..] => match self.match_frontier(s, p + 2)? {
                    Some(after) => p = after,
                    None => return Ok(None),
                },
                [b'%', digit @ b'0'..=b'9', ..] => match self.match_capture(s, digit - b'0')? {
                    Some(end) => (s, p) = (end, p + 2),
                    None => return Ok(None),
                },
                _ => {
                    let (single, after) = self.read_single(p)?;
                    self.count((after - p) / SET_ITEMS)?;
                    let matches = self.subject.get(s).is_some_and(|&byte| single.matches(byte));
                    match (self.pattern.get(after), matches) {
                        (Some(b'*' | b'?' | b'-'), false) => p = after + 1,
                        (_, false) => return Ok(None),
                        (Some(b'*'), true) => return self.expand_most(single, s, after + 1),
                        (Some(b'+'), true) => return self.expand_most(single, s + 1, after + 1),
                        (Some(b'-'), true) => return self.expand_least(single, s, after + 1),
                        (Some(b'?'), true) => match self.match_rest(s + 1, after + 1)? {
                            None => p = after + 1,
                            end => return Ok(end),
                        },
                        (_, true) => (s, p) = (s + 1, after),
                    }
                }
            }
        }
    }

    /// Reads an item that matches one byte, and returns where the pattern goes on after it.
    #[inline]
    fn read_single(&self, p: usize) -> Result<(Single<'a>, usize), PatternError> {
        match self.pattern[p] {
            b'.' => Ok((Single::Any, p + 1)),
            b'%' => {
                let &name = self.pattern.get(p + 1).ok_or(PatternError::EndsWithEscape)?;
                Ok((Class::named(name).map_or(Single::Byte(name), Single::Class), p + 2))
            }
            b'[' => self.read_set(p).map(|(set, after)| (Single::Set(set), after)),
            byte => Ok((Single::Byte(byte), p + 1)),
        }
    }

    /// Reads a set, whose bracket is at `p`, and returns where the pattern goes on after it.
    fn read_set(&self, p: usize) -> Result<(Set<'a>, usize), PatternError> {
        let complement = self.pattern.get(p + 1) == Some(&b'^');
        let start = if complement { p + 2 } else { p + 1 };
        let mut at = start;
        loop {
            match self.pattern.get(at).ok_or(PatternError::UnclosedSet)? {
                // A bracket that comes first stands for itself.
                b']' if at > start => {
                    return Ok((Set { items: &self.pattern[start..=at], complement }, at + 1));
                }
                b'%' => at += 2,
                _ => at += 1,
            }
        }
    }

    /// Returns the byte that the pattern from `p` on needs to match at all, where that is easy to
    /// tell. Without that byte, [`Self::match_rest`] would find no match and no fault either.
    fn required_byte(&self, p: usize) -> Option<u8> {
        if self.depth + 2 > MAX_DEPTH {
            return None;
        }
        let rest = match &self.pattern[p..] {
            [b')', rest @ ..] if self.innermost_open().is_some() => rest,
            rest => rest,
        };
        let (byte, suffix) = match *rest {
            [b'%', byte, ref suffix @ ..] if !byte.is_ascii_alphanumeric() => (byte, suffix),
            [b'%' | b'(' | b')' | b'.' | b'[' | b'$', ..] | [] => return None,
            [byte, ref suffix @ ..] => (byte, suffix),
        };
        let optional = matches!(suffix, [b'*' | b'?' | b'-', ..]);
        (!optional).then_some(byte)
    }

    /// Repeats an item as often as it matches, then less and less often until the rest matches.
    fn expand_most(&mut self, single: Single<'a>, s: usize, p: usize) -> MatchResult {
        // What a set costs more is counted first, in case that it is much.
        let cost = single.cost();
        let run = match cost {
            1 => single.run_length(&self.subject[s..]),
            _ => self.costly_run(single, s)?,
        };
        self.count(run)?;
        let next = self.required_byte(p);
        for s in (s..=s + run).rev() {
            self.count(1)?;
            let hopeless = next.is_some_and(|byte| self.subject.get(s) != Some(&byte));
            if !hopeless && let Some(end) = self.match_rest(s, p)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// Counts how many bytes a long set matches in a row.
    #[cold]
    fn costly_run(&mut self, single: Single<'a>, s: usize) -> Result<usize, PatternError> {
        let mut run = 0;
        while let Some(&byte) = self.subject.get(s + run) {
            self.count(single.cost())?;
            if !single.matches(byte) {
                break;
            }
            run += 1;
        }
        Ok(run)
    }

    /// Repeats an item as few times as the rest can do with.
    fn expand_least(&mut self, single: Single<'a>, mut s: usize, p: usize) -> MatchResult {
        let next = self.required_byte(p);
        let cost = single.cost();
        loop {
            if let Some(wanted) = next {
                let rest = &self.subject[s..];
                let gap = match single {
                    Single::Any => find_byte(rest, wanted),
                    _ => rest.iter().position(|&byte| byte == wanted || !single.matches(byte)),
                };
                let gap = gap.unwrap_or(rest.len());
                self.count(gap.saturating_mul(cost))?;
                if rest.get(gap) != Some(&wanted) {
                    return Ok(None);
                }
                s += gap;
            }
            if let Some(end) = self.match_rest(s, p)? {
                return Ok(Some(end));
            }
            self.count(cost - 1)?;
            match self.subject.get(s) {
                Some(&byte) if single.matches(byte) => s += 1,
                _ => return Ok(None),
            }
        }
    }

    /// Enters a group, and leaves it again if the rest does not match.
    fn open_group(&mut self, s: usize, p: usize, end: GroupEnd) -> MatchResult {
        let group = self.groups.get_mut(self.entered).ok_or(PatternError::TooManyCaptures)?;
        *group = Group { start: s, end };
        self.entered += 1;
        let result = self.match_rest(s, p)?;
        if result.is_none() {
            self.entered -= 1;
        }
        Ok(result)
    }

    /// Ends the innermost open group, and opens it again if the rest does not match.
    fn close_group(&mut self, s: usize, p: usize) -> MatchResult {
        let index = self.innermost_open().ok_or(PatternError::UnopenedCapture)?;
        self.groups[index].end = GroupEnd::At(s);
        let result = self.match_rest(s, p)?;
        if result.is_none() {
            self.groups[index].end = GroupEnd::Open;
        }
        Ok(result)
    }

    /// Finds the group that a `)` ends.
    fn innermost_open(&self) -> Option<usize> {
        let entered = &self.groups[..self.entered];
        entered.iter().rposition(|group| matches!(group.end, GroupEnd::Open))
    }

    /// Matches `%b`, whose two bytes are at `p`, and returns the end of the balanced part.
    fn match_balance(&mut self, s: usize, p: usize) -> MatchResult {
        let &[open, close, ..] = &self.pattern[p..] else {
            return Err(PatternError::UndelimitedBalance);
        };
        let Some((&first, rest)) = self.subject[s..].split_first() else { return Ok(None) };
        if first != open {
            return Ok(None);
        }
        let mut nesting = 1usize;
        for (offset, &byte) in rest.iter().enumerate() {
            self.count(1)?;
            // The order of the tests counts: with two equal bytes, the second ends the part.
            if byte == close {
                nesting -= 1;
                if nesting == 0 {
                    return Ok(Some(s + offset + 2));
                }
            } else if byte == open {
                nesting += 1;
            }
        }
        Ok(None)
    }

    /// Matches `%f`, whose set is at `p`, and returns where the pattern goes on after it.
    fn match_frontier(&mut self, s: usize, p: usize) -> MatchResult {
        if self.pattern.get(p) != Some(&b'[') {
            return Err(PatternError::FrontierWithoutSet);
        }
        let (set, after) = self.read_set(p)?;
        self.count((after - p) / SET_ITEMS)?;
        let before = if s == 0 { 0 } else { self.subject[s - 1] };
        let here = self.subject.get(s).copied().unwrap_or(0);
        Ok((!set.contains(before) && set.contains(here)).then_some(after))
    }

    /// Matches what a capture, counted from 1, took before, and returns the end of that.
    fn match_capture(&mut self, s: usize, number: u8) -> MatchResult {
        let number = usize::from(number);
        let index = number.checked_sub(1);
        match index.and_then(|index| self.groups[..self.entered].get(index)) {
            None | Some(Group { end: GroupEnd::Open, .. }) => {
                Err(PatternError::InvalidCaptureIndex(number))
            }
            Some(Group { end: GroupEnd::Position, .. }) => Ok(None),
            Some(&Group { start, end: GroupEnd::At(end) }) => {
                self.count(end - start)?;
                let same = self.subject[s..].starts_with(&self.subject[start..end]);
                Ok(same.then_some(s + end - start))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds the first match and shows it and its captures: `[x]` for a slice, `@1` for a position.
    fn find(subject: &str, pattern: &str) -> String {
        let show = || {
            let (anchored, rest) = split_anchor(pattern.as_bytes());
            let mut matcher = Matcher::new(subject.as_bytes(), rest, Meter::unlimited());
            let found = if anchored {
                matcher.match_at(0)?.map(|end| (0, end))
            } else {
                matcher.search(0)?
            };
            let Some((start, end)) = found else { return Ok("no match".to_string()) };
            let mut shown = subject[start..end].to_string();
            for index in 0..matcher.capture_count() {
                shown += &match matcher.capture(index, start, end)? {
                    Capture::Slice { start, end } => format!("[{}]", &subject[start..end]),
                    Capture::Position(position) => format!("@{position}"),
                };
            }
            Ok(shown)
        };
        show().unwrap_or_else(|error: PatternError| error.to_string())
    }

    /// Checks rows of a subject, a pattern and what [`find`] shows.
    fn check(rows: &[(&str, &str, &str)]) {
        for (subject, pattern, expected) in rows {
            assert_eq!(find(subject, pattern), *expected, "{pattern} in {subject}");
        }
    }

    #[test]
    fn matches_single_items_and_anchors() {
        check(&[
            ("hello", "", ""),
            ("hello", "l", "l"),
            ("hello", "h.l", "hel"),
            ("hello", "^ell", "no match"),
            ("hello", "^hel", "hel"),
            ("hello", "lo$", "lo"),
            ("hello", "l$", "no match"),
            ("a$^b", "$^", "$^"),
            ("1.5%", "%.5%%", ".5%"),
            ("a\0b", "%z", "\0"),
        ]);
    }

    #[test]
    fn knows_the_classes() {
        let members = |class: &str| -> String {
            let matches = |&byte: &u8| {
                Matcher::new(&[byte], class.as_bytes(), Meter::unlimited()).match_at(0)
                    == Ok(Some(1))
            };
            (0..=255).filter(matches).map(char::from).collect()
        };
        assert_eq!(members("%d"), "0123456789");
        assert_eq!(members("%x"), "0123456789ABCDEFabcdef");
        assert_eq!(members("%s"), "\t\n\x0b\x0c\r ");
        assert_eq!(members("%l"), ('a'..='z').collect::<String>());
        assert_eq!(members("%u"), ('A'..='Z').collect::<String>());
        assert_eq!(members("%a"), ('A'..='Z').chain('a'..='z').collect::<String>());
        assert_eq!(members("%w"), members("[%d%a]"));
        assert_eq!(members("%p"), "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        assert_eq!(members("%g"), ('!'..='~').collect::<String>());
        assert_eq!(members("%c"), ('\0'..='\x1f').chain(['\x7f']).collect::<String>());
        assert_eq!(members("%D"), members("[^%d]"));
        assert_eq!(members("%D").chars().count(), 246);
    }

    #[test]
    fn reads_sets() {
        check(&[
            ("x=[1]", "[]]", "]"),
            ("]x", "[^]]", "x"),
            ("a-b", "[b-]+", "-b"),
            ("a-z", "[%a-z]+", "a-z"),
            ("key_1 = 2", "[%w_]+", "key_1"),
            ("^a", "[a^]+", "^a"),
            ("x%]", "[%]%%]+", "%]"),
            // The escape begins at the end of the range.
            ("%]", "[+-%%]", "]"),
        ]);
    }

    #[test]
    fn repeats_items() {
        check(&[
            ("aaa", "a*", "aaa"),
            ("aaa", "a-", ""),
            ("aaab", "a-b", "aaab"),
            ("baaa", "a+", "aaa"),
            ("b", "a+", "no match"),
            ("color", "colou?r", "color"),
            ("aaa", "^a?a?a?a?$", "aaa"),
            ("<a><b>", "<.->", "<a>"),
            ("<a><b>", "<.*>", "<a><b>"),
            ("k = v; w", "(%w+)%s*=%s*(.-);", "k = v;[k][v]"),
            ("  trim  ", "^%s*(.-)%s*$", "  trim  [trim]"),
            ("ab12x", "%a-%d-x", "ab12x"),
        ]);
    }

    #[test]
    fn captures() {
        check(&[
            ("abc", "()b()", "b@2@3"),
            ("abc", "((a)(b))", "ab[ab][a][b]"),
            ("say \"it's\"", "([\"'])(.-)%1", "\"it's\"[\"][it's]"),
            ("abab", "(ab)%1", "abab[ab]"),
            ("aa", "()%1", "no match"),
            ("xaab", "(a*(.)b)", "aab[aab][a]"),
        ]);
    }

    #[test]
    fn balances_and_finds_frontiers() {
        check(&[
            ("f(a(b)c)d", "%b()", "(a(b)c)"),
            ("((a)", "%b()", "(a)"),
            ("xaya", "%baa", "aya"),
            ("THE (quick) fox", "%f[%a]%a+%f[%A]", "THE"),
            ("a quick", "%f[%w]%w+$", "quick"),
            ("ab", "b%f[%z]", "b"),
        ]);
    }

    #[test]
    fn reports_faults_where_the_match_meets_them() {
        check(&[
            ("a", "%", "malformed pattern (ends with '%')"),
            ("a", "[a", "malformed pattern (missing ']')"),
            ("a", "[a%", "malformed pattern (missing ']')"),
            ("a", "[]", "malformed pattern (missing ']')"),
            ("a", "%b(", "malformed pattern (missing arguments to '%b')"),
            ("a", "%fa", "missing '[' after '%f' in pattern"),
            ("a", "a)", "invalid pattern capture"),
            ("a", "(a", "unfinished capture"),
            ("a", "%0", "invalid capture index %0"),
            ("a", "(%1)", "invalid capture index %1"),
            ("a", &"()".repeat(33), "too many captures"),
            ("a", &"a?".repeat(200), "a"),
            ("b", "a[", "no match"),
        ]);
        assert_eq!(find(&"a".repeat(200), &"a?".repeat(200)), "pattern too complex");
        let matcher = Matcher::new(b"", b"", Meter::unlimited());
        assert_eq!(matcher.capture(1, 0, 0), Err(PatternError::InvalidCaptureIndex(2)));
    }

    #[test]
    fn long_runs_do_not_recurse() {
        let subject = "x".repeat(100_000);
        for pattern in ["x*", "x-$", ".*", ".-$", "[x]+", "%a+"] {
            assert_eq!(find(&subject, pattern), subject);
        }
    }

    #[test]
    fn counts_steps() {
        let subject = [b'x'; 1000];
        let mut matcher = Matcher::new(&subject, b".-.-y", Meter::unlimited());
        assert_eq!(matcher.match_at(0), Ok(None));
        assert!(matcher.steps > 100_000);
    }

    #[test]
    fn finds_plain_text() {
        let subject = [&[b'.'; 70][..], b"ababc", &[b'.'; 40]].concat();
        assert_eq!(find_plain(&subject, b"abc", 0, &mut Meter::unlimited()), Ok(Some(72)));
        assert_eq!(find_plain(&subject, b"abc", 72, &mut Meter::unlimited()), Ok(Some(72)));
        assert_eq!(find_plain(&subject, b"abc", 73, &mut Meter::unlimited()), Ok(None));
        assert_eq!(find_plain(b"abc", b"", 3, &mut Meter::unlimited()), Ok(Some(3)));
        assert_eq!(find_plain(b"abc", b"", 4, &mut Meter::unlimited()), Ok(None));
        assert_eq!(find_plain(b"abc", b"abcd", 0, &mut Meter::unlimited()), Ok(None));
        assert_eq!(find_plain(b"abc", b"c", 7, &mut Meter::unlimited()), Ok(None));
        assert!(!has_specials(b"plain ) ] text\0"));
        assert!("^$*+?.([%-".bytes().all(|byte| has_specials(&[b'a', byte])));
    }
}
