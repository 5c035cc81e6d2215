-- Indexing a nil global names it. Manual 2.3.
print(player.hp)  --! attempt to index a nil value (global 'player')
