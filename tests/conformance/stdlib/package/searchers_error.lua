-- The error of a searcher is the error of require. Manual 6.3.
package.searchers = { function(name) error("no " .. name, 0) end }
print(pcall(require, "x"))  --> false	no x
package.searchers = { 5 }
print(pcall(require, "x"))  --> false	attempt to call a number value
