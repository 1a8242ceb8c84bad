# src/replay
replay-stopped = 재생을 멈췄습니다.
replay-broken = 재생하던 중에 mynah 내부에서 문제가 생겼습니다. 녹음은 그대로 있습니다.
replay-compared = { $part }, 답변 { $first } → { $second }
replay-attempt = 답변 { $name }
replay-looped = { $part } 반복
replay-no-words = 받아쓴 말이 없습니다. 이 답변은 아직 음성 인식을 거치지 않았습니다. 소리는 들을 수 있고, `mynah attempt rescore`를 실행하면 받아쓸 수 있습니다.
replay-keys-long = Space 재생 · ←→ 5초 · n 짚을 점, p 멈춤, f 군말, [] 부분 (Shift·↑ 이전) · { $compared ->
    [yes] Tab 다른 답변 ·{" "}
   *[no] {""}
}l 반복 · - + 빠르기 · q 끝내기
replay-keys-middle = Space ▶ · ←→ 5초 · n 짚을 점 p 멈춤 f 군말 [] 부분 ·{ $compared ->
    [yes] {" "}Tab A/B ·
   *[no] {""}
} l 반복 · -+ · q
replay-keys-short = Space ▶ ←→ 5초 npf[] 이동 l 반복{ $compared ->
    [yes] {" "}Tab
   *[no] {""}
} q
replay-pause = (멈춤 { $seconds }초)
replay-filler = (군말)
replay-part = 부분
replay-stretch = { $start }~{ $end } ({ $seconds }초)
replay-part-missing = 없음
replay-other-prompt = { $first }, { $second } 두 답변은 질문이 서로 달라서 부분별로 견줄 수 없습니다.
replay-other-prompt-hint = 같은 질문에 대한 답변은 `mynah history --prompt ID`로 볼 수 있습니다.
replay-file-changed = { $path }: 채점할 때의 녹음과 다른 파일입니다. 받아쓴 말과 표시가 맞지 않을 수 있습니다. 다시 맞추려면 `mynah attempt rescore { $id }`를 실행하세요.
replay-words-beyond = 녹음이 끝난 뒤의 시각이 적힌 단어가 { $count }개 있습니다. 이 단어들은 들을 수 없습니다.
