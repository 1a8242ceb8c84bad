//! How right the timing is: pauses of known length in synthetic and real speech, the gaps that people aligned, and filled pauses found without words.
//! `./x bench measure [--audio FOLDER]` prints the table; it ends with a failure where a bound is missed.
//!
//! The recordings of people come from a folder outside the project (`../shared/eval/audio` unless named) and their rows are left out without it.

mod sounds;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mynah::domain::{Language, Measurements, Seconds};
use mynah::measure::{Question, find_speech, measure};

use sounds::{Dice, clicks_and_breath, clip, level, own_noise, phrases, read, samples, say};

const LENGTHS_S: [f32; 8] = [0.3, 0.4, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0];
const PAUSES: usize = 200;

/// How the pauses of a row are made, and what is required of them.
struct Case {
    name: &'static str,
    /// White noise this far below the speech; `None` leaves the speech's own.
    snr_db: Option<f32>,
    disturbed: bool,
    mean_ms: f64,
    /// The most that may be missed, as a share.
    missed: f64,
    invented: bool,
}

const CASES: [Case; 4] = [
    Case { name: "its own noise", snr_db: None, disturbed: false, mean_ms: 30.0, missed: 0.0, invented: false },
    Case { name: "20 dB", snr_db: Some(20.0), disturbed: false, mean_ms: 30.0, missed: 0.0, invented: false },
    Case { name: "10 dB", snr_db: Some(10.0), disturbed: false, mean_ms: 60.0, missed: 0.02, invented: true },
    Case { name: "clicks and breaths", snr_db: Some(30.0), disturbed: true, mean_ms: 60.0, missed: 0.02, invented: true },
];

fn main() -> ExitCode {
    let folder = audio_folder();
    let mut all_right = true;
    println!("pauses of 0.3 to 3 s put into speech");
    println!("{:<34} {:>7} {:>11} {:>11} {:>7} {:>9}", "", "pauses", "mean error", "95 % within", "missed", "invented");
    for (name, speakers) in speakers(folder.as_deref()) {
        for case in &CASES {
            all_right &= pauses(&name, &speakers, case);
        }
    }
    if let Some(folder) = &folder {
        all_right &= aligned(folder);
    }
    all_right &= filled_pauses(folder.as_deref());
    if all_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn audio_folder() -> Option<PathBuf> {
    let arguments: Vec<String> = std::env::args().collect();
    let named = arguments.iter().position(|argument| argument == "--audio").and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/audio")));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("{} is not here: nothing is measured on recordings of people", folder.display());
    None
}

/// What one speaker said, with the noise of the place.
struct Speaker {
    recordings: Vec<Vec<f32>>,
    noise: Vec<f32>,
}

fn speakers(folder: Option<&Path>) -> Vec<(String, Vec<Speaker>)> {
    let mut found = Vec::new();
    for (name, lines, voices) in [("en", sounds::ENGLISH, sounds::ENGLISH_VOICES), ("ko", sounds::KOREAN, sounds::KOREAN_VOICES)] {
        let speaker = |voice| {
            let recordings = lines.iter().map(|line| say(voice, line, 160)).collect::<Option<Vec<_>>>()?;
            let noise = Dice::new(9).white(samples(0.2)).iter().map(|sample| 3e-4 * sample).collect();
            Some(Speaker { recordings, noise })
        };
        match voices.into_iter().map(speaker).collect::<Option<Vec<_>>>() {
            Some(speakers) => found.push((format!("{name}, synthetic"), speakers)),
            None => println!("espeak-ng is not installed: nothing is measured on synthetic voices"),
        }
    }
    let person = |file: &str| {
        let recording = read(&folder?.join(file));
        Some(Speaker { noise: own_noise(&recording), recordings: vec![recording] })
    };
    for (name, files) in [("en", ["jfk.wav", "read_en.wav"].as_slice()), ("ko", &["read_ko.wav"])] {
        let people: Vec<Speaker> = files.iter().filter_map(|file| person(file)).collect();
        if !people.is_empty() {
            found.push((format!("{name}, people"), people));
        }
    }
    found
}

struct Talk {
    samples: Vec<f32>,
    pauses: Vec<(f64, f64)>,
}

/// Phrases drawn by lot with pauses between them. Each is cut to what can be heard beside the noise: a weak ending that drowns belongs to the pause.
fn talk(speaker: &Speaker, case: &Case, dice: &mut Dice) -> Talk {
    let cut = |noise: f32| speaker.recordings.iter().flat_map(|recording| phrases(recording, noise)).collect::<Vec<_>>();
    let speech_level = level(&cut(0.0).concat());
    let added_noise = case.snr_db.map_or(0.0, |snr_db| speech_level * 10_f32.powf(-snr_db / 20.0));
    let all_noise = (added_noise.powi(2) + level(&speaker.noise).powi(2)).sqrt();
    let phrases = cut(all_noise);
    let own_noise = |length: usize, dice: &mut Dice| -> Vec<f32> {
        let from = (dice.next() * speaker.noise.len() as f32) as usize;
        (0..length).map(|n| speaker.noise[(from + n) % speaker.noise.len()]).collect()
    };
    let mut sound = own_noise(samples(0.5), dice);
    let mut pauses = Vec::new();
    for number in 0..phrases.len().max(6) {
        if number > 0 {
            let length = samples(LENGTHS_S[(dice.next() * LENGTHS_S.len() as f32) as usize]);
            let start = sound.len();
            sound.extend(own_noise(length, dice));
            if case.disturbed {
                let disturbance = clicks_and_breath(length, speech_level, dice);
                sound[start..].iter_mut().zip(disturbance).for_each(|(sample, more)| *sample += more);
            }
            pauses.push((start as f64 / 16_000.0, sound.len() as f64 / 16_000.0));
        }
        sound.extend(phrases[(dice.next() * phrases.len() as f32) as usize]);
    }
    sound.extend(own_noise(samples(0.5), dice));
    let noise = dice.white(sound.len());
    sound.iter_mut().zip(noise).for_each(|(sample, noise)| *sample += added_noise * noise);
    Talk { samples: sound, pauses }
}

fn measured(samples: Vec<f32>) -> Measurements {
    measure(&find_speech(&clip(samples)), None, &Question { language: Language::En, cue: Seconds::ZERO, timing: None, kind: None })
}

fn spans(found: &Measurements) -> Vec<(f64, f64)> {
    found.pauses.iter().map(|pause| (pause.start.0, pause.end.0)).collect()
}

/// Prints a row; whether it keeps its bounds. Whatever is found beside the pauses put in is invented.
fn pauses(name: &str, speakers: &[Speaker], case: &Case) -> bool {
    let mut dice = Dice::new(7);
    let (mut put_in, mut missed, mut invented) = (0, 0, 0);
    let mut errors = Vec::new();
    for speaker in speakers.iter().cycle() {
        if put_in >= PAUSES {
            break;
        }
        let talk = talk(speaker, case, &mut dice);
        let found = spans(&measured(talk.samples));
        let hits: Vec<f64> = talk.pauses.iter().filter_map(|&pause| error_in_length(pause, &found)).collect();
        put_in += talk.pauses.len();
        missed += talk.pauses.len() - hits.len();
        invented += found.len().saturating_sub(hits.len());
        errors.extend(hits);
    }
    errors.sort_by(f64::total_cmp);
    let mean_ms = 1000.0 * errors.iter().sum::<f64>() / errors.len().max(1) as f64;
    let most_ms = 1000.0 * errors.get(errors.len() * 19 / 20).copied().unwrap_or_default();
    let right = mean_ms <= case.mean_ms && missed as f64 <= case.missed * put_in as f64 && (case.invented || invented == 0);
    let verdict = if right { "ok" } else { "MISSED" };
    let row = format!("{name}, {}", case.name);
    println!("{row:<34} {put_in:>7} {mean_ms:>8.1} ms {most_ms:>8.0} ms {missed:>7} {invented:>9}  {verdict}");
    right
}

/// How wrong the length of the pause is that meets more than half of `pause`.
fn error_in_length(pause: (f64, f64), found: &[(f64, f64)]) -> Option<f64> {
    let length = pause.1 - pause.0;
    let &(start, end) = found.iter().find(|silence| silence.1.min(pause.1) - silence.0.max(pause.0) > 0.5 * length)?;
    Some((end - start - length).abs())
}

/// Words of spontaneous speech with the times that people gave them.
fn aligned_words(folder: &Path, name: &str) -> Option<Vec<(String, f64, f64)>> {
    let text = std::fs::read(folder.join(format!("{name}.words.json"))).ok()?;
    let file: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let word = |word: &serde_json::Value| Some((word["text"].as_str()?.to_owned(), word["start"].as_f64()?, word["end"].as_f64()?));
    file["words"].as_array()?.iter().map(word).collect()
}

const SPONTANEOUS: [&str; 2] = ["spontaneous_1", "spontaneous_2"];

fn overlap_over_union(a: (f64, f64), b: (f64, f64)) -> f64 {
    let overlap = (a.1.min(b.1) - a.0.max(b.0)).max(0.0);
    overlap / (a.1 - a.0 + b.1 - b.0 - overlap).max(1e-9)
}

/// Gaps of 0.2 to 0.3 s count neither way: aligners themselves differ by as much.
fn aligned(folder: &Path) -> bool {
    println!("\npauses of spontaneous speech against the gaps of 0.25 s and more that people aligned");
    let (mut hits, mut missed, mut invented) = (0_u32, 0_u32, 0_u32);
    let mut edges = Vec::new();
    for name in SPONTANEOUS {
        let Some(words) = aligned_words(folder, name) else { continue };
        let gaps: Vec<(f64, f64)> = words.windows(2).map(|pair| (pair[0].2, pair[1].1)).filter(|gap| gap.1 - gap.0 >= 0.195).collect();
        let found = spans(&measured(read(&folder.join(format!("{name}.wav")))));
        for &gap in gaps.iter().filter(|gap| gap.1 - gap.0 > 0.305) {
            match found.iter().find(|pause| overlap_over_union(gap, **pause) >= 0.5) {
                Some(pause) => {
                    hits += 1;
                    edges.extend([(pause.0 - gap.0).abs(), (pause.1 - gap.1).abs()]);
                }
                None => {
                    missed += 1;
                    let near = |pause: &&(f64, f64)| pause.0 < gap.1 && pause.1 > gap.0;
                    let instead: Vec<String> = found.iter().filter(near).map(|pause| format!("{:.2}-{:.2}", pause.0, pause.1)).collect();
                    println!("  {name}: the gap {:.2}-{:.2} is not found as one pause; found there: {}", gap.0, gap.1, instead.join(", "));
                }
            }
        }
        for pause in found.iter().filter(|pause| !gaps.iter().any(|&gap| overlap_over_union(gap, **pause) >= 0.5) && pause.1 - pause.0 > 0.305) {
            invented += 1;
            println!("  {name}: the pause {:.2}-{:.2} is no aligned gap", pause.0, pause.1);
        }
    }
    let f1 = f64::from(2 * hits) / f64::from((2 * hits + missed + invented).max(1));
    let edge_ms = 1000.0 * edges.iter().sum::<f64>() / edges.len().max(1) as f64;
    let right = f1 >= 0.9;
    println!(
        "  found {hits}, missed {missed}, invented {invented}: F1 {f1:.3} (at least 0.90), edges {edge_ms:.0} ms off on average  {}",
        if right { "ok" } else { "MISSED" }
    );
    right
}

/// Fillers of synthetic voices put between fluent phrases, fluent speech without any, and the seven real ones.
fn filled_pauses(folder: Option<&Path>) -> bool {
    println!("\nfilled pauses found without words");
    let mut all_right = true;
    for (name, lines, voices, fillers) in [
        ("en", sounds::ENGLISH, sounds::ENGLISH_VOICES, ["um", "uh", "erm", "uhm"]),
        ("ko", sounds::KOREAN, sounds::KOREAN_VOICES, ["음", "어", "으음", "어어"]),
    ] {
        let Some((found, put_in, false_alarms, minutes)) = count_filled(&lines, &voices, &fillers) else { continue };
        let (recall, a_minute) = (found as f64 / put_in as f64, false_alarms as f64 / minutes);
        let right = recall >= 0.7 && a_minute <= 1.0;
        all_right &= right;
        let verdict = if right { "ok" } else { "MISSED" };
        println!(
            "  {name}: {found} of {put_in} found ({recall:.2}, at least 0.7); {a_minute:.2} false alarms a minute of fluent speech (at most 1)  {verdict}"
        );
    }
    folder.into_iter().for_each(real_fillers);
    all_right
}

/// Found, put in, false alarms in fluent speech, and its minutes.
fn count_filled(lines: &[&str], voices: &[&str], fillers: &[&str]) -> Option<(usize, usize, usize, f64)> {
    let mut dice = Dice::new(5);
    let (mut found, mut put_in, mut false_alarms, mut minutes) = (0, 0, 0, 0.0);
    for voice in voices {
        let (mut fluent, mut hesitant) = (vec![0.0; samples(0.5)], vec![0.0; samples(0.5)]);
        let mut truth = Vec::new();
        for number in 0..18 {
            let phrase = say(voice, lines[number % lines.len()], 150 + 10 * (number / lines.len()) as u32)?;
            let silence = |dice: &mut Dice, from, to| vec![0.0; samples(dice.between(from, to))];
            fluent.extend([phrase.clone(), silence(&mut dice, 0.1, 0.7)].concat());
            let filler = say(voice, fillers[number % fillers.len()], if number % 2 == 0 { 110 } else { 90 })?;
            let gain = dice.between(0.5, 1.0);
            hesitant.extend([phrase, silence(&mut dice, 0.02, 0.4)].concat());
            let start = hesitant.len() as f64 / 16_000.0;
            hesitant.extend(filler.iter().map(|sample| gain * sample));
            truth.push((start, hesitant.len() as f64 / 16_000.0));
            hesitant.extend(silence(&mut dice, 0.02, 0.6));
        }
        let with_noise = |sound: Vec<f32>, dice: &mut Dice| {
            let quiet = 0.03 * level(&sound);
            sound.iter().zip(dice.white(sound.len())).map(|(sample, noise)| sample + quiet * noise).collect::<Vec<f32>>()
        };
        let in_fluent = measured(with_noise(fluent, &mut dice));
        (false_alarms, minutes) = (false_alarms + in_fluent.filled_pauses.len(), minutes + in_fluent.speaking_s.0 / 60.0);
        let heard = measured(with_noise(hesitant, &mut dice)).filled_pauses;
        let is_found = |&(start, end): &(f64, f64)| {
            heard.iter().any(|held| (held.start.0 + held.end.0) / 2.0 > start && (held.start.0 + held.end.0) / 2.0 < end)
        };
        (found, put_in) = (found + truth.iter().filter(|filler| is_found(filler)).count(), put_in + truth.len());
    }
    Some((found, put_in, false_alarms, minutes))
}

/// The real ones, one by one, and what else was found.
fn real_fillers(folder: &Path) {
    for name in SPONTANEOUS {
        let Some(words) = aligned_words(folder, name) else { continue };
        let found = measured(read(&folder.join(format!("{name}.wav")))).filled_pauses;
        let is_filler =
            |text: &str| matches!(text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str(), "um" | "uh" | "er" | "erm" | "hmm");
        let meets = |start: f64, end: f64| found.iter().any(|held| held.start.0 < end && held.end.0 > start);
        for (text, start, end) in words.iter().filter(|(text, ..)| is_filler(text)) {
            println!("  {name}: “{text}” {start:.2}-{end:.2} {}", if meets(*start, *end) { "found" } else { "not found" });
        }
        for held in found.iter().filter(|held| !words.iter().any(|(text, start, end)| is_filler(text) && held.start.0 < *end && held.end.0 > *start))
        {
            let during: Vec<&str> =
                words.iter().filter(|(_, start, end)| held.start.0 < *end && held.end.0 > *start).map(|(text, ..)| text.as_str()).collect();
            println!("  {name}: a held sound at {:.2}-{:.2}, said there: {}", held.start.0, held.end.0, during.join(" "));
        }
    }
}
