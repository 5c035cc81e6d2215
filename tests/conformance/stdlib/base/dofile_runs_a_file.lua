-- The file runs in the global environment; its results are returned. Manual 6.1.
if depth then return depth, nil, ... end
depth = 1
print(dofile("dofile_runs_a_file.lua"))  --> 1	nil
