-- Year, month and day must be there. Manual 6.9.
print(pcall(os.time, { month = 1, day = 1 }))  --> false	field 'year' missing in date table
print(pcall(os.time, { year = 2024, day = 1 }))  --> false	field 'month' missing in date table
print(pcall(os.time, { hour = 12 }))  --> false	field 'year' missing in date table
os.time { year = 2024, month = 1 } --! field 'day' missing in date table
