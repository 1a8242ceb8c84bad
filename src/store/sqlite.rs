//! Turns an error of SQLite into a failure that says what happened to which file, and what to do.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::domain::{Failure, Kind};
use crate::msg;

/// Another connection is in the way, and it will not be for long.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// `operation` says what was being done ("writing attempt k3vp"), for the log.
pub(super) fn failure(file: &Path, operation: &str, error: rusqlite::Error) -> Failure {
    let failure = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            Failure::new(Kind::Storage, msg!("store-damaged", file = file)).hint(msg!("store-damaged-hint", file = file))
        }
        Some(ErrorCode::DiskFull) => Failure::new(Kind::Storage, msg!("store-full", file = file)).hint(msg!("store-full-hint")),
        _ if is_busy(&error) => Failure::new(Kind::Storage, msg!("store-busy", file = file)).hint(msg!("store-busy-hint")),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Failure::new(Kind::Storage, msg!("store-unwritable", path = file)).hint(msg!("store-unwritable-hint"))
        }
        _ => Failure::new(Kind::Storage, msg!("store-failed", file = file)),
    };
    failure.because(format!("{}: {operation}: {error}", file.display()))
}
