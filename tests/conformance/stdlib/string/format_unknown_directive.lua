-- A percent sign must be followed by a directive. Manual 6.4.
print(pcall(string.format, "%y", 1))  --> false	invalid conversion '%y' to 'format'
string.format("%", 1)                 --! invalid conversion '%' to 'format'
