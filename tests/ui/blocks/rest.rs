use ferrolua::{UserData, Variadic, methods};

#[derive(UserData)]
struct Log;

#[methods]
impl Log {
    fn first(&self, #[lua(rest)] _lines: Vec<String>, _level: i64) {}

    fn no_list(&self, #[lua(rest)] _line: String) {}

    fn no_need(&self, #[lua(rest)] _lines: Variadic<String>) {}

    fn default_too(&self, #[lua(rest, default)] _lines: Vec<String>) {}

    fn unknown(&self, #[lua(optional)] _line: String) {}
}

fn main() {}
