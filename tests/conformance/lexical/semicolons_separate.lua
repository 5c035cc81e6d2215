-- Statements may be separated, preceded and followed by semicolons. Manual 3.3.1.
;;; local a = 1; ; print(a); ;  --> 1
