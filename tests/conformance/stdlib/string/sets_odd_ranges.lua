-- A hyphen at an edge of a set stands for itself. Manual 6.4.1.
print(("a-b"):match("[a-]+"), ("a-b"):match("[-a]+"), ("5"):match("[9-0]"), ("a-%d"):match("[%a-%d]+"))
--> a-	a-	nil	a-
