//! How much more memory an hour takes than a minute.

use std::path::Path;

use crate::programs::memory_of;
use crate::signals;
use crate::table::{Row, Table, progress};
use crate::wav;

const BOUND_MIB: f64 = 64.0;

/// Two files at the rate of the recogniser, one phrase in every minute; `minutes` is 60 but in a hurry.
pub fn row(table: &mut Table, demonstration: &Path, minutes: usize) {
    progress(&format!("memory for {minutes} minutes against one"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let minute = signals::minute_with_one_phrase(4.0);
    let peak = |times: usize| {
        let file = folder.path().join(format!("{times}.wav"));
        wav::write(&file, &minute, 16_000, times).expect("room for a file");
        memory_of(&file, demonstration)
    };
    let (Some((short, _)), Some((long, words))) = (peak(1), peak(minutes)) else {
        table.note("memory: this system does not tell it, or recognition failed".to_owned());
        return;
    };
    let mib = |kib: u64| kib as f64 / 1024.0;
    table.row(Row {
        what: format!("peak memory for a file of {minutes} minutes over that for one minute, MiB"),
        model: "demo".to_owned(),
        threads: 1,
        measured: format!("{:.0} MiB and {:.0} MiB; {words} words", mib(long), mib(short)),
        value: mib(long) - mib(short),
        bound: Some(BOUND_MIB),
        void: None,
    });
}
