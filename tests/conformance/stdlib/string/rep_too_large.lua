-- A result that is too large is an error. Manual 6.4.
("x"):rep(1 << 62)  --! resulting string too large
