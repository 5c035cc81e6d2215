-- Classes inherit through the metatable of the class. Manual 2.4.
local Animal = {}
Animal.__index = Animal
function Animal.speak(self) return self.name .. " speaks" end
local Dog = setmetatable({}, { __index = Animal })
Dog.__index = Dog
function Dog.fetch(self) return self:speak() .. " and fetches" end
print(setmetatable({ name = "Rex" }, Dog):fetch())  --> Rex speaks and fetches
