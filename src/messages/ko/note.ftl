# src/note, import, stories

note-head = { $name }: 이야기 { $stories }개(네 부분이 모두 있는 것 { $complete }개), 질문 { $questions }개, 답변 초안 { $drafts }개
note-no-competency = 원칙 없음
note-new = 새로 추가
note-changed = 바뀜
note-questions = 질문 [노트의 줄 번호]
note-drafts = 답변 초안
note-gone = 노트에서 사라졌지만 연습 기록을 위해 남겨 둡니다: { $ids }
note-todos = 할 일 { $count }가지 (줄 번호)
note-unplaced = 이야기도 질문도 답변도 아닌 줄 { $count }개
note-dry-run = 미리 보기만 했습니다. --dry-run 없이 실행하면 저장합니다.
note-kept = 저장했습니다. `mynah stories list`로 이야기를, `mynah prompts list --pack my`로 질문을 볼 수 있습니다.

note-todo-missing = ‘{ $title }’ 이야기에 { JOSA($parts, "이/가") } 없음
note-todo-empty = ‘{ $title }’ 이야기의 S, T, A, R이 비어 있음
note-todo-empty-untitled = S, T, A, R이 비어 있음
note-todo-twice = ‘{ $title }’의 { $part } 내용이 { $line }번째 줄에 있는 ‘{ $other }’의 내용과 똑같음
note-todo-unfinished = ‘{ $title }’의 { $part } 내용이 쓰다 만 상태임
note-todo-no-answer = 답변이 없는 질문: { $question }
note-todo-no-answer-near = 답변이 없는 질문: { $question } (내용이 가까운 이야기: ‘{ $near }’)
note-todo-no-question = 질문 없이 답변만 있음
note-todo-no-question-of = 질문 없이 답변만 있음({ $competency })

note-ask-introduction = 자기소개를 부탁드립니다.
note-ask-topic = { $topic }에 대해 말씀해 주세요.

note-nothing-found = { $path }에서 이야기나 질문, 답변을 하나도 찾지 못했습니다.
note-nothing-found-hint = 이야기는 줄 첫머리에 ‘S:’, ‘T:’, ‘A:’, ‘R:’ 또는 ‘상황:’, ‘과제:’, ‘행동:’, ‘결과:’를 붙여 적고, 질문은 물음표로 끝내 주세요. 전에 가져온 내용은 그대로입니다.
note-no-file = { JOSA($path, "은/는") } 파일이 아닙니다.
note-no-file-hint = 노트 파일(.md, .txt) 하나를 지정해 주세요.
note-too-large = { JOSA($path, "은/는") } { $mib }MiB가 넘어 노트로 읽지 않습니다.
note-too-large-hint = 이야기와 질문이 든 부분만 따로 저장해서 가져와 주세요.
note-pdf = { JOSA($path, "은/는") } PDF 파일입니다.
note-pdf-hint = PDF에서 글을 복사해 .txt나 .md 파일로 저장한 뒤 그 파일을 가져와 주세요.
note-document = { JOSA($path, "은/는") } 워드프로세서 문서(DOCX, HWP 등)입니다.
note-document-hint = ‘다른 이름으로 저장’에서 일반 텍스트(.txt)를 골라 저장한 뒤 그 파일을 가져와 주세요.
note-binary = { JOSA($path, "은/는") } { $line }번째 줄부터 글자로 읽을 수 없습니다.
note-binary-hint = 편집기에서 UTF-8로 다시 저장해 주세요. UTF-8, UTF-16, CP949로 된 글을 읽을 수 있습니다.

note-no-stories = 가져온 이야기가 없습니다. `mynah import 노트.md`로 가져올 수 있습니다.
note-hole = (이야기 없음)
note-hole-near = (이야기 없음. 내용으로 보아 어울릴 만한 이야기: { $ids })
note-told = 지금까지 답변 { $count }개에 썼습니다.
note-worn-out = 답변 { $count }개에 썼는데, 너무 여러 원칙에 썼습니다: { $principles }. 다른 이야기도 준비해 보세요.
note-story-missing = 없는 부분: { $parts }
note-story-serves = 이 이야기로 답할 수 있는 질문: { $ids }
note-story-near = 내용으로 보아 이런 질문에도 쓸 수 있습니다: { $themes }
note-story-told-in = 이 이야기를 쓴 답변: { $ids }
note-story-unknown = ‘{ $id }’ 이야기는 없습니다.
note-story-unknown-hint = 있는 이야기: { $ids }
note-linked = 이야기 { JOSA($story, "을/를") } { $prompt } 질문에 연결했습니다.
note-unlinked = 이야기 { JOSA($story, "을/를") } 이제 { $prompt } 질문에 연결하지 않습니다.
note-in-korean = 한국어: { $story }
note-in-english = 영어: { $story }
note-paired = 이제 { JOSA($story, "과/와") } { JOSA($other, "을/를") } 같은 이야기로 봅니다. 답변한 언어로 쓴 쪽과 비교합니다.
note-parted = 이제 { JOSA($story, "과/와") } { JOSA($other, "을/를") } 다른 이야기로 봅니다.
note-no-pair = { JOSA($story, "과/와") } { JOSA($other, "은/는") } 같은 이야기로 연결되어 있지 않습니다.
note-both-korean = { JOSA($story, "과/와") } { JOSA($other, "은/는") } 둘 다 한국어 이야기입니다.
note-both-english = { JOSA($story, "과/와") } { JOSA($other, "은/는") } 둘 다 영어 이야기입니다.
note-both-hint = 한국어 이야기 하나와 영어 이야기 하나만 같은 이야기로 연결할 수 있습니다. `mynah stories list`로 확인해 주세요.
note-synonyms = 같은 뜻으로 보는 말: { $count }묶음({ $path })
note-synonyms-alone = ‘{ $word }’ 하나만 있고 같은 뜻의 말이 없습니다.
note-synonyms-alone-fix = ‘{ $word } = 같은 뜻의 말’처럼 한 줄에 둘 이상 적어 주세요. 이 줄은 쓰지 않고 나머지는 그대로 씁니다.
note-synonyms-gap = 등호나 쉼표 한쪽에 말이 없습니다.
note-synonyms-gap-fix = 빠진 말을 채우거나 남는 등호나 쉼표를 지워 주세요. 이 줄은 쓰지 않고 나머지는 그대로 씁니다.
note-synonyms-no-letters = ‘{ $word }’에는 글자도 숫자도 없습니다.
note-synonyms-no-letters-fix = 소리 내어 말할 수 있는 말로 바꿔 주세요. 이 줄은 쓰지 않고 나머지는 그대로 씁니다.
note-synonyms-unreadable = 같은 뜻으로 볼 말을 읽을 수 없습니다({ $reason }).
note-synonyms-unreadable-fix = 1MiB를 넘지 않는 일반 텍스트 파일인지, 읽을 권한이 있는지 확인해 주세요. 지금은 이 파일 없이 비교합니다.
note-synonyms-no-text = 이 줄부터 글자로 읽을 수 없습니다.
note-synonyms-no-text-fix = 편집기에서 UTF-8로 다시 저장해 주세요. 지금은 이 파일 없이 비교합니다.
