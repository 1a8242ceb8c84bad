//! How many processor cores nobody else is using.
//!
//! The threads of the recogniser wait for each other by spinning: with one thread more than there are cores free, a token takes hundreds of
//! milliseconds instead of a few (whisper.cpp issues 200 and 3194). So before each piece of work it is asked how many are free, and during it
//! whether that still holds.

use std::fs;
use std::time::{Duration, Instant};

/// `/proc` counts in hundredths of a second; over less than this its figures say little.
const SHORTEST_LOOK: Duration = Duration::from_millis(250);

/// Others that use less than this share of one core (sound server, editor) do not count.
const NEGLIGIBLE: f64 = 0.35;

const TICKS_PER_SECOND: f64 = 100.0;

/// The cores of this machine.
pub struct Cores {
    physical: usize,
    last: Option<Sample>,
    /// What others used between the last two looks, in cores.
    others: f64,
}

/// Processor time used so far, in seconds.
#[derive(Clone, Copy, Debug)]
struct Sample {
    at: Instant,
    all: f64,
    own: f64,
}

impl Cores {
    pub fn look() -> Self {
        Self { physical: physical(), last: sample(), others: 0.0 }
    }

    /// How many cores are free, at least 1; all but one where the system does not tell what others use.
    pub fn free(&mut self) -> usize {
        self.update();
        match self.last {
            Some(_) => free(self.physical, self.others),
            None => self.physical.saturating_sub(1).max(1),
        }
    }

    /// Whether others have taken cores that `threads` of ours run on. Cheap enough to be asked all the time.
    pub fn are_contended(&mut self, threads: usize) -> bool {
        threads > 1 && self.last.is_some_and(|last| last.at.elapsed() >= SHORTEST_LOOK) && threads > self.free()
    }

    fn update(&mut self) {
        let (Some(last), Some(now)) = (self.last, sample()) else { return };
        let time = now.at - last.at;
        if time >= SHORTEST_LOOK {
            self.others = ((now.all - last.all) - (now.own - last.own)).max(0.0) / time.as_secs_f64();
            self.last = Some(now);
        }
    }
}

/// The cores of this machine, two threads of one core counted once.
pub fn physical() -> usize {
    num_cpus::get_physical().min(num_cpus::get()).max(1)
}

fn free(physical: usize, others: f64) -> usize {
    physical.saturating_sub((others - NEGLIGIBLE).max(0.0).ceil() as usize).max(1)
}

/// `None` where there is no `/proc`.
fn sample() -> Option<Sample> {
    let all = busy_ticks(&fs::read_to_string("/proc/stat").ok()?)?;
    let own = own_ticks(&fs::read_to_string("/proc/self/stat").ok()?)?;
    Some(Sample { at: Instant::now(), all: all / TICKS_PER_SECOND, own: own / TICKS_PER_SECOND })
}

/// The first line of `/proc/stat`: user, nice, system, idle, waiting, interrupts …; all that is neither idle nor waiting (proc(5)).
fn busy_ticks(stat: &str) -> Option<f64> {
    let ticks: Vec<f64> = stat.lines().next()?.strip_prefix("cpu ")?.split_whitespace().map_while(|field| field.parse().ok()).collect();
    (ticks.len() >= 7).then(|| ticks[..3].iter().chain(&ticks[5..7]).sum())
}

/// `/proc/PID/stat`: the 14th and 15th field, counted after the name in brackets, which may itself hold spaces and brackets.
fn own_ticks(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    Some(fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_time_is_all_but_idle_and_waiting() {
        assert_eq!(busy_ticks("cpu  100 20 30 9000 500 6 7 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n"), Some(163.0));
        assert_eq!(busy_ticks("cpu  1 2\n"), None);
        assert_eq!(busy_ticks(""), None);
    }

    #[test]
    fn own_time_is_found_behind_any_name() {
        assert_eq!(own_ticks("12 (my) nah) S 1 1 1 0 -1 4 1 1 1 1 70 30 0 0 20"), Some(100.0));
        assert_eq!(own_ticks("12 (x) S 1"), None);
    }

    #[test]
    fn what_others_use_is_not_free_but_a_little_is_overlooked() {
        let check = |physical, others, expected| assert_eq!(free(physical, others), expected, "{physical} {others}");
        check(2, 0.0, 2);
        check(2, 0.3, 2);
        check(2, 0.66, 1);
        check(2, 5.0, 1);
        check(8, 1.0, 7);
        check(8, 2.5, 5);
        check(1, 0.0, 1);
    }

    #[test]
    fn this_machine_has_at_least_one_core_to_give() {
        let mut cores = Cores::look();
        assert!((1..=physical()).contains(&cores.free()));
        assert!(!cores.are_contended(1));
    }
}
