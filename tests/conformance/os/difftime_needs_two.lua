-- The function difftime has two arguments since Lua 5.4. Manual 6.9.
os.difftime(1) --! bad argument #2 to 'difftime' (number expected, got no value)
