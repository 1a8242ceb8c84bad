//! Something to tell the user, as data: the name of a message and what goes into it.
//!
//! The wording stands in `src/messages/` in both languages, so no stage needs to know which one the user reads.

/// A value in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    Text(String),
    /// A whole number, so that plural forms can be chosen.
    Count(i64),
    /// A principle or topic, by the name that prompts use; people call it otherwise.
    Competency(String),
}

/// Made with [`crate::msg!`].
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub key: &'static str,
    pub arguments: Vec<(&'static str, Argument)>,
}

macro_rules! arguments_from_counts {
    ($($type:ty),*) => {$(
        impl From<$type> for Argument {
            fn from(count: $type) -> Self {
                Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
    )*};
}

arguments_from_counts!(i32, i64, u32, u64, usize);

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&std::path::Path> for Argument {
    fn from(path: &std::path::Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<&std::path::PathBuf> for Argument {
    fn from(path: &std::path::PathBuf) -> Self {
        Self::Text(path.display().to_string())
    }
}

/// `msg!("record-no-device")`, `msg!("record-busy", device = name)`. The key is a literal, so that a test can hold every use
/// of a message against the catalogue.
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::domain::Message {
            key: $key,
            arguments: vec![$((stringify!($name), $crate::domain::Argument::from($value))),*],
        }
    };
}
