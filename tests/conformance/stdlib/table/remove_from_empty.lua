-- Removing from an empty list gives what stands at its length. Manual 6.6.
print(table.remove({}), table.remove({}, 0), table.remove({ [0] = "zero" }), #{})  --> nil	nil	zero	0
print(table.remove({}, #{}))  --> nil
