-- The item %f needs a set. Manual 6.4.1.
("a"):find("%fa")  --! missing '[' after '%f' in pattern
