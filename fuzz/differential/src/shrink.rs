//! Makes a program smaller: lines are removed, in runs that become shorter and shorter.

/// The program without the lines that `still_fails` does not need.
pub fn shrink(program: &str, mut still_fails: impl FnMut(&str) -> bool) -> String {
    let mut lines: Vec<&str> = program.lines().collect();
    loop {
        let before = lines.len();
        let mut run = (lines.len() / 2).max(1);
        loop {
            let mut start = 0;
            while start < lines.len() {
                let end = (start + run).min(lines.len());
                let mut fewer = lines.clone();
                fewer.drain(start..end);
                if still_fails(&fewer.join("\n")) {
                    lines = fewer;
                } else {
                    start += run.div_ceil(2);
                }
            }
            if run == 1 {
                break;
            }
            run = run.div_ceil(2).min(run - 1);
        }
        // A block without its body: the line that opens it and the one that ends it.
        for open in (0..lines.len()).rev() {
            for close in open + 1..lines.len() {
                if close >= lines.len() || !lines[close].trim_start().starts_with(['e', '}', 'u']) {
                    continue;
                }
                let mut fewer = lines.clone();
                fewer.remove(close);
                fewer.remove(open);
                if still_fails(&fewer.join("\n")) {
                    lines = fewer;
                    break;
                }
            }
        }
        if lines.len() == before {
            return lines.join("\n");
        }
    }
}
