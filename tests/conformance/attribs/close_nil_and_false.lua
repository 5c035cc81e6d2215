-- The values nil and false need no closing. Manual 3.3.8.
do
  local a <close> = nil
  local b <close> = false
  print(a, b)  --> nil	false
end
