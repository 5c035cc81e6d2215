-- The function error adds the position to a string. Manual 6.1.
error("message")  --! message
