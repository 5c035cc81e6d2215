-- Makes objects of the host with random texts, and sorts them here, by the host's `<`.
-- From the host: `Text.new(string)`, `len(text)`, and `rand(n)`, a number from 0 to n - 1.
local SIZE = 10000
local DIGITS = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f" }

local function random_text()
  local length = 8 + rand(16)
  local letters = {}
  for i = 1, length do letters[i] = DIGITS[rand(#DIGITS) + 1] end
  return Text.new(table.concat(letters))
end

local function partition(list, low, high)
  local pivot = list[high]
  local border = low
  for i = low, high - 1 do
    if list[i] < pivot then
      list[i], list[border] = list[border], list[i]
      border = border + 1
    end
  end
  list[high], list[border] = list[border], list[high]
  return border
end

local function quicksort(list, low, high)
  if low < high then
    local middle = partition(list, low, high)
    quicksort(list, low, middle - 1)
    quicksort(list, middle + 1, high)
  end
end

-- Sorts a new list and returns a number that depends on each length and its place.
function sort_objects()
  local list = {}
  for i = 1, SIZE do list[i] = random_text() end
  quicksort(list, 1, SIZE)
  local sum = 0
  for i = 1, SIZE do
    assert(i == 1 or not (list[i] < list[i - 1]), "out of order")
    sum = (sum * 31 + len(list[i])) % 1000000007
  end
  return sum
end
