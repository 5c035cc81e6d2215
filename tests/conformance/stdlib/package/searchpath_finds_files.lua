-- The first file that can be read is found. Manual 6.3.
print(package.searchpath("searchpath_finds_files", "./?.none;./?.lua;?.lua"))
--> ./searchpath_finds_files.lua
print(package.searchpath("searchpath_finds_files.lua", "?", ""))  --> searchpath_finds_files.lua
