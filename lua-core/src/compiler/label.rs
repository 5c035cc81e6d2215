//! Labels of a function, and the jumps that wait for theirs. A program may have any number of both: neither is searched for.

use hashbrown::HashMap;

use crate::syntax::Name;
use crate::syntax::ast::Line;

pub(super) struct Label {
    pub(super) name: Name,
    pub(super) pc: usize,
    pub(super) line: Line,
    /// How many names are visible at the label.
    pub(super) active: usize,
}

/// A jump to a label that is not known yet. `break` is one to a label of that name.
#[derive(Clone, Copy)]
pub(super) struct Goto {
    pub(super) name: Name,
    pub(super) at: usize,
    pub(super) line: Line,
    /// How many names are visible, as far as the blocks left already allow.
    pub(super) active: usize,
    /// Whether a block was left that must be closed.
    pub(super) needs_close: bool,
}

/// How much there was of everything at the start of a block.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    labels: usize,
    gotos: usize,
    breaks: usize,
}

#[derive(Default)]
pub(super) struct Labels {
    /// The visible ones.
    labels: Vec<Label>,
    /// Where each is.
    by_name: HashMap<Name, usize>,
    /// Jumps, of which some found their label.
    gotos: Vec<Option<Goto>>,
    /// Where those are that wait for a label of a name, in order.
    waiting: HashMap<Name, Vec<usize>>,
    /// `break`s that wait for the end of their loop.
    ///
    /// PERF: apart, as they are many and wait for the innermost loop only.
    breaks: Vec<Goto>,
}

impl Labels {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.labels.clear();
        self.by_name.clear();
        self.gotos.clear();
        self.waiting.clear();
        self.breaks.clear();
    }

    /// How much there is.
    pub(super) fn mark(&self) -> Mark {
        Mark { labels: self.labels.len(), gotos: self.gotos.len(), breaks: self.breaks.len() }
    }

    /// The visible label of a name.
    pub(super) fn find(&self, name: Name) -> Option<&Label> {
        self.by_name.get(&name).map(|&index| &self.labels[index])
    }

    /// Makes a label visible. There is none of that name.
    pub(super) fn add(&mut self, label: Label) {
        self.by_name.insert(label.name, self.labels.len());
        self.labels.push(label);
    }

    /// Hides the labels of a block.
    pub(super) fn hide(&mut self, from: Mark) {
        for label in self.labels.drain(from.labels..) {
            self.by_name.remove(&label.name);
        }
    }

    /// Lets a jump wait for its label.
    pub(super) fn wait(&mut self, goto: Goto) {
        if goto.name == Name::BREAK {
            return self.breaks.push(goto);
        }
        self.waiting.entry(goto.name).or_default().push(self.gotos.len());
        self.gotos.push(Some(goto));
    }

    /// The jumps that wait since the start of a block.
    pub(super) fn waiting_since(&mut self, mark: Mark) -> impl Iterator<Item = &mut Goto> {
        self.gotos[mark.gotos..].iter_mut().flatten().chain(&mut self.breaks[mark.breaks..])
    }

    /// The jumps since the start of a block that wait for a name, in order. They do not wait any more.
    pub(super) fn take(&mut self, name: Name, since: Mark) -> Vec<Goto> {
        if name == Name::BREAK {
            return self.breaks.split_off(since.breaks);
        }
        let Some(waiting) = self.waiting.get_mut(&name) else { return Vec::new() };
        let first = waiting.partition_point(|&index| index < since.gotos);
        let found = waiting.split_off(first);
        let found = found.into_iter().filter_map(|index| self.gotos[index].take()).collect();
        while let Some(None) = self.gotos.last() {
            self.gotos.pop();
        }
        found
    }

    /// The first jump that found no label.
    pub(super) fn first_waiting(&self) -> Option<&Goto> {
        let first = self.gotos.iter().flatten().next();
        first.into_iter().chain(self.breaks.first()).min_by_key(|goto| goto.at)
    }
}
