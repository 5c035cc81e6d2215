-- Assigning a field of an undeclared global names it. Manual 2.3.
settings.volume = 10  --! attempt to index a nil value (global 'settings')
