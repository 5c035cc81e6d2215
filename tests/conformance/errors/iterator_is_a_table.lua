-- A generic loop over a plain table is an error. Manual 3.3.5.
for _, v in { 1, 2, 3 } do print(v) end  --! attempt to call a table value (for iterator 'for iterator')
