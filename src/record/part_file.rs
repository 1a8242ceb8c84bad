//! The file that a recording grows in: `NAME.wav.part` beside the `NAME.wav` that it becomes.
//!
//! It belongs to its owner alone, and is locked as long as someone writes it, so that a left-over one can be told from a living one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::domain::{Failure, Kind};
use crate::msg;

/// The header that hound writes for 16-bit mono sound: RIFF, 16 bytes of `fmt `, `data`.
pub(super) const HEADER_BYTES: u64 = 44;
pub(super) const BYTES_PER_SAMPLE: u64 = 2;
const RIFF_SIZE_AT: u64 = 4;
const RATE_AT: usize = 24;
const DATA_SIZE_AT: u64 = 40;

pub(super) type Writer = WavWriter<BufWriter<File>>;

/// `a.wav` grows in `a.wav.part`.
pub(super) fn part_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// A new part file with its header, and a second handle on it for syncing. The lock lasts until both are closed.
///
/// # Errors
/// `Kind::Storage`, also where the part or the final file exists already.
pub(super) fn create(path: &Path, rate_hz: u32) -> Result<(Writer, File), Failure> {
    let part = part_path(path);
    create_at(path, &part, rate_hz).map_err(|error| storage(&part, error))
}

fn create_at(path: &Path, part: &Path, rate_hz: u32) -> io::Result<(Writer, File)> {
    if path.try_exists()? {
        return Err(io::Error::new(ErrorKind::AlreadyExists, path.display().to_string()));
    }
    let file = owner_only().write(true).read(true).create_new(true).open(part)?;
    file.lock()?;
    let spec = WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let handle = file.try_clone()?;
    let mut writer = WavWriter::new(BufWriter::new(file), spec).map_err(as_io)?;
    writer.flush().map_err(as_io)?;
    Ok((writer, handle))
}

fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What an unfinished file holds: the rate in its header, and the samples that its length gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    pub rate_hz: u32,
    pub samples: u64,
}

/// Writes the sizes of the header from the length of the file, rounded down to whole samples.
///
/// # Errors
/// `ErrorKind::InvalidData` where the file does not begin with the header that [`create`] writes.
pub(super) fn mend_header(file: &mut File) -> io::Result<Contents> {
    let mut header = [0; HEADER_BYTES as usize];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut header).map_err(|_| io::Error::from(ErrorKind::InvalidData))?;
    let well_formed = header.starts_with(b"RIFF") && header[8..16] == *b"WAVEfmt " && header[36..40] == *b"data";
    let rate_hz = u32::from_le_bytes([header[RATE_AT], header[RATE_AT + 1], header[RATE_AT + 2], header[RATE_AT + 3]]);
    if !well_formed || rate_hz == 0 {
        return Err(ErrorKind::InvalidData.into());
    }
    let samples = (file.metadata()?.len() - HEADER_BYTES) / BYTES_PER_SAMPLE;
    let data_bytes = u32::try_from(samples * BYTES_PER_SAMPLE).map_err(|_| io::Error::from(ErrorKind::InvalidData))?;
    file.set_len(HEADER_BYTES + u64::from(data_bytes))?;
    file.seek(SeekFrom::Start(RIFF_SIZE_AT))?;
    file.write_all(&(data_bytes + HEADER_BYTES as u32 - 8).to_le_bytes())?;
    file.seek(SeekFrom::Start(DATA_SIZE_AT))?;
    file.write_all(&data_bytes.to_le_bytes())?;
    Ok(Contents { rate_hz, samples })
}

/// Gives a finished part file its final name, for good: what is there already is never replaced, and the folder is synced.
pub(super) fn publish(part: &Path, path: &Path) -> Result<(), Failure> {
    take_name(part, path).and_then(|()| sync_folder(path)).map_err(|error| storage(path, error))
}

/// A second name first and then the removal of the old one, because a rename would replace what is there. Where the file system knows no second
/// names, a rename has to do.
fn take_name(part: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(part, path) {
        Ok(()) => fs::remove_file(part),
        Err(error) if error.kind() == ErrorKind::AlreadyExists && is_same_file(part, path) => fs::remove_file(part),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(error) if path.try_exists()? => Err(error),
        Err(_) => fs::rename(part, path),
    }
}

/// The case of a process that died between the two steps of [`take_name`].
#[cfg(unix)]
fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Only Unix opens folders as files; elsewhere the file system's own journal has to do.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

pub(super) fn as_io(error: hound::Error) -> io::Error {
    match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// A file that could not be written, named, with what to do about it.
pub(super) fn storage(path: &Path, error: io::Error) -> Failure {
    let failure = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Failure::new(Kind::Storage, msg!("record-disk-full", path = path)).hint(msg!("record-disk-full-hint"))
        }
        ErrorKind::AlreadyExists => Failure::new(Kind::Storage, msg!("record-file-exists", path = path)).hint(msg!("record-file-exists-hint")),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::NotFound => {
            Failure::new(Kind::Storage, msg!("record-cannot-write", path = path)).hint(msg!("record-cannot-write-hint"))
        }
        _ => Failure::new(Kind::Storage, msg!("record-cannot-write", path = path)),
    };
    failure.because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_part_file_belongs_to_its_owner_alone_and_is_a_wav_already() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("답변 하나.wav");
        let (writer, handle) = create(&path, 44_100).unwrap();
        assert_eq!(handle.metadata().unwrap().len(), HEADER_BYTES);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&handle.metadata().unwrap().permissions()) & 0o777, 0o600);
        drop(writer);
        assert!(hound::WavReader::open(part_path(&path)).is_ok());
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_exists_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (part, path) = (folder.path().join("a.wav.part"), folder.path().join("a.wav"));
        fs::write(&path, "old").unwrap();
        assert_eq!(create(&path, 16_000).err().unwrap().what.key, "record-file-exists");
        fs::write(&part, "new").unwrap();
        assert_eq!(publish(&part, &path).unwrap_err().what.key, "record-file-exists");
        assert_eq!((fs::read_to_string(&path).unwrap(), fs::read_to_string(&part).unwrap()), ("old".to_owned(), "new".to_owned()));
    }

    #[test]
    #[cfg(unix)]
    fn a_publication_that_was_cut_in_half_is_completed() {
        let folder = tempfile::tempdir().unwrap();
        let (part, path) = (folder.path().join("a.wav.part"), folder.path().join("a.wav"));
        fs::write(&part, "new").unwrap();
        fs::hard_link(&part, &path).unwrap();
        publish(&part, &path).unwrap();
        assert!(!part.exists());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let failure = create(Path::new("/nowhere/at all/a.wav"), 16_000).err().unwrap();
        assert_eq!((failure.kind, failure.what.key), (Kind::Storage, "record-cannot-write"));
        assert!(failure.to_string().contains("/nowhere/at all/a.wav.part"), "{failure}");
    }
}
