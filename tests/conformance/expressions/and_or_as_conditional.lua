-- The idiom of and with or falls through when the middle value is false. Manual 3.4.5.
print(true and "yes" or "no", false and "yes" or "no", true and false or "no")  --> yes	no	no
