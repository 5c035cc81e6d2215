//! Many values: `MultiValue` and `Variadic`.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};

use super::value::Value;

/// Any number of Lua values: arguments or results whose number is not known.
///
/// ```
/// use lua_core::{Lua, MultiValue};
/// let lua = Lua::new();
/// let values: MultiValue = lua.load("1, 'two', nil").eval()?;
/// assert_eq!(values.len(), 3);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MultiValue(VecDeque<Value>);

impl MultiValue {
    /// No values.
    ///
    /// ```
    /// assert!(lua_core::MultiValue::new().is_empty());
    /// ```
    pub const fn new() -> MultiValue {
        MultiValue(VecDeque::new())
    }

    /// No values yet, and room for so many.
    ///
    /// ```
    /// assert!(lua_core::MultiValue::with_capacity(4).capacity() >= 4);
    /// ```
    pub fn with_capacity(capacity: usize) -> MultiValue {
        MultiValue(VecDeque::with_capacity(capacity))
    }

    /// Values in a vector.
    ///
    /// ```
    /// use lua_core::{MultiValue, Value};
    /// assert_eq!(MultiValue::from_vec(vec![Value::Nil]).into_vec(), [Value::Nil]);
    /// ```
    pub fn from_vec(values: Vec<Value>) -> MultiValue {
        MultiValue(values.into())
    }

    /// The values as a vector.
    ///
    /// ```
    /// use lua_core::{Lua, MultiValue, Value};
    /// let values: MultiValue = Lua::new().load("1, nil").eval()?;
    /// assert_eq!(values.into_vec(), [Value::Integer(1), Value::Nil]);
    /// # Ok::<(), lua_core::Error>(())
    /// ```
    pub fn into_vec(self) -> Vec<Value> {
        self.0.into()
    }
}

impl From<Vec<Value>> for MultiValue {
    fn from(values: Vec<Value>) -> MultiValue {
        MultiValue::from_vec(values)
    }
}

impl From<MultiValue> for Vec<Value> {
    fn from(values: MultiValue) -> Vec<Value> {
        values.into_vec()
    }
}

impl<'a> IntoIterator for &'a MultiValue {
    type Item = &'a Value;
    type IntoIter = std::collections::vec_deque::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Deref for MultiValue {
    type Target = VecDeque<Value>;

    fn deref(&self) -> &VecDeque<Value> {
        &self.0
    }
}

impl DerefMut for MultiValue {
    fn deref_mut(&mut self) -> &mut VecDeque<Value> {
        &mut self.0
    }
}

impl FromIterator<Value> for MultiValue {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> MultiValue {
        MultiValue(values.into_iter().collect())
    }
}

impl IntoIterator for MultiValue {
    type Item = Value;
    type IntoIter = std::collections::vec_deque::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Any number of values of one type, at the end of arguments or results.
///
/// ```
/// use lua_core::{Lua, Variadic};
/// let lua = Lua::new();
/// let sum = lua.create_function(|_, numbers: Variadic<f64>| Ok(numbers.iter().sum::<f64>()))?;
/// assert_eq!(sum.call::<f64>((1, 2, 3.5))?, 6.5);
/// # Ok::<(), lua_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Variadic<T>(Vec<T>);

impl<T> Variadic<T> {
    /// No values.
    ///
    /// ```
    /// assert!(lua_core::Variadic::<i64>::new().is_empty());
    /// ```
    pub const fn new() -> Variadic<T> {
        Variadic(Vec::new())
    }

    /// No values yet, and room for so many.
    ///
    /// ```
    /// assert!(lua_core::Variadic::<i64>::with_capacity(4).capacity() >= 4);
    /// ```
    pub fn with_capacity(capacity: usize) -> Variadic<T> {
        Variadic(Vec::with_capacity(capacity))
    }

    /// The values as a vector.
    ///
    /// ```
    /// assert_eq!(lua_core::Variadic::from(vec![1, 2]).into_vec(), [1, 2]);
    /// ```
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T> Default for Variadic<T> {
    fn default() -> Variadic<T> {
        Variadic::new()
    }
}

impl<T> From<Vec<T>> for Variadic<T> {
    fn from(values: Vec<T>) -> Variadic<T> {
        Variadic(values)
    }
}

impl<T> From<Variadic<T>> for Vec<T> {
    fn from(values: Variadic<T>) -> Vec<T> {
        values.0
    }
}

impl<'a, T> IntoIterator for &'a Variadic<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> Deref for Variadic<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Variadic<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> FromIterator<T> for Variadic<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Variadic<T> {
        Variadic(values.into_iter().collect())
    }
}

impl<T> IntoIterator for Variadic<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
