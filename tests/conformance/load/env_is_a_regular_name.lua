-- The name _ENV reads as a variable. Manual 2.2.
print(_ENV == _G, _G._G == _G, rawequal(_ENV, _G._ENV))  --> true	true	false
