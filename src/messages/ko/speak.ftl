# src/speak
speak-no-voice = 시스템 음성을 쓸 수 없어 질문을 화면에 보여 드립니다.
speak-no-answer = 시스템 음성이 응답하지 않아 질문을 화면에 보여 드립니다.
speak-no-sound = 시스템 음성에서 소리가 나지 않아 질문을 화면에 보여 드립니다. 사운드 서버가 실행 중인지 확인해 주세요.
speak-voice-lost = 시스템 음성이 멈춰 이제부터 질문을 화면에 보여 드립니다.
speak-no-voice-for-language = 시스템에 { $language ->
    [ko] 한국어
   *[en] 영어
 } 음성이 없어 이 언어의 질문은 화면에 보여 드립니다.
speak-install-on-debian = 질문을 음성으로 들으려면 다음 명령을 실행해 주세요: sudo apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng pulseaudio
speak-install-elsewhere = 시스템 설정의 음성 또는 손쉬운 사용(접근성) 항목에서 이 언어의 음성을 추가해 주세요.
speak-built-without-voice = 이 mynah는 음성 기능 없이 빌드되어 질문을 화면에 보여 드립니다.
speak-build-with-voice = 질문을 음성으로 들으려면 "voice" 기능을 켜고 빌드해 주세요.
