-- The message of an invalid conversion shows the format from there on. Manual 6.9.
os.date("%Y %Od %Ed and %d") --! bad argument #1 to 'date' (invalid conversion specifier '%Ed and %d')
