-- A pattern must not end with a percent sign. Manual 6.4.1.
("x"):find("%")  --! malformed pattern (ends with '%')
