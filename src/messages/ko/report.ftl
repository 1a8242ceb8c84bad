# src/report
report-no-question = 질문 없이 녹음한 답변
report-language-ko = 한국어
report-language-en = 영어
report-state-recording = 녹음 중
report-state-unfinished = 미완성
report-state-discarded = 버림
report-state-deleted = 지움
report-findings = 눈에 띈 점
report-no-findings = 특별히 눈에 띈 점이 없습니다.
report-not-scored = 아직 채점하지 않았습니다.
report-not-measured = 아직 측정하지 않았습니다.
report-rubric = 채점 기준 { $rubric } · 100점 만점에 { $points }점
report-time = 시간
report-time-value = { $answer } / 목표 { $target } { $bar } { $verdict }
report-no-speech = 녹음에서 말소리를 찾지 못했습니다.
report-under = 권장 범위보다 { $by } 짧음
report-within = 권장 범위 안
report-over = 권장 범위를 { $by } 넘김
report-latency = 첫마디
report-latency-value = { $latency }초 뒤
report-pace = 말 속도
report-pace-words = 1분에 { $pace }단어
report-pace-syllables = 1분에 { $pace }음절
report-articulation = (멈춤을 빼면 1분에 { $syllables }음절)
report-unknown-without-words = 받아쓴 말이 없어 알 수 없음
report-pauses = 멈춤
report-pauses-none = 1초 이상 멈춘 적 없음
report-pauses-value =
    { $count ->
        [1] 1초 이상 한 번: { $at }에 { $longest }초
       *[other] 1초 이상 { $count }번, 가장 긴 멈춤은 { $at }에 { $longest }초
    }
report-fillers = 군말
report-fillers-value = 확실한 것 { $counted }번, 애매한 것 { $possible }번, 받아쓰지 못한 소리 { $voiced }번
report-over-time = 속도 흐름
report-over-time-value = { $rates } (약 10초마다)
report-pauses-inside = 그 가운데 문장 중간 { $count }번
report-speaking = 말한 시간 { $share }%
report-filled-pauses =
    { $count ->
        [0] 길게 끈 소리 없음
       *[other] 길게 끈 소리(‘음―’) { $count }번
    }
report-repetitions = 되풀이
report-phrases = 자주 한 말
report-phrase = { $text } { $count }번
report-voice = 목소리
report-voice-unknown = 말소리가 너무 적어 알 수 없음
report-level-range = 크기 변화 { $range } dB
report-pitch = 높이 { $pitch } Hz(변화 { $range }반음)
report-endings =
    { $count ->
        [0] 말끝이 작아진 문장 없음
       *[other] 문장 끝 { $of }곳 가운데 { $count }곳에서 말끝이 작아짐
    }
report-sound = 녹음 상태
report-quiet = 소리가 작음({ $level } dBFS): 마이크 가까이에서 말해 주세요
report-noisy = 말소리가 잡음보다 { $snr } dB밖에 크지 않음
report-lost = { $seconds }초가 녹음되지 않음
report-clipped = 소리가 너무 커서 잘린 샘플 { $count }개: 입력 음량을 줄여 주세요
report-story = 구성
report-shares = 비중
report-missing = 빠진 부분
report-unclear = 불분명한 부분
report-before-action = 행동까지
report-before-action-value = { $seconds }초
report-deeds = 직접 한 일
report-data-points = 수치
report-data-points-value = { $count ->
    [0] 없음
   *[other] { $count }개 문장에 있음
}
report-ownership = 나와 우리
report-ownership-value = ‘저/나(I)’ { $i }번, ‘저희/우리(we)’ { $we }번
report-result = 결과
report-result-number = 수치가 있음
report-result-no-number = 수치가 없음
report-part-situation = 상황
report-part-task = 과제
report-part-action = 행동
report-part-result = 결과
report-part-now = 지금 하는 일
report-part-past = 그동안의 경험
report-part-why = 지원 동기
report-part-claim = 주장
report-part-reason = 이유
report-part-example = 사례
report-part-definition = 정의
report-part-how = 동작 방식
report-part-when = 쓰임새
report-part-trade-off = 장단점
report-part-other = 기타
report-words = 말한 내용 (받아쓰기: { $model })
report-no-words = 받아쓴 말이 없습니다.
report-no-transcript = 아직 받아쓰지 않아 말한 내용이 없습니다. `mynah models list`로 쓸 수 있는 음성 모델을 볼 수 있습니다.
report-why-you = 직접 고친 표시
report-why-words = 근거가 된 말: { $words }
report-why-no-words = 근거가 된 말 없음
report-why-note = 노트에서는 { $part }
report-why-around = 자리와 앞뒤 문장: { $part }
report-why-nearest = { $part }: 뚜렷한 문장이 없습니다. { $sentence }번 문장이 가장 가깝습니다({ $p }).
report-why-nothing-near = { $part }: 비슷한 문장도 없습니다.
report-unsure = (물음표: 어느 부분인지 확실하지 않음)
report-removed = 음성 모델이 적었지만 뺀 말: { $words }
report-why-silence = 그때 말소리가 없었음
report-why-no-letters = 말이 아님
report-why-too-fast = 그 시간에 할 수 없는 양
report-why-stock-phrase = 모델이 흔히 지어내는 말
report-why-loop = 모델이 같은 말을 되풀이함
report-why-echo = 모델에 준 힌트를 그대로 적음
report-why-other = { $why }
report-history-id = 답변
report-history-date = 날짜
report-history-language = 언어
report-history-length = 길이
report-history-verdict = 목표 시간
report-history-points = 점수
report-history-prompt = 질문
report-history-empty = 아직 답변이 없습니다. `mynah practice`로 첫 답변을 녹음해 보세요.
report-progress-head = { $days }일 동안 답변 { $attempts }개 · { $streak }일 연속 · 지금 복습할 질문 { $due }개
report-progress-chart = 답변별 점수
report-progress-questions = 두 번 이상 답한 질문
report-progress-question = { $attempts }번, { $first } → { $latest }점, 최고 { $best }점({ $id })
report-progress-principles = 원칙
report-progress-principle = 답변 { $attempts }개, 최고 { $best }점
report-progress-hole = 아직 답하지 않음
report-progress-better = 나아짐
report-progress-worse = 나빠짐
report-progress-same = 비슷함
report-progress-unknown = 판단하기에는 답변이 적음
report-measure-points = 점수
report-measure-off-target = 목표와의 차이
report-measure-words = 1분당 단어
report-measure-syllables = 1분당 음절
report-measure-fillers = 1분당 군말
report-measure-latency = 첫마디까지(초)
report-verdict-under = 부족
report-verdict-within = 적절
report-verdict-over = 초과
report-rubric-no-parts = 채점 기준 { $rubric } · 부분을 나누지 않는 답변이라 시간과 말하기만 채점
report-rubric-timing = 채점 기준 { $rubric } · 시간만으로 채점

report-own-story = 내 이야기
report-own-story-value = { $id }: 준비한 요점 { $all }개 가운데 { $said }개를 말함{ $partly ->
    [0] {""}
   *[other] , { $partly }개는 일부만
  }{ $unknown ->
    [0] {""}
   *[other] , { $unknown }개는 알 수 없음
  }
report-left-out = 빠뜨린 요점
report-beyond = 노트에 없는 말
report-and-more = 그 밖에 { $count }개
report-no-name = {""}
report-round = 질문 { $questions }개, 꼬리 질문 { $follow_ups }개, 말한 시간 { $time }
report-round-practice = 연습
report-round-answer = 답변과 꼬리 질문
report-round-took-of = 걸린 시간 { $took } / 예정 { $planned }
report-round-took = 걸린 시간 { $took }
report-round-page = 소리와 말까지 한 페이지로 보기: `mynah report { $id } --round --format html`
report-round-questions = 질문
report-round-follow-ups = 꼬리 질문
report-round-spoken = 말한 시간
report-round-time = 걸린 시간
report-round-planned = / 예정 { $planned }
report-page-main-finding = 눈에 띈 점
report-round-points = { $points }점
report-round-over = { $answer }(권장 범위를 { $by } 넘김)
report-round-under = { $answer }(권장 범위보다 { $by } 짧음)
report-round-best = 가장 좋았던 답변: { $question }
report-round-worst = 다음에 먼저 연습할 질문: { $question }

report-page-made-by = mynah가 이 컴퓨터에서 만든 보고서입니다. 이 페이지는 인터넷에 접속하지 않습니다.
report-page-answers = 이번 면접의 답변
report-page-all = 답변 { $count }개
report-page-target = / 목표 { $target }
report-page-pauses-of = 1초 이상
report-page-fillers-of = 확실한 것만
report-page-long-pauses = 1초 이상 멈춤
report-page-band-words = 분당 단어, 보통 { $lower }~{ $upper }
report-page-band-syllables = 분당 음절, 보통 { $lower }~{ $upper }
report-page-play-from = { $at }부터 듣기
report-page-audio = 녹음
report-page-no-playback = 여기서는 소리를 들을 수 없습니다. 브라우저가 막았거나, 이 페이지와 함께 있어야 할 소리 파일이 없습니다. 나머지 내용은 그대로 볼 수 있습니다.
report-page-sound-gone = 녹음 파일 { JOSA($path, "이/가") } 없어서 소리와 파형을 넣지 못했습니다.
report-page-sound-changed = 녹음 파일 { JOSA($path, "이/가") } 채점한 뒤에 바뀌었습니다. 받아쓴 말과 맞지 않아 소리와 파형을 넣지 않았습니다. `mynah score`로 바뀐 파일을 새로 채점할 수 있습니다.
report-page-sound-unreadable = 녹음 파일 { JOSA($path, "을/를") } 읽지 못해 소리와 파형을 넣지 못했습니다. 까닭은 `mynah replay`에서 볼 수 있습니다.
report-page-timeline = 처음부터 끝까지
report-page-timeline-label = { $length } 길이의 녹음. 위에서부터 답변의 구성, 파형과 멈춤, 군말, 눈에 띈 점의 번호. 같은 내용이 말한 내용에 글로 있습니다.
report-page-key-pause = 1초 이상 멈춤
report-page-key-filler = 군말
report-page-key-mark = 눈에 띈 점의 번호
report-page-pause = { $seconds }초 멈춤
report-page-words = 말한 내용
report-page-words-hint = 단어를 누르면 그곳부터 들립니다. 키보드로는 화살표로 옮기고 Enter로 듣습니다.
report-page-words-label = 답변에서 한 말
report-page-setup = 상황과 과제
report-page-band-upper = 권장 { $upper }% 이하
report-page-band-lower = 권장 { $lower }% 이상
report-page-band-between = 권장 { $lower }~{ $upper }%
report-page-points = 내 이야기의 요점
report-page-said = ✓ 말함
report-page-partly = ◐ 일부만
report-page-not-said = ✗ 빠뜨림
report-page-cannot-tell = ? 알 수 없음
report-page-pace = 말 속도의 흐름
report-page-figures = 자세한 수치
report-page-changes = 지난번과 달라진 점
report-page-figure = 항목
report-page-before = 지난번
report-page-now = 이번
report-page-change = 변화
report-page-points-apart = { $count }%p
report-page-gap = { $seconds }초
report-page-points-of = 점수
report-progress-title = 연습 추이
report-progress-days = 연습한 날
report-progress-streak = 연속 일수
report-progress-due = 지금 복습할 질문
report-progress-latest = 최근 답변
report-progress-best = 가장 좋았던 답변
report-progress-latest-points = 최근 점수
report-progress-best-points = 최고 점수
report-progress-latest-id = 최근 { $id }
report-progress-best-id = 최고 { $id }
report-page-answer-count = 답변
report-page-value = 값
report-page-as-table = 표로 보기
report-page-trend-label = { $name }: { $from }에 { $begin }, { $to }에 { $end }. 모든 값은 아래 표에 있습니다.
report-page-progress-measures = 나아진 점과 그렇지 않은 점
report-page-progress-how = 답변을 시간순으로 반으로 나누어 앞쪽 평균과 뒤쪽 평균을 비교했습니다. 점 하나가 답변 하나이고, 답변이 60개를 넘으면 여러 개를 묶어 점 하나로 그립니다.
report-page-progress-questions = 질문
report-page-progress-from-to = 처음 → 최근
report-page-progress-principles = 원칙과 이야기
report-page-principle = 원칙
report-page-progress-map = 숫자는 그 원칙에 그 이야기를 몇 번 말했는지입니다. ○는 준비했지만 아직 말하지 않은 이야기입니다.
