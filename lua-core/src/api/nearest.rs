//! The name that somebody may have meant.

/// The name nearest to the one that does not exist, if it is near: a third of the letters may differ. More is another
/// word, and one of one letter too.
pub(super) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distances = names.map(|name| (strsim::damerau_levenshtein(wanted, name), name));
    let (distance, name) = distances.min()?;
    (distance <= (wanted.chars().count() + 1) / 3).then_some(name)
}

/// As the end of a message: ` (did you mean 'port'?)`, or nothing.
pub(super) fn hint<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    let found = nearest(wanted, names);
    found.map(|name| format!(" (did you mean '{name}'?)")).unwrap_or_default()
}
