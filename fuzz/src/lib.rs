//! What the targets share: a file with the fuzzer's bytes, for parsers that read from a path.

use std::io::Write;

use tempfile::NamedTempFile;

/// A file that holds `bytes` and is gone when the value is.
pub fn file_of(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).and_then(|()| file.flush()).expect("room for a temporary file");
    file
}
