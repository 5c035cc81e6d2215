-- What separates parts of paths, and marks in them. Manual 6.3.
for line in package.config:gmatch("[^\n]+") do print(line) end
--> /
--> ;
--> ?
--> !
--> -
print(type(package.path), type(package.cpath), type(package.preload), #package.searchers)
--> string	string	table	4
