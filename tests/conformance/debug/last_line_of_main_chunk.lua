-- The main chunk begins and ends on line 0. Manual 4.7.
print(debug.getinfo(1, "S").lastlinedefined)  --> 0
print(debug.getinfo(load("\n\n\n"), "S").lastlinedefined)  --> 0
