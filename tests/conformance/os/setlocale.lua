-- There is the locale C, by its names; other names give nil. Manual 6.9.
print(os.setlocale(), os.setlocale(nil), os.setlocale("C"), os.setlocale("POSIX"))  --> C	C	C	C
print(os.setlocale("no_SUCH"), os.setlocale("no_SUCH", "time"))  --> nil	nil
for _, category in ipairs { "all", "collate", "ctype", "monetary", "numeric", "time" } do
  print(category, os.setlocale("C", category), os.setlocale(nil, category))
end
--> all	C	C
--> collate	C	C
--> ctype	C	C
--> monetary	C	C
--> numeric	C	C
--> time	C	C
os.setlocale("C", "x") --! bad argument #2 to 'setlocale' (invalid option 'x')
