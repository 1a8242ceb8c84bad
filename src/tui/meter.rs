//! A level meter in characters.

use crate::domain::Dbfs;

/// The quietest level that still shows. Room noise lies around -60 dBFS, speech between -40 and -10.
const QUIETEST: f64 = -60.0;

/// `width` columns: filled up to the level, with a mark where the peak is.
pub fn bar(rms: Dbfs, peak: Dbfs, width: usize) -> String {
    let filled = column(rms, width);
    let mark = column(peak, width);
    (0..width)
        .map(|column| match column {
            _ if column < filled => '█',
            _ if mark > 0 && column + 1 == mark => '|',
            _ => '·',
        })
        .collect()
}

/// How many of `width` columns a level fills: none at the quietest, all at full scale.
fn column(level: Dbfs, width: usize) -> usize {
    let share = ((level.0 - QUIETEST) / -QUIETEST).clamp(0.0, 1.0);
    (share * width as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_shows_silence_speech_and_full_scale() {
        let check = |rms: f64, peak: f64, expected: &str| assert_eq!(bar(Dbfs(rms), Dbfs(peak), 10), expected);
        check(-120.0, -120.0, "··········");
        check(-30.0, -12.0, "█████··|··");
        check(-6.0, 0.0, "█████████|");
        check(0.0, 0.0, "██████████");
        check(f64::NEG_INFINITY, f64::NEG_INFINITY, "··········");
    }
}
