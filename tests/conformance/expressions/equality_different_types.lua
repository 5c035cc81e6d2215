-- Values of different types are never equal. Manual 3.4.4.
print(0 == "0", nil == false, 1 == true, "" == nil)  --> false	false	false	false
