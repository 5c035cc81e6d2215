-- The name is a string. Manual 6.3.
print(pcall(require))      --> false	bad argument #1 to 'require' (string expected, got no value)
print(pcall(require, {}))  --> false	bad argument #1 to 'require' (string expected, got table)
package.preload["12"] = function(name) return math.type(name) or name end
print(require(12))  --> 12	:preload:
