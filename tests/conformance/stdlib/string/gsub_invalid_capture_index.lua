-- A replacement can only name captures of the pattern. Manual 6.4.
("x"):gsub("(x)", "%2")  --! invalid capture index %2
