-- A method definition has an implicit first parameter. Manual 3.4.11.
local Account = { balance = 0 }
function Account:deposit(n) self.balance = self.balance + n; return self end
print(Account:deposit(5):deposit(6).balance, Account.deposit({ balance = 1 }, 1).balance)  --> 11	2
