# src/speak
speak-no-voice = The system's voice cannot be used, so the questions are shown on screen.
speak-no-answer = The system's voice does not answer, so the questions are shown on screen.
speak-no-sound = The system's voice makes no sound (is a sound server running?), so the questions are shown on screen.
speak-voice-lost = The system's voice stopped working, so the questions are shown on screen from now on.
speak-no-voice-for-language = The system has no { $language ->
    [ko] Korean
   *[en] English
 } voice, so questions in that language are shown on screen.
speak-install-on-debian = For a spoken question: sudo apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng pulseaudio
speak-install-elsewhere = Add a voice for the language in the system settings under speech or accessibility.
speak-built-without-voice = This mynah was built without a voice, so the questions are shown on screen.
speak-build-with-voice = Build it with the feature "voice" to hear the questions.
