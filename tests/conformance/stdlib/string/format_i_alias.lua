-- The directive i is another name for d. Manual 6.4.
print(("%i|%3i|%-3i|%03i|%+i"):format(5, 5, 5, 5, 5))  --> 5|  5|5  |005|+5
