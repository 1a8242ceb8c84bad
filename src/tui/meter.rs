//! Bars of characters: how loud it is, and how far the time has come.

use crate::domain::{Dbfs, Seconds, Timing};

/// The quietest level that still shows. Room noise lies around -60 dBFS, speech between -40 and -10.
const QUIETEST: f64 = -60.0;

/// `width` columns: filled up to the level, with a mark where the peak is.
pub fn bar(rms: Dbfs, peak: Dbfs, width: usize) -> String {
    filled('█', column(rms, width), column(peak, width), width)
}

/// `width` columns up to the limit: filled with the time that has passed, with a mark where the target is.
pub fn time_bar(elapsed: Seconds, timing: Timing, width: usize) -> String {
    let column = |time: Seconds| ((time.0 / timing.limit.0.max(1.0)).clamp(0.0, 1.0) * width as f64).round() as usize;
    filled('▄', column(elapsed), column(timing.target), width)
}

/// The mark stands in its last column, unless that is just being filled.
fn filled(sign: char, filled: usize, mark: usize, width: usize) -> String {
    (0..width)
        .map(|column| match column {
            _ if mark > 0 && column + 1 == mark && mark != filled => '|',
            _ if column < filled => sign,
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
        check(-60.0, -57.0, "|·········");
        check(f64::NEG_INFINITY, f64::NEG_INFINITY, "··········");
    }

    #[test]
    fn the_time_fills_its_bar_up_to_the_limit_and_the_target_stays_marked() {
        let timing = Timing { target: Seconds(60.0), limit: Seconds(100.0) };
        let check = |elapsed: f64, expected: &str| assert_eq!(time_bar(Seconds(elapsed), timing, 10), expected, "{elapsed}");
        check(0.0, "·····|····");
        check(30.0, "▄▄▄··|····");
        check(60.0, "▄▄▄▄▄▄····");
        check(80.0, "▄▄▄▄▄|▄▄··");
        check(250.0, "▄▄▄▄▄|▄▄▄▄");
    }
}
