# src/prompt

prompt-kind-behavioral = 경험 질문
prompt-kind-introduction = 자기소개
prompt-kind-motivation = 지원 동기
prompt-kind-technical = 기술 질문
prompt-kind-follow-up = 꼬리 질문

prompt-gap-situation = 상황
prompt-gap-task = 맡은 과제
prompt-gap-action = 직접 한 일
prompt-gap-result = 결과
prompt-gap-number = 결과의 수치
prompt-gap-ownership = 본인의 역할
prompt-gap-alternative = 검토한 다른 방법
prompt-gap-learning = 배운 점
prompt-gap-time = 시기와 걸린 시간

prompt-language-ko = 한국어
prompt-language-en = 영어

prompt-list-heading = { $kind } ({ $count })
prompt-show-timing = 목표 { $target }, 제한 { $limit }
prompt-show-pack = 질문 묶음 { $pack }
prompt-show-probes = 확인하는 것: { $gap }
prompt-check-good = { $pack }: 질문 { $count }개, 문제가 없습니다.
prompt-check-wrong = { $pack }: 고칠 곳이 { $problems }군데 있습니다. { $count ->
    [0] 쓸 수 있는 질문이 없습니다.
   *[other] 질문 { $count }개는 그대로 쓸 수 있습니다.
  }

prompt-unknown = ‘{ $id }’ 질문은 없습니다.
prompt-unknown-hint = `mynah prompts list`로 질문 { $count }개를 모두 볼 수 있습니다.
prompt-unknown-hint-close = 비슷한 질문: { $close }. `mynah prompts list`로 질문 { $count }개를 모두 볼 수 있습니다.
prompt-pack-unknown = ‘{ $pack }’ 질문 묶음은 없습니다.
prompt-choose = 이 중에서 골라 주세요: { $known }.
prompt-choose-close = 혹시 ‘{ $close }’입니까? 쓸 수 있는 이름: { $known }.

prompt-broken = 이 줄은 TOML 문법에 맞지 않습니다({ $detail }).
prompt-broken-fix = 이 줄과 바로 윗줄의 따옴표와 괄호를 확인해 주세요. 문자열은 "곧은 따옴표"로 감싸고, 질문은 [[prompt]]로 시작합니다.
prompt-none = 이 파일에는 질문이 없습니다.
prompt-none-fix = 질문마다 [[prompt]] 줄로 시작하고, 그 아래에 id와 kind, 그리고 text.ko나 text.en을 적어 주세요.
prompt-not-prompts = ‘prompt’가 질문 목록이 아닙니다.
prompt-not-prompts-fix = 질문마다 [[prompt]]처럼 대괄호 두 겹으로 시작해 주세요.
prompt-not-pack = ‘pack’이 테이블이 아닙니다.
prompt-not-pack-fix = [pack] 줄을 쓰고 그 아래에 name = "…"처럼 적어 주세요.
prompt-field-unknown = ‘{ $field }’ 항목은 없습니다.
prompt-not-text = ‘{ $field }’ 값이 문자열이 아닙니다.
prompt-not-text-fix = "…"처럼 따옴표로 감싸 주세요.
prompt-not-number = ‘{ $field }’ 값이 숫자가 아닙니다.
prompt-not-number-fix = { $field } = 90처럼 따옴표와 단위를 빼고 초 단위로 적어 주세요.
prompt-not-list = ‘{ $field }’ 값이 목록이 아닙니다.
prompt-not-list-fix = { $field } = ["…", "…"]처럼 적어 주세요.
prompt-not-yes-no = ‘{ $field }’ 값이 true도 false도 아닙니다.
prompt-not-yes-no-fix = { $field } = true 또는 { $field } = false처럼 따옴표 없이 적어 주세요.
prompt-not-languages = ‘{ $field }’에 어느 언어인지 적혀 있지 않습니다.
prompt-not-languages-fix = 한국어는 { $field }.ko, 영어는 { $field }.en에 적어 주세요. 둘 다 적어도 됩니다.
prompt-empty = ‘{ $field }’ 값이 비어 있습니다.
prompt-empty-fix = { JOSA($field, "을/를") } 채우거나 지워 주세요.
prompt-unprintable = ‘{ $field }’ 값에 화면에 표시할 수 없는 문자({ $code })가 있습니다.
prompt-unprintable-fix = 그 문자를 지워 주세요.
prompt-name-odd = ‘{ $name }’ 값은 ‘{ $field }’ 자리에 쓸 수 없습니다.
prompt-name-odd-fix = 소문자와 숫자를 쓰고 그 사이에만 . - _ 를 넣어 주세요. 예: mine.team.1
prompt-name-odd-fix-better = 소문자와 숫자를 쓰고 그 사이에만 . - _ 를 넣어 주세요. 예: { $field } = "{ $better }"
prompt-id-missing = 질문에 id가 없습니다.
prompt-id-missing-fix = 앞으로 바꾸지 않을 이름을 id = "…"로 적어 주세요. 기록과 복습 일정이 이 이름으로 이어집니다.
prompt-id-twice = id ‘{ $id }’는 { $line }번째 줄에서 이미 쓰고 있습니다.
prompt-id-in-two-files = id ‘{ $id }’는 { $file } 파일의 { $line }번째 줄에서 이미 쓰고 있습니다.
prompt-id-twice-fix = 다른 id를 붙이거나 이 질문을 지워 주세요. 지금은 먼저 나온 질문만 씁니다.
prompt-kind-missing = 질문에 kind가 없습니다.
prompt-kind-missing-fix = kind = "…"에 이 중 하나를 적어 주세요: { $known }.
prompt-kind-unknown = ‘{ $kind }’ 종류는 없습니다.
prompt-text-missing = 질문이 한국어로도 영어로도 적혀 있지 않습니다.
prompt-text-missing-fix = text.ko = "…"나 text.en = "…", 또는 둘 다 적어 주세요.
prompt-time-range = ‘{ $field }’ 값은 답변 시간으로 쓸 수 없습니다.
prompt-time-range-fix = { JOSA($field, "은/는") } 0보다 크고 { $longest }초를 넘지 않아야 합니다.
prompt-limit-below = 제한 시간({ $limit }초)이 목표 시간({ $target }초)보다 짧습니다.
prompt-limit-below-fix = limit_s를 { $target } 이상으로 올리거나 target_s를 낮춰 주세요.
prompt-probes-missing = 꼬리 질문인데 무엇을 확인하는지 적혀 있지 않습니다.
prompt-probes-missing-fix = probes = "…"에 이 중 하나를 적어 주세요: { $known }.
prompt-probes-unknown = probes에 ‘{ $gap }’ 값은 쓸 수 없습니다.
prompt-probes-idle = probes는 꼬리 질문에만 쓸 수 있습니다.
prompt-probes-idle-fix = probes를 지우거나 kind = "follow-up"으로 바꿔 주세요.
prompt-file-unreadable = 읽을 수 없습니다({ $reason }).
prompt-file-unreadable-fix = 파일이나 폴더가 있는지, 읽을 권한이 있는지 확인해 주세요.
prompt-file-encoding = 이 줄부터 UTF-8이 아닙니다.
prompt-file-encoding-fix = 편집기에서 UTF-8로 다시 저장해 주세요. 오래된 한글 파일은 CP949인 경우가 많습니다.
prompt-file-large = 파일이 4 MB를 넘어 질문 묶음으로 쓸 수 없습니다.
prompt-file-large-fix = 여러 질문 묶음으로 나누거나, 맞는 파일인지 확인해 주세요.
prompt-show-follow-ups = 이어서 물을 꼬리 질문: { $ids }
prompt-follow-up-unknown = ‘{ $id }’ 꼬리 질문은 없습니다.
prompt-follow-up-unknown-fix = id가 ‘{ $id }’인 꼬리 질문을 만들거나, follow_ups에서 빼 주세요. 나머지 꼬리 질문은 그대로 씁니다.
prompt-follow-up-unknown-fix-close = 혹시 ‘{ $close }’입니까? 나머지 꼬리 질문은 그대로 씁니다.
prompt-follow-up-kind = ‘{ $id }’ 질문은 꼬리 질문이 아니어서 이어서 물을 수 없습니다.
prompt-follow-up-kind-fix = ‘{ $id }’ 질문에 kind = "follow-up"과 probes를 적거나, follow_ups에서 빼 주세요.
prompt-follow-up-circle = 꼬리 질문이 서로 꼬리를 물어 끝나지 않습니다: { $circle }.
prompt-follow-up-circle-fix = 이 줄의 follow_ups에서 { JOSA($id, "을/를") } 빼 주세요. 그때까지 이 순서로는 묻지 않습니다.
prompt-date = 질문 묶음에는 날짜를 적지 않습니다.
prompt-date-fix = 이 줄을 지우고, 면접 날짜는 `mynah config interview-date 2026-12-01`처럼 정해 주세요.
prompt-addition-alone = ‘{ $id }’ 질문이 없어 덧붙일 곳이 없습니다.
prompt-addition-alone-fix = 새 질문이라면 kind = "…"에 이 중 하나를 적어 주세요: { $known }. 아니라면 `mynah prompts list`에 있는 id를 적어 주세요.
prompt-addition-field = kind가 없는 항목은 원래 질문에 덧붙이기만 하므로 ‘{ $field }’ 값을 바꿀 수 없습니다.
prompt-addition-field-fix = { JOSA($field, "을/를") } 지우거나, kind까지 모두 적어 질문을 통째로 바꿔 주세요.
