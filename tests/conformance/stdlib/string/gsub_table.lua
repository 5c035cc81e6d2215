-- A table maps the first capture to its replacement. Manual 6.4.
print(("$name is $age, $x"):gsub("%$(%w+)", { name = "Ann", age = 42 }))  --> Ann is 42, $x	3
print(("abc"):gsub("%w", { a = "1", b = false }))  --> 1bc	3
