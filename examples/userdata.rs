//! A Rust type in Lua without macros: `UserData` written by hand.

use ferrolua::{Lua, MetaMethod, Result, UserData, UserDataFields, UserDataMethods};

struct Account {
    owner: String,
    balance: i64,
}

impl UserData for Account {
    fn add_fields<F: UserDataFields<Self>>(fields: &mut F) {
        fields.add_field_method_get("owner", |_, this| Ok(this.owner.clone()));
        fields.add_field_method_get("balance", |_, this| Ok(this.balance));
    }

    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method_mut("deposit", |_, this, amount: i64| {
            this.balance += amount;
            Ok(this.balance)
        });
        methods.add_meta_method(MetaMethod::ToString, |_, this, ()| {
            Ok(format!("{}: {}", this.owner, this.balance))
        });
    }
}

fn main() -> Result<()> {
    let lua = Lua::new();
    let account = lua.create_userdata(Account { owner: "Ada".into(), balance: 10 })?;
    lua.globals().set("account", &account)?;
    lua.load("account:deposit(32) print(account, account.owner)").exec()?;
    // Rust still sees the very data that the script changed.
    assert_eq!(account.borrow::<Account>()?.balance, 42);
    Ok(())
}
