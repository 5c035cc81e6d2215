-- A closing value without __close is an error. Manual 3.3.5.
for _ in next, {}, nil, {} do end  --! variable '(for state)' got a non-closable value
