//! The microphones and loudspeakers that there are, and how one is chosen.
//!
//! On Linux the sound server comes first: it knows which devices are real and which is the default. Without one, ALSA's own list is used, and
//! only what belongs to a sound card: its other names (`default`, `pulse`, `oss`, …) lead to servers that are not there, and asking for them can
//! start one.

use std::str::FromStr;
use std::sync::mpsc;
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{DeviceId, Host, HostId, SupportedStreamConfig};
use serde::Serialize;

use crate::domain::{Failure, Message};
use crate::msg;

use super::device_failure::{no_loudspeaker, no_microphone, no_such_device, unusable};

/// A sound server that has not told its devices after this long hangs.
const LIST_LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Input,
    Output,
}

/// A device, as `--device` and `--output-device` name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeviceInfo {
    pub id: String,
    pub name: String,
    pub is_default: bool,
    /// `None` where the device does not say.
    pub rate_hz: Option<u32>,
    pub channels: Option<u16>,
    /// For example `i16`, as the device delivers it.
    pub sample_format: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Devices {
    pub inputs: Vec<DeviceInfo>,
    pub outputs: Vec<DeviceInfo>,
}

/// A device that is there, with what it prefers to be asked for.
pub(crate) struct Opened {
    pub device: cpal::Device,
    pub id: String,
    pub name: String,
    pub config: SupportedStreamConfig,
}

struct Candidate {
    device: cpal::Device,
    id: String,
    name: String,
    is_default: bool,
}

/// All devices. A machine without sound card and sound server has none, which is no failure; nor is a sound server that hangs.
pub fn devices() -> Devices {
    within(LIST_LIMIT, || Devices { inputs: listed(Direction::Input), outputs: listed(Direction::Output) }).unwrap_or_default()
}

impl Devices {
    /// What `mynah devices` prints, a message a line.
    pub fn text(&self) -> Vec<Message> {
        let mut lines = vec![msg!("record-inputs-heading")];
        lines.extend(section(&self.inputs));
        lines.push(msg!("record-outputs-heading"));
        lines.extend(section(&self.outputs));
        lines
    }

    /// What `mynah devices --json` prints.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({ "inputs": self.inputs, "outputs": self.outputs })
    }
}

fn section(devices: &[DeviceInfo]) -> Vec<Message> {
    if devices.is_empty() {
        return vec![msg!("record-no-device-line")];
    }
    devices.iter().map(line).collect()
}

fn line(device: &DeviceInfo) -> Message {
    let (id, name, format) = (&device.id, &device.name, device.format());
    if device.is_default {
        msg!("record-default-device-line", id = id, name = name, format = format)
    } else {
        msg!("record-device-line", id = id, name = name, format = format)
    }
}

impl DeviceInfo {
    /// For example `48000 Hz · 2 ch · i16`; a question mark stands for what the device does not say.
    fn format(&self) -> String {
        let number = |value: Option<u32>| value.map_or("?".to_owned(), |value| value.to_string());
        let format = self.sample_format.as_deref().unwrap_or("?");
        format!("{} Hz · {} ch · {format}", number(self.rate_hz), number(self.channels.map(u32::from)))
    }
}

/// The device that `wanted` names by id, by the id's last part, or by its name; the default where nothing is wanted.
///
/// # Errors
/// `Kind::DeviceMissing`, naming the devices there are.
pub(crate) fn open(wanted: Option<&str>, direction: Direction) -> Result<Opened, Failure> {
    let wanted = wanted.map(str::to_owned);
    let label = wanted.clone().unwrap_or_default();
    within(LIST_LIMIT, move || open_now(wanted.as_deref(), direction)).unwrap_or_else(|| Err(super::device_failure::does_not_answer(&label)))
}

fn open_now(wanted: Option<&str>, direction: Direction) -> Result<Opened, Failure> {
    let found = match wanted {
        Some(wanted) => named(wanted, direction)?,
        None => default(direction)?,
    };
    let config = preferred_config(&found.device, direction).map_err(|error| unusable(&found.name, error))?;
    Ok(Opened { device: found.device, id: found.id, name: found.name, config })
}

/// The default, or the first where the default is none of ours.
fn default(direction: Direction) -> Result<Candidate, Failure> {
    let candidates = candidates(direction);
    let place = candidates.iter().position(|candidate| candidate.is_default).unwrap_or(0);
    candidates.into_iter().nth(place).ok_or_else(|| match direction {
        Direction::Input => no_microphone(),
        Direction::Output => no_loudspeaker(),
    })
}

fn named(wanted: &str, direction: Direction) -> Result<Candidate, Failure> {
    let mut candidates = candidates(direction);
    let is_wanted = |candidate: &Candidate| {
        candidate.id == wanted || candidate.name == wanted || candidate.id.split_once(':').is_some_and(|(_, short)| short == wanted)
    };
    if let Some(place) = candidates.iter().position(is_wanted) {
        return Ok(candidates.swap_remove(place));
    }
    let known: Vec<&str> = candidates.iter().map(|candidate| candidate.id.as_str()).collect();
    unlisted(wanted, direction).ok_or_else(|| no_such_device(wanted, &known))
}

/// A device that is not listed and can still be asked for by its whole id, such as the monitor of a loudspeaker.
fn unlisted(wanted: &str, direction: Direction) -> Option<Candidate> {
    let id = DeviceId::from_str(wanted).ok()?;
    let device = cpal::host_from_id(id.host()).ok()?.device_by_id(&id)?;
    faces(&device, direction).then(|| candidate(device, None))?
}

fn listed(direction: Direction) -> Vec<DeviceInfo> {
    candidates(direction).into_iter().map(|candidate| describe(candidate, direction)).collect()
}

fn describe(candidate: Candidate, direction: Direction) -> DeviceInfo {
    let config = preferred_config(&candidate.device, direction).ok();
    DeviceInfo {
        id: candidate.id,
        name: candidate.name,
        is_default: candidate.is_default,
        rate_hz: config.as_ref().map(SupportedStreamConfig::sample_rate),
        channels: config.as_ref().map(SupportedStreamConfig::channels),
        sample_format: config.map(|config| config.sample_format().to_string()),
    }
}

fn candidates(direction: Direction) -> Vec<Candidate> {
    let Some(host) = host() else { return Vec::new() };
    let default = match direction {
        Direction::Input => host.default_input_device(),
        Direction::Output => host.default_output_device(),
    };
    let default_id = default.and_then(|device| device.id().ok());
    let Ok(devices) = host.devices() else { return Vec::new() };
    devices
        .filter(|device| faces(device, direction))
        .filter_map(|device| candidate(device, default_id.as_ref()))
        .filter(|candidate| is_real(&candidate.id))
        .collect()
}

fn candidate(device: cpal::Device, default_id: Option<&DeviceId>) -> Option<Candidate> {
    let id = device.id().ok()?;
    let name = device.description().map_or_else(|_| id.id().to_owned(), |description| description.name().to_owned());
    Some(Candidate { is_default: Some(&id) == default_id, id: id.to_string(), name, device })
}

fn faces(device: &cpal::Device, direction: Direction) -> bool {
    match direction {
        Direction::Input => device.supports_input(),
        Direction::Output => device.supports_output(),
    }
}

/// Not the sound that a loudspeaker plays (`….monitor`), which PulseAudio lists, and takes for the default where there is no microphone; and of
/// ALSA's many names for a card only the one that converts to any format.
fn is_real(id: &str) -> bool {
    match id.split_once(':') {
        Some(("pulseaudio", name)) => !name.ends_with(".monitor"),
        Some(("alsa", name)) => name.starts_with("plughw:"),
        _ => true,
    }
}

fn preferred_config(device: &cpal::Device, direction: Direction) -> Result<SupportedStreamConfig, cpal::Error> {
    match direction {
        Direction::Input => device.default_input_config(),
        Direction::Output => device.default_output_config(),
    }
}

#[cfg(target_os = "linux")]
fn host() -> Option<Host> {
    cpal::host_from_id(HostId::PulseAudio).ok().or_else(|| has_sound_card().then(|| cpal::host_from_id(HostId::Alsa).ok())?)
}

#[cfg(not(target_os = "linux"))]
fn host() -> Option<Host> {
    Some(cpal::default_host())
}

/// Looked up in the kernel's list, because asking ALSA's library on a machine without a card fills standard error with its complaints.
#[cfg(target_os = "linux")]
fn has_sound_card() -> bool {
    std::fs::read_to_string("/proc/asound/cards").is_ok_and(|cards| lists_a_card(&cards))
}

#[cfg(target_os = "linux")]
fn lists_a_card(cards: &str) -> bool {
    cards.lines().any(|line| line.trim_start().starts_with(|first: char| first.is_ascii_digit()))
}

/// What `ask` answers, or nothing where it takes longer; the asking thread is then left to itself.
fn within<T: Send + 'static>(limit: Duration, ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, answered) = mpsc::channel();
    std::thread::Builder::new().name("sound devices".to_owned()).spawn(move || answer.send(ask())).ok()?;
    answered.recv_timeout(limit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(is_default: bool, rate_hz: Option<u32>) -> DeviceInfo {
        DeviceInfo { id: "pulseaudio:mic".into(), name: "Mic".into(), is_default, rate_hz, channels: Some(2), sample_format: Some("i16".into()) }
    }

    #[track_caller]
    fn check_real(id: &str, expected: bool) {
        assert_eq!(is_real(id), expected, "{id}");
    }

    #[test]
    fn monitors_and_alsa_pseudo_devices_are_no_devices_of_ours() {
        check_real("pulseaudio:alsa_input.pci-0000_00_1f.3.analog-stereo", true);
        check_real("pulseaudio:alsa_output.pci-0000_00_1f.3.analog-stereo.monitor", false);
        check_real("alsa:plughw:CARD=0,DEV=0", true);
        check_real("alsa:default", false);
        check_real("alsa:pulse", false);
        check_real("alsa:null", false);
        check_real("coreaudio:BuiltInMicrophoneDevice", true);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_kernel_s_list_says_whether_there_is_a_card() {
        assert!(lists_a_card(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xa1\n"));
        assert!(!lists_a_card("--- no soundcards ---\n"));
        assert!(!lists_a_card(""));
    }

    #[test]
    fn a_device_says_its_format_and_a_question_mark_where_it_does_not_know() {
        assert_eq!(info(true, Some(48_000)).format(), "48000 Hz · 2 ch · i16");
        assert_eq!(info(true, None).format(), "? Hz · 2 ch · i16");
    }

    #[test]
    fn the_list_marks_the_default_and_says_where_there_is_none() {
        let devices = Devices { inputs: vec![info(true, None), info(false, None)], outputs: vec![] };
        let keys: Vec<_> = devices.text().iter().map(|line| line.key).collect();
        let expected =
            ["record-inputs-heading", "record-default-device-line", "record-device-line", "record-outputs-heading", "record-no-device-line"];
        assert_eq!(keys, expected);
        assert_eq!(devices.json()["inputs"][0]["is_default"], true);
        assert_eq!(devices.json()["outputs"], serde_json::json!([]));
    }
}
