-- The standard libraries are modules. Manual 6.3.
for _, name in ipairs { "string", "table", "math", "coroutine", "utf8", "package" } do
  print(name, require(name) == _G[name], package.loaded[name] == _G[name])
--> string	true	true
--> table	true	true
--> math	true	true
--> coroutine	true	true
--> utf8	true	true
--> package	true	true
end
print(require "_G" == _G)  --> true
