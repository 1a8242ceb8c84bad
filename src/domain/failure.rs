//! What went wrong, as data: a kind that code can match on, a message, a hint that says what to do, and the cause.
//!
//! One place prints it and picks the exit code (`cli/failure.rs`).

use std::error::Error;
use std::fmt;

use super::Message;

/// The kinds that callers tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The arguments or a file the user gave cannot be used.
    BadInput,
    /// Something was asked for by a name that does not exist.
    Unknown,
    /// No such device, or it went away.
    DeviceMissing,
    DeviceBusy,
    PermissionDenied,
    /// The microphone delivers nothing but zeros.
    OnlyZeros,
    ModelMissing,
    ModelUnusable,
    VoiceMissing,
    /// Nothing to practise now.
    NothingDue,
    /// The user stopped it.
    Interrupted,
    /// A server could not be reached, or did not deliver.
    Unreachable,
    /// A file or the database could not be read or written.
    Storage,
    /// A program or library did what it should not.
    Broken,
}

#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    pub what: Message,
    /// What the user can do about it.
    pub hint: Option<Message>,
    pub cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    pub fn new(kind: Kind, what: Message) -> Self {
        Self { kind, what, hint: None, cause: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }
}

/// For logs and test output; users read the catalogue's wording instead.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.what.key)?;
        for (name, value) in &self.what.arguments {
            write!(f, " {name}={value:?}")?;
        }
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause.as_ref() as &(dyn Error + 'static))
    }
}
