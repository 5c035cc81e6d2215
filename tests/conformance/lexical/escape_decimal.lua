-- A decimal escape takes at most three digits. Manual 3.1.
print("\65\066\0671")             --> ABC1
print(#"\0001", ("\255"):byte())  --> 2	255
