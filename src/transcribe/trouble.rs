//! What can go wrong between here and a server, in words: what happened, and the way out.

use std::error::Error;

use crate::domain::{Failure, Kind, Message};
use crate::msg;

/// What kept a file from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The server answered with this, and not with the file.
    Status(u16),
    BadAddress,
    HostUnknown,
    /// Nobody listens there, or nothing gets there in time.
    NoConnection,
    Proxy,
    NoTrust,
    /// A secure address leads on to one that is not.
    Insecure,
    TooManyRedirects,
    /// Nothing came for so many seconds.
    Silence(u64),
    /// The connection ended before the file did.
    Cut,
    Other,
}

impl Trouble {
    /// Whether it may be over a moment later, the file having begun to come.
    pub fn passes(self) -> bool {
        match self {
            Self::Status(status) => is_about_the_moment(status),
            Self::HostUnknown | Self::NoConnection | Self::Proxy | Self::Silence(_) | Self::Cut | Self::Other => true,
            Self::BadAddress | Self::NoTrust | Self::Insecure | Self::TooManyRedirects => false,
        }
    }

    /// The trouble with `address`, when `kept` bytes of the file are here.
    pub fn in_words(self, address: &str, kept: u64, cause: Option<Box<dyn Error + Send + Sync>>) -> Failure {
        let kind = if self == Self::BadAddress { Kind::BadInput } else { Kind::Unreachable };
        let hint = if kept > 0 && self.passes() { msg!("download-hint-goes-on") } else { self.way_out() };
        let mut failure = Failure::new(kind, self.what(address, kept)).hint(hint);
        failure.cause = cause;
        failure
    }

    fn what(self, address: &str, kept: u64) -> Message {
        match self {
            Self::Status(status) => refusal(status, address),
            Self::BadAddress => msg!("download-bad-address", address = address),
            Self::HostUnknown => msg!("download-host-unknown", address = address),
            Self::NoConnection => msg!("download-no-connection", address = address),
            Self::Proxy => msg!("download-proxy", address = address),
            Self::NoTrust => msg!("download-no-trust", address = address),
            Self::Insecure => msg!("download-insecure", address = address),
            Self::TooManyRedirects => msg!("download-in-circles", address = address),
            Self::Silence(seconds) => msg!("download-silence", address = address, seconds = seconds),
            Self::Cut if kept > 0 => msg!("download-cut", address = address, megabytes = (kept / 1_000_000).to_string()),
            Self::Cut => msg!("download-cut-at-once", address = address),
            Self::Other => msg!("download-failed", address = address),
        }
    }

    fn way_out(self) -> Message {
        match self {
            Self::Status(407) | Self::HostUnknown | Self::NoConnection | Self::Proxy => msg!("download-hint-network"),
            Self::Status(status) if is_about_the_moment(status) => msg!("download-hint-later"),
            Self::Status(401 | 403 | 451) | Self::Insecure | Self::TooManyRedirects => msg!("download-hint-network-in-the-way"),
            Self::Status(_) => msg!("download-hint-mirror"),
            Self::BadAddress => msg!("download-hint-address"),
            Self::NoTrust => msg!("download-hint-trust"),
            Self::Silence(_) | Self::Cut | Self::Other => msg!("download-hint-later"),
        }
    }
}

/// Answers that the same request may not get a while later.
fn is_about_the_moment(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..)
}

fn refusal(status: u16, address: &str) -> Message {
    let number = status.to_string();
    match status {
        401 | 403 | 451 => msg!("download-forbidden", address = address, status = number),
        404 | 410 => msg!("download-not-there", address = address, status = number),
        407 => msg!("download-proxy-login", address = address, status = number),
        429 => msg!("download-too-often", address = address, status = number),
        _ if is_about_the_moment(status) => msg!("download-server-trouble", address = address, status = number),
        _ => msg!("download-odd-answer", address = address, status = number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(trouble: Trouble, kept: u64, key: &str, hint: &str) {
        let failure = trouble.in_words("https://mirror.example/x", kept, None);
        assert_eq!((failure.what.key, failure.hint.unwrap().key), (key, hint), "{trouble:?}");
        assert_eq!(failure.kind, if trouble == Trouble::BadAddress { Kind::BadInput } else { Kind::Unreachable });
    }

    #[test]
    fn each_trouble_has_words_and_a_way_out() {
        check(Trouble::Status(401), 0, "download-forbidden", "download-hint-network-in-the-way");
        check(Trouble::Status(403), 9, "download-forbidden", "download-hint-network-in-the-way");
        check(Trouble::Status(404), 0, "download-not-there", "download-hint-mirror");
        check(Trouble::Status(407), 0, "download-proxy-login", "download-hint-network");
        check(Trouble::Status(429), 0, "download-too-often", "download-hint-later");
        check(Trouble::Status(503), 0, "download-server-trouble", "download-hint-later");
        check(Trouble::Status(418), 0, "download-odd-answer", "download-hint-mirror");
        check(Trouble::BadAddress, 0, "download-bad-address", "download-hint-address");
        check(Trouble::HostUnknown, 0, "download-host-unknown", "download-hint-network");
        check(Trouble::NoConnection, 0, "download-no-connection", "download-hint-network");
        check(Trouble::Proxy, 0, "download-proxy", "download-hint-network");
        check(Trouble::NoTrust, 0, "download-no-trust", "download-hint-trust");
        check(Trouble::Insecure, 0, "download-insecure", "download-hint-network-in-the-way");
        check(Trouble::TooManyRedirects, 0, "download-in-circles", "download-hint-network-in-the-way");
        check(Trouble::Silence(30), 0, "download-silence", "download-hint-later");
        check(Trouble::Cut, 0, "download-cut-at-once", "download-hint-later");
        check(Trouble::Other, 0, "download-failed", "download-hint-later");
    }

    #[test]
    fn where_something_is_kept_the_way_out_is_to_go_on() {
        check(Trouble::Cut, 4_000_000, "download-cut", "download-hint-goes-on");
        check(Trouble::Silence(30), 5, "download-silence", "download-hint-goes-on");
        check(Trouble::Status(503), 5, "download-server-trouble", "download-hint-goes-on");
        check(Trouble::NoConnection, 5, "download-no-connection", "download-hint-goes-on");
    }
}
