//! The name that somebody may have meant.

/// Longer names, in bytes, are like no other.
const LONGEST: usize = 100;

/// The name nearest to the one that does not exist, if it is near: a third of the letters may differ. More is another
/// word, and one of one letter too. Nobody means a name by a long text, which takes long to compare.
#[doc(hidden)]
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > LONGEST {
        return None;
    }
    let distances = names.map(|name| (strsim::damerau_levenshtein(wanted, name), name));
    let (distance, name) = distances.min()?;
    (distance <= (wanted.chars().count() + 1) / 3).then_some(name)
}

/// As the end of a message: ` (did you mean 'port'?)`, or nothing.
pub(super) fn hint<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    let found = nearest(wanted, names);
    found.map(|name| format!(" (did you mean '{name}'?)")).unwrap_or_default()
}
