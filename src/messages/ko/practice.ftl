practice-language-ko = 한국어
practice-language-en = 영어
practice-target = 목표 { $target }, 제한 { $limit }
practice-question = 질문: { $text }
practice-asking = 질문을 읽고 있습니다 …
practice-preparing = 생각할 시간: { $left } 남음
practice-arming = 준비하세요. 마이크를 켜는 중입니다 …
practice-cue = ● 녹음 중 – 말씀하세요
practice-time = { $elapsed } 경과 · { $left } 남음
practice-time-past-target = { $elapsed } 경과 · 목표보다 { $over } 지남 · 제한까지 { $left }
practice-time-past-limit = { $elapsed } 경과 · 제한 시간 { $over } 초과
practice-lost-frames = 소리 프레임 { $count }개를 놓쳐 그 자리를 무음으로 채웠습니다.
practice-clipped = 소리가 너무 커서 샘플 { $count }개가 잘렸습니다. 마이크에서 조금 떨어지거나 입력 음량을 줄여 주세요.
practice-time-left = 목표 시간까지 { $seconds }초 남았습니다.
practice-limit-reached = 제한 시간이 지났습니다. 직접 멈출 때까지 녹음은 계속됩니다.
practice-only-zeros = 마이크에서 아무 소리도 들어오지 않습니다. 음소거되어 있지 않은지, 터미널에 마이크 권한이 있는지 확인해 주세요.
practice-recognising = 말씀하신 내용을 받아쓰는 중입니다: { $percent }%
practice-recognition-stopped = 받아쓰기를 멈췄습니다. 녹음은 남아 있습니다. 마저 하려면: mynah attempt rescore { $id }
practice-recognition-failed = 받아쓰지 못했습니다. { $why } 녹음은 남아 있습니다. 다시 하려면: mynah attempt rescore { $id }
practice-kept-unfinished = 여기까지 말씀하신 내용을 미완성 답변 { JOSA($id, "으로/로") } 남겨 두었습니다. 채점하지 않으며 복습 일정에도 넣지 않습니다. 듣기: mynah replay { $id }
practice-kept-discarded = 처음부터 다시 시작합니다. 앞서 말씀하신 내용을 되살리려면: mynah attempt restore { $id }
practice-job-broken = mynah 내부 작업이 예기치 않게 멈췄습니다. 녹음된 내용은 남아 있습니다.
practice-keys-asking = Enter 음성 건너뛰기 · n 노트 · q 끝내기
practice-keys-preparing = Enter 바로 시작 · n 노트 · q 끝내기
practice-keys-answering = Enter·Space 멈추기 · r 처음부터 다시 · q 끝내기 (말씀하신 내용은 남습니다)
practice-keys-answering-short = Enter 멈춤 · r 처음부터 · q 끝내기
practice-keys-recognising-short = q 건너뛰기 · Ctrl-C 끝내기
practice-bar-time = 시간
practice-bar-level = 소리
practice-too-loud = 너무 큼
practice-keys-plain = Enter를 누르면 답변을 멈춥니다. r을 치고 Enter를 누르면 처음부터 다시 하고, q를 치고 Enter를 누르면 끝냅니다(말씀하신 내용은 남습니다).
practice-keys-recognising = q 받아쓰기 건너뛰기 · Ctrl-C 끝내기 (녹음은 남습니다)
practice-choice-next = Enter 다음 질문
practice-choice-last = Enter 끝내기
practice-choice-findings = { $letters } { $count ->
   *[other] 짚은 곳 듣기
}
practice-choice-follow-up = f 꼬리 질문
practice-choice-again = a 다시 답하기
practice-choice-play = p 전체 듣기
practice-choice-leave = q 끝내기
practice-grade = 평가 ‘{ $grade ->
        [1] 다시
        [2] 어려움
        [3] 보통
       *[4] 쉬움
    }’, { $days ->
        [0] { $hours }시간
       *[other] { $days }일
    } 뒤에 다시 나옵니다. (1 다시 · 2 어려움 · 3 보통 · 4 쉬움)
practice-no-notes = 노트에 이 질문에 대해 적어 둔 내용이 없습니다.
practice-near-notes = 이 질문에 정해 둔 이야기가 없어, 내용이 가장 가까운 이야기를 보여 드립니다.
practice-follow-up-quote = ‘{ $quote }’라고 하셨는데요. { $question }
practice-why-situation = 어떤 상황이었는지 나오지 않았습니다.
practice-why-task = 맡은 과제가 나오지 않았습니다.
practice-why-action = 직접 한 일이 분명하게 나오지 않았습니다.
practice-why-result = 결과가 분명하게 나오지 않았습니다.
practice-why-number = 결과에 수치가 없었습니다.
practice-why-ownership = ‘우리’가 ‘나’보다 많이 나왔습니다.
practice-why-alternative = 다른 방법을 검토했다는 말이 없었습니다.
practice-why-learning = 무엇을 배웠는지 나오지 않았습니다.
practice-why-time = 언제 있었던 일인지, 얼마나 걸렸는지 나오지 않았습니다.
practice-why-named = 이 질문에 이어서 묻는 꼬리 질문입니다.
