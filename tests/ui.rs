//! What the compiler says of misuse: of attributes, of methods, of handles that must not escape.

#[test]
fn mistakes_are_named_where_they_are() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/attribute/*.rs");
    cases.compile_fail("tests/ui/operators/*.rs");
    cases.compile_fail("tests/ui/methods/*.rs");
    cases.compile_fail("tests/ui/handles/*.rs");
    cases.compile_fail("tests/ui/data/*.rs");
    cases.compile_fail("tests/ui/chunk/*.rs");
    cases.compile_fail("tests/ui/interface/*.rs");
    cases.compile_fail("tests/ui/blocks/*.rs");
    cases.compile_fail("tests/ui/behaviours/*.rs");
    cases.compile_fail("tests/ui/enums/*.rs");
    cases.compile_fail("tests/ui/generics/*.rs");
    cases.compile_fail("tests/ui/parts/*.rs");
    cases.compile_fail("tests/ui/composition/*.rs");
    cases.compile_fail("tests/ui/foreign/*.rs");
    cases.pass("tests/ui/pass/*.rs");
}
