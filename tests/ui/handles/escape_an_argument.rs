use std::cell::RefCell;

use ferrolua::Function;

fn main() {
    let kept: RefCell<Vec<&'static str>> = RefCell::new(Vec::new());
    let _ = Function::wrap(move |text: &str| kept.borrow_mut().push(text));
}
