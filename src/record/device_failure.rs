//! What the sound system reports, as one of our kinds of failure, each with what to do about it.

use cpal::ErrorKind;

use crate::domain::{Failure, Kind};
use crate::msg;

/// A device that cannot be opened, or that failed while it ran.
pub(crate) fn unusable(device: &str, error: cpal::Error) -> Failure {
    let failure = match error.kind() {
        ErrorKind::DeviceBusy => Failure::new(Kind::DeviceBusy, msg!("record-device-busy", device = device)).hint(msg!("record-device-busy-hint")),
        ErrorKind::PermissionDenied => {
            Failure::new(Kind::PermissionDenied, msg!("record-permission-denied", device = device)).hint(msg!("record-permission-hint"))
        }
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable | ErrorKind::StreamInvalidated | ErrorKind::DeviceChanged => {
            Failure::new(Kind::DeviceMissing, msg!("record-device-gone", device = device)).hint(msg!("record-device-gone-hint"))
        }
        ErrorKind::UnsupportedConfig | ErrorKind::UnsupportedOperation | ErrorKind::InvalidInput => {
            Failure::new(Kind::DeviceMissing, msg!("record-device-unsupported", device = device)).hint(msg!("record-other-device-hint"))
        }
        _ => Failure::new(Kind::Broken, msg!("record-device-broken", device = device)).hint(msg!("record-other-device-hint")),
    };
    failure.because(error)
}

pub(super) fn no_microphone() -> Failure {
    Failure::new(Kind::DeviceMissing, msg!("record-no-microphone")).hint(msg!("record-no-microphone-hint"))
}

pub(super) fn no_loudspeaker() -> Failure {
    Failure::new(Kind::DeviceMissing, msg!("record-no-loudspeaker")).hint(msg!("record-no-loudspeaker-hint"))
}

/// `known` names the devices that do exist.
pub(super) fn no_such_device(device: &str, known: &[&str]) -> Failure {
    let failure = Failure::new(Kind::DeviceMissing, msg!("record-no-such-device", device = device));
    if known.is_empty() {
        failure.hint(msg!("record-no-devices-hint"))
    } else {
        failure.hint(msg!("record-known-devices-hint", known = known.join(", ")))
    }
}

pub(super) fn does_not_answer(device: &str) -> Failure {
    Failure::new(Kind::DeviceMissing, msg!("record-device-silent", device = device)).hint(msg!("record-device-silent-hint"))
}

/// The device ran and then delivered nothing any more, without saying so, as some Bluetooth headsets do when they are switched off.
pub(crate) fn stopped_delivering(device: &str) -> Failure {
    Failure::new(Kind::DeviceMissing, msg!("record-device-gone", device = device)).hint(msg!("record-device-gone-hint"))
}

/// Everything that came was digital silence, which no open microphone delivers.
pub(super) fn only_zeros(device: &str) -> Failure {
    Failure::new(Kind::OnlyZeros, msg!("record-only-zeros", device = device)).hint(msg!("record-only-zeros-hint"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: ErrorKind, expected: Kind) {
        let failure = unusable("mic", cpal::Error::new(kind));
        assert_eq!(failure.kind, expected);
        assert!(failure.hint.is_some());
    }

    #[test]
    fn every_kind_of_device_error_says_which_it_is_and_what_to_do() {
        check(ErrorKind::DeviceBusy, Kind::DeviceBusy);
        check(ErrorKind::PermissionDenied, Kind::PermissionDenied);
        check(ErrorKind::DeviceNotAvailable, Kind::DeviceMissing);
        check(ErrorKind::HostUnavailable, Kind::DeviceMissing);
        check(ErrorKind::StreamInvalidated, Kind::DeviceMissing);
        check(ErrorKind::UnsupportedConfig, Kind::DeviceMissing);
        check(ErrorKind::BackendError, Kind::Broken);
    }
}
