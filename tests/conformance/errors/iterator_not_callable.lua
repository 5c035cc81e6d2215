-- A generic loop over something that cannot be called is an error. Manual 3.3.5.
for _ in 5 do end  --! attempt to call a number value (for iterator 'for iterator')
