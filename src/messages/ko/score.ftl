# src/score
score-part =
    { $part ->
        [S] 상황
        [T] 과제
        [A] 행동
        [R] 결과
        [now] 지금 하는 일
        [past] 그동안의 경험
        [why] 지원 동기
        [claim] 주장
        [reason] 이유
        [example] 사례
        [definition] 정의
        [how] 동작 방식
        [when] 쓰임새
        [trade_off] 장단점
       *[other] 기타
    }
score-no-speech = 말소리가 들리지 않았습니다.
score-under-target = 목표 { $target }초, 답변 { $answer }초로 권장 범위보다 { $by }초 짧았습니다.
score-over-target = 목표 { $target }초, 답변 { $answer }초로 권장 범위를 { $by }초 넘겼습니다.
score-on-target = 목표 { $target }초, 답변 { $answer }초로 시간을 잘 맞췄습니다.
score-long-latency = 첫마디까지 { $seconds }초 걸렸습니다.
score-pause-inside = 문장 중간에 { $seconds }초 동안 멈췄습니다.
score-pause-anywhere = { $seconds }초 동안 말이 없었습니다.
score-fast-pace =
    { $unit ->
        [syllables] 1분에 { $rate }음절 속도로 말했습니다. { $limit }음절까지는 편하게 알아들을 수 있습니다.
       *[words] 1분에 { $rate }단어 속도로 말했습니다. { $limit }단어까지는 편하게 알아들을 수 있습니다.
    }
score-slow-pace =
    { $unit ->
        [syllables] 1분에 { $rate }음절 속도로 말했습니다. { $limit }음절 이상이면 더 자연스럽게 들립니다.
       *[words] 1분에 { $rate }단어 속도로 말했습니다. { $limit }단어 이상이면 더 자연스럽게 들립니다.
    }
score-many-fillers = ‘음’, ‘어’ 같은 군말이 { $count }번(1분에 { $rate }번) 나왔습니다.
score-many-repetitions = 같은 말을 되풀이하거나 다시 시작한 곳이 { $count }번(1분에 { $rate }번) 있었습니다.
score-weak-endings = 문장 끝 { $of }곳 가운데 { $count }곳에서 말끝이 작아졌습니다.
score-rushed-end = 끝부분이 1분에 { $rate }음절로, 앞부분({ $before }음절)보다 빨라졌습니다.
score-missing-part =
    { $part ->
        [S] 상황을
        [T] 과제를
        [A] 행동을
        [R] 결과를
       *[other] { JOSA(score-part, "을/를") }
    } 말하는 부분을 찾지 못했습니다.
score-long-setup = 상황과 과제에 답변의 { $share }%를 썼습니다. { $limit }% 이내로 말하면 행동을 이야기할 시간이 넉넉합니다.
score-long-part = { score-part }에 답변의 { $share }%를 썼습니다. 보통은 { $limit }% 이하입니다.
score-short-part = { score-part }에 답변의 { $share }%를 썼습니다. 보통은 { $limit }% 이상입니다.
score-result-without-number = 결과를 말할 때 수치가 나오지 않았습니다.
score-late-action = 행동 이야기가 { $seconds }초 만에, 답변의 { $share }% 지점에서야 시작됐습니다.
score-few-figures = 수치가 들어간 문장이 { $count ->
        [0] 하나도 없었습니다.
        [one] 하나뿐이었습니다.
       *[other] { $count }개뿐이었습니다.
    } 두 개 이상이면 이야기에 힘이 실립니다.
score-points-left-out = 내 노트에 적은 요점 { $of }개 가운데 { $count }개를 말하지 않았습니다.
score-story-of-another-principle = 내 노트에서는 다른 원칙에 둔 이야기입니다. 물어본 원칙에 둔 이야기가 따로 있습니다.
score-more-we = ‘저희/우리(we)’가 { $we }번, ‘저/나(I)’가 { $i }번 나왔습니다.
score-clipped = 소리가 너무 커서 샘플 { $samples }개가 잘렸습니다. 입력 음량을 줄여 주세요.
score-lost-frames = 녹음 중에 소리 프레임 { $frames }개를 놓쳐 시간이 정확하지 않을 수 있습니다.
score-rubric-unreadable = 채점 기준의 { $line }번째 줄을 읽을 수 없습니다({ $problem }).
score-rubric-no-version = 채점 기준에 버전이 없습니다.
score-rubric-band = 채점 기준에서 { $field }의 하한({ $lower })이 상한({ $upper })보다 큽니다.
score-rubric-range = 채점 기준에서 { $field }의 값 { JOSA($value, "이/가") } 허용 범위를 벗어났습니다.
score-rubric-own-unreadable = 채점 기준을 읽을 수 없습니다({ $problem }).
