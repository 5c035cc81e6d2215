-- Escapes mean nothing inside long brackets. Manual 3.1.
print([[a\nb\]], #[[\]])  --> a\nb\	1
