-- Strings that are numerals stand for numbers in a `for` loop.
for i = "1", "2", "1" do print(i) end
--> 1.0
--> 2.0
for i = 1, "2" do print(i) end
--> 1
--> 2
