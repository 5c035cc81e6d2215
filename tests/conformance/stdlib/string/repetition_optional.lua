-- A question mark matches once or not at all. Manual 6.4.1.
print(("color colour"):gsub("colou?r", "X"))  --> X X	2
print(("-5"):match("^[+-]?%d+$"), ("5"):match("^[+-]?%d+$"), ("+-5"):match("^[+-]?%d+$"))  --> -5	5	nil
