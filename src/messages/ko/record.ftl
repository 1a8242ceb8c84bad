# src/record
record-folder-unreadable = { $path } 폴더를 읽을 수 없습니다.

## Devices
record-inputs-heading = 마이크:
record-outputs-heading = 스피커:
record-device-line = { "  " }{ $id } · { $name } · { $format }
record-default-device-line = * { $id } · { $name } · { $format } · 기본 장치
record-no-device-line = { "  " }없음

record-no-microphone = 마이크가 없습니다.
record-no-microphone-hint = 마이크를 연결하거나 사용을 허용해 주세요. 찾은 장치는 `mynah devices`로 볼 수 있습니다. `--input 파일`을 쓰면 녹음 파일로도 연습할 수 있습니다.
record-no-loudspeaker = 스피커가 없습니다.
record-no-loudspeaker-hint = 스피커를 연결해 주세요. 찾은 장치는 `mynah devices`로 볼 수 있습니다.
record-no-such-device = ‘{ $device }’ 장치는 없습니다.
record-no-devices-hint = 이런 장치를 하나도 찾지 못했습니다. 장치를 연결한 뒤 `--device`와 `--output-device` 없이 실행하면 기본 장치를 씁니다.
record-known-devices-hint = 쓸 수 있는 장치: { $known }
record-device-busy = 다른 프로그램이 { JOSA($device, "을/를") } 쓰고 있습니다.
record-device-busy-hint = 그 프로그램(화상 회의, 녹음기 등)을 닫거나 `--device`, `--output-device`로 다른 장치를 골라 주세요.
record-permission-denied = { JOSA($device, "을/를") } 쓸 권한이 없습니다.
record-permission-hint = 터미널이 마이크를 쓸 수 있게 허용해 주세요. macOS는 시스템 설정 › 개인정보 보호 및 보안 › 마이크, Windows는 설정 › 개인 정보 › 마이크에서 허용하고, Linux에서는 사용자를 `audio` 그룹에 추가해 주세요.
record-device-gone = { $device } 장치의 연결이 끊어졌습니다.
record-device-gone-hint = 다시 연결하거나 `--device`, `--output-device`로 다른 장치를 골라 주세요.
record-device-unsupported = { $device } 장치의 소리 형식은 지원하지 않습니다.
record-other-device-hint = `--device`, `--output-device`로 다른 장치를 골라 주세요. `mynah devices`로 목록을 볼 수 있습니다.
record-device-broken = { $device } 장치가 작동하지 않습니다.
record-device-silent = { $device } 장치가 응답하지 않습니다.
record-device-silent-hint = 사운드 서버를 다시 시작하거나 장치를 다시 연결해 주세요. `--device`, `--output-device`로 다른 장치를 고를 수도 있습니다.
record-only-zeros = { $device }에서 아무 소리도 들어오지 않습니다.
record-only-zeros-hint = 음소거되어 있거나 터미널에 마이크 권한이 없습니다. 헤드셋의 음소거 버튼과 입력 음량을 확인하고, 시스템의 개인정보 설정에서 마이크를 허용해 주세요.
record-nothing-arrived = { $device }에서 소리 데이터가 오지 않았습니다.

## Writing
record-disk-full = 디스크가 가득 차서 { JOSA($path, "을/를") } 더 이상 쓸 수 없습니다.
record-disk-full-hint = 공간을 비워 주세요. 그때까지 녹음한 내용은 남아 있습니다.
record-cannot-write = { JOSA($path, "을/를") } 쓸 수 없습니다.
record-cannot-write-hint = 폴더가 있는지, 쓸 권한이 있는지 확인해 주세요.
record-file-exists = { JOSA($path, "이/가") } 이미 있습니다.
record-file-exists-hint = 이미 있는 파일은 덮어쓰지 않습니다. 그 파일을 옮기거나 이름을 바꿔 주세요.
record-take-too-long = { $path } 녹음이 최대 길이에 이르렀습니다.
record-writer-died = { $path } 쓰기가 예기치 않게 중단되었습니다.
record-part-stays-hint = 녹음한 내용은 { $part }에 남아 있습니다. 다음에 시작할 때 마무리합니다.
record-part-unreadable = { JOSA($path, "은/는") } mynah가 녹음하던 파일이 아닙니다.
record-part-unreadable-hint = 파일은 그대로 두었습니다. 모르는 파일이면 지워 주세요.

## Reading
record-file-missing = { $path } 파일이 없습니다.
record-file-is-folder = { JOSA($path, "은/는") } 폴더입니다.
record-file-is-special = { JOSA($path, "은/는") } 일반 파일이 아닙니다.
record-file-unreadable = { JOSA($path, "을/를") } 읽을 수 없습니다.
record-file-empty = { JOSA($path, "은/는") } 빈 파일입니다.
record-file-without-samples = { $path }에 소리가 없습니다(샘플 0개).
record-file-ends-early = { JOSA($path, "은/는") } 소리가 시작되기 전에 끝납니다.
record-file-too-long = { $path }의 길이는 { $hours }시간입니다.
record-file-too-long-hint = 4시간까지 읽을 수 있습니다. 필요한 부분만 잘라 주세요.
record-file-not-numbers = { $path }의 { $at }초 지점에 숫자가 아닌 샘플이 있습니다.
record-file-compressed = { JOSA($path, "은/는") } 소리가 압축된 WAV 파일입니다(형식 { $tag }).
record-file-impossible = { $path }의 헤더가 손상되었습니다. { $field } 값이 { $value }입니다.
record-file-other-format = { JOSA($path, "은/는") } { $format } 파일로 보이지만 소리를 읽지 못했습니다.
record-file-convert-hint = 다음 명령으로 WAV 파일을 만들 수 있습니다: { $command }
record-file-not-wav = { JOSA($path, "은/는") } 알 수 있는 소리 파일이 아닙니다.
record-file-not-decoded = { $path } 안의 소리를 풀지 못했습니다.
record-file-not-wav-hint = WAV, MP3, M4A(AAC), FLAC, Ogg, WebM(Vorbis, Opus) 녹음을 읽을 수 있습니다.
