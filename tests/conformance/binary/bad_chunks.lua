-- What only begins like a binary chunk is an error, named after the chunk. Manual 6.1.
print(load("\27this is not one", "=name"))   --> nil	name: bad binary format (not a binary chunk)
print(load("\27this is not one", "@file"))   --> nil	file: bad binary format (not a binary chunk)
print(load("\27this is not one", "plain"))   --> nil	plain: bad binary format (not a binary chunk)
print(load("\27this is not one"))            --> nil	binary string: bad binary format (not a binary chunk)
print(load("\27"))                           --> nil	binary string: bad binary format (truncated chunk)
