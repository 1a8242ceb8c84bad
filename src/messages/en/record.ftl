# src/record
record-folder-unreadable = The folder { $path } cannot be read.

## Devices
record-inputs-heading = Microphones:
record-outputs-heading = Loudspeakers:
record-device-line = { "  " }{ $id } · { $name } · { $format }
record-default-device-line = * { $id } · { $name } · { $format } · default
record-no-device-line = { "  " }none

record-no-microphone = There is no microphone.
record-no-microphone-hint = Plug one in, or allow this machine to use it; `mynah devices` shows what can be found. `--input FILE` rehearses with a recording instead.
record-no-loudspeaker = There is no loudspeaker.
record-no-loudspeaker-hint = Plug one in; `mynah devices` shows what can be found.
record-no-such-device = There is no device { $device }.
record-no-devices-hint = No device of this kind was found. Without `--device` and `--output-device` the default one is used, once there is one.
record-known-devices-hint = There are: { $known }.
record-device-busy = { $device } is used by another program.
record-device-busy-hint = Close the program that uses it (a meeting, a recorder), or choose another device with `--device` or `--output-device`.
record-permission-denied = This program may not use { $device }.
record-permission-hint = Allow the terminal to use the microphone: on macOS in System Settings › Privacy & Security › Microphone, on Windows in Settings › Privacy › Microphone; on Linux add yourself to the group `audio`.
record-device-gone = { $device } is gone.
record-device-gone-hint = Plug it in again, or choose another device with `--device` or `--output-device`.
record-device-unsupported = { $device } delivers no kind of sound that can be used.
record-other-device-hint = Choose another device with `--device` or `--output-device`; `mynah devices` shows them.
record-device-broken = { $device } does not work.
record-device-silent = { $device } does not answer.
record-device-silent-hint = Restart the sound server or plug the device in again, or choose another one with `--device` or `--output-device`.
record-only-zeros = { $device } delivers nothing but silence.
record-only-zeros-hint = It is muted, or the terminal is not allowed to use it. Switch it on (the key on the headset, the volume control), or allow the microphone in the system's privacy settings.
record-nothing-arrived = Nothing arrived from { $device }.

## Writing
record-disk-full = The disk is full: { $path } could not be written any further.
record-disk-full-hint = Make room. What was recorded until then is kept.
record-cannot-write = { $path } could not be written.
record-cannot-write-hint = Check that its folder exists and may be written to.
record-file-exists = { $path } exists already.
record-file-exists-hint = Nothing is ever written over; move or rename that file.
record-take-too-long = The recording { $path } has reached the longest possible length.
record-writer-died = Writing { $path } ended unexpectedly.
record-part-stays-hint = What was recorded is in { $part }; the next start finishes it.
record-part-unreadable = { $path } is not an unfinished recording of mynah.
record-part-unreadable-hint = It is left as it is; remove it if you do not know it.

## Reading
record-file-missing = There is no file { $path }.
record-file-is-folder = { $path } is a folder.
record-file-is-special = { $path } is not an ordinary file.
record-file-unreadable = { $path } cannot be read.
record-file-empty = { $path } is empty.
record-file-without-samples = There is no sound in { $path }: it has 0 samples.
record-file-ends-early = { $path } ends before its sound begins.
record-file-too-long = { $path } is { $hours } hours long.
record-file-too-long-hint = Recordings of up to four hours can be read; cut out the part you want.
record-file-not-numbers = { $path } holds a sample that is not a number, at { $at } s.
record-file-compressed = { $path } is a WAV file with compressed sound (format { $tag }).
record-file-impossible = The header of { $path } is damaged: { $field } is { $value }.
record-file-other-format = { $path } looks like { $format }, but its sound could not be read.
record-file-convert-hint = This makes a WAV file of it: { $command }
record-file-not-wav = { $path } is no sound that mynah knows.
record-file-not-decoded = The sound in { $path } could not be decoded.
record-file-not-wav-hint = Recordings can be WAV, MP3, M4A (AAC), FLAC, Ogg or WebM (Vorbis, Opus).
