-- Elements that cannot be compared are an error. Manual 6.6.
print(pcall(table.sort, { 1, "x" }))       --> false	attempt to compare string with number
print(pcall(table.sort, { {}, {} }))       --> false	attempt to compare two table values
print(pcall(table.sort, { true, false }))  --> false	attempt to compare two boolean values
