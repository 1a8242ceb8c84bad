# Help texts: help-COMMAND for a command, help-COMMAND--ARGUMENT for an argument, help-shared--ARGUMENT for those that mean the same everywhere.
help = 면접 답변을 소리 내어 연습합니다. 인터넷 없이, 한국어와 영어로.
help-heading-usage = 사용법:
help-heading-commands = 명령
help-heading-options = 옵션
help-heading-arguments = 인자

help-shared--help = 이 도움말을 보여 줍니다
help-shared--version = 버전을 보여 줍니다
help-shared--ui = mynah 메시지의 언어 (ko 또는 en)
help-shared--device = 녹음할 마이크. `mynah devices`에 나오는 ID
help-shared--output-device = 재생할 스피커. `mynah devices`에 나오는 ID
help-shared--model = 받아쓰기에 쓸 음성 모델 (이름 또는 파일)
help-shared--quiet = 꼭 필요한 내용과 오류만 출력합니다
help-shared--verbose = 진행 상황을 더 자세히 알려 줍니다
help-shared--json = JSON으로 출력합니다
help-shared--lang = 질문과 답변의 언어

help-practice = 면접을 연습합니다. 질문을 듣고 답하면 결과를 보여 줍니다
help-practice--pack = 이 질문 묶음에서만 묻습니다 (여러 번 쓸 수 있음)
help-practice--prompt = 이 질문을 묻습니다
help-practice--count = 질문 N개를 마치면 끝냅니다
help-practice--minutes = M분이 지나면 새 질문을 하지 않습니다
help-practice--prep = 답하기 전에 생각할 시간(초)
help-practice--stop-at-limit = 제한 시간이 되면 답변을 끝냅니다
help-practice--input = 마이크 대신 소리 파일에서 답변을 읽습니다
help-practice--pace = 파일을 말하는 속도로(real) 또는 최대한 빨리(fast) 읽습니다
help-practice--mute = 질문을 읽어 주지 않고 화면에만 보여 줍니다
help-practice--or-demo = 마이크가 없으면 시연을 보여 줍니다
help-practice--plain = 화면을 그리지 않고 한 줄씩 출력합니다. 파이프나 화면 낭독기에 알맞습니다

help-intro = 자기소개 시간을 잽니다. 대본이 있으면 얼마나 걸리는지, 어디를 줄일지도 알려 줍니다
help-intro--target = 목표 시간: 30s, 60s, 90s, 120s 가운데 하나
help-intro--script = 자기소개 대본(텍스트 파일). 내 말 속도로 걸리는 시간을 재고, 말한 뒤에는 대본과 비교합니다
help-intro--warn = 목표 10초 전에 알림음(beep)이나 음성(voice)으로 알립니다. 스피커로 들으면 녹음에도 들어갑니다
help-intro--count = N번 연습합니다
help-intro--prep = 말하기 전에 준비할 시간(초)
help-intro--input = 마이크 대신 소리 파일에서 읽습니다
help-intro--pace = 파일을 말하는 속도로(real) 또는 최대한 빨리(fast) 읽습니다
help-intro--mute = 질문을 읽어 주지 않고 화면에만 보여 줍니다
help-intro--plain = 화면을 그리지 않고 한 줄씩 출력합니다. 파이프나 화면 낭독기에 알맞습니다

help-score = 이미 있는 녹음을 측정하고 채점합니다
help-score--files = 녹음 파일(WAV, MP3, M4A, FLAC, Ogg, WebM) 또는 그런 파일이 든 폴더
help-score--prompt = 이 녹음이 답하는 질문. 지정하면 복습 일정에도 반영합니다
help-score--words = 받아쓰기 대신 쓸, 시각이 표시된 단어 파일 (녹음이 하나일 때만)
help-score--jobs = 한 번에 파일 N개를 채점합니다
help-score--no-save = 결과를 저장하지 않습니다

help-replay = 답변을 들려주면서 단어를 함께 보여 줍니다
help-replay--attempt = `mynah history`에 나오는 답변 ID 또는 `last`
help-replay--at = 이 시점부터 들려줍니다
help-replay--other = 같은 질문에 대한 다른 답변 ID. 두 답변을 부분별로 번갈아 들려줍니다
help-replay--speed = 재생 속도 0.5~2배. 목소리 높이는 그대로입니다
help-replay--plain = 화면을 그리지 않고 한 줄씩 출력합니다. 파이프나 화면 낭독기에 알맞습니다

help-report = 답변 하나의 결과를 모두 보여 줍니다
help-report--attempt = `mynah history`에 나오는 답변 ID 또는 `last`
help-report--all = 모든 답변을 한 번에 (HTML은 목록과 답변마다 한 페이지)
help-report--round = 이 답변이 들어 있는 연습 전체(모의 면접 등)
help-report--format = html|json|md|srt|vtt|csv|textgrid (정하지 않으면 글로 보여 줍니다)
help-report--output = 이 파일에 저장합니다

help-attempt = 답변을 하나씩 관리합니다
help-attempt-show = 답변을 보여 줍니다
help-attempt-show--attempt = 답변 ID 또는 `last`
help-attempt-show--why = 문장마다 왜 그렇게 읽었는지 보여 줍니다
help-attempt-delete = 기록에서 답변을 뺍니다. `restore`로 되살릴 수 있습니다
help-attempt-delete--attempt = 답변 ID 또는 `last`
help-attempt-restore = 지우거나 버린 답변을 되살립니다
help-attempt-restore--attempt = 답변 ID
help-attempt-rescore = 저장된 녹음을 다시 받아쓰고 채점합니다
help-attempt-correct = 문장이 실제로 어느 부분인지 고칩니다. 표시를 적지 않으면 문장 목록을 보여 줍니다
help-attempt-correct--attempt = 답변 ID 또는 `last`
help-attempt-correct--labels = 문장 번호와 표시. 예: 3=R
help-attempt-correct--words = 받아쓴 말과 실제로 한 말. 예: --word "캐쉬=캐시"
help-attempt-rescore--attempt = 답변 ID 또는 `last`
help-attempt-tag = 답변에 태그를 붙입니다
help-attempt-tag--attempt = 답변 ID 또는 `last`
help-attempt-tag--tags = 나중에 찾을 때 쓸 말
help-attempt-tag--remove = 붙이지 않고 뗍니다
help-attempt-note = 답변에 메모를 남깁니다. 글이 없으면 메모를 보여 줍니다
help-attempt-note--attempt = 답변 ID 또는 `last`
help-attempt-note--text = 메모. 빈 글이면 지웁니다
help-attempt-rename = 답변에 이름을 붙입니다
help-attempt-rename--attempt = 답변 ID 또는 `last`
help-attempt-rename--title = 이름. 빈 글이면 지웁니다
help-attempt-mark = 남겨 둘 답변으로 표시합니다
help-attempt-mark--attempt = 답변 ID 또는 `last`
help-attempt-mark--remove = 표시를 지웁니다

help-history = 지금까지의 답변을 보여 줍니다
help-history--prompt = 이 질문에 대한 답변만
help-history--lang = 이 언어로 한 답변만
help-history--tag = 이 태그가 붙은 답변만
help-history--marked = 표시한 답변만
help-history--since = 이날부터의 답변만. 예: 2026-11-01
help-history--find = 이 말이 나오거나 이름, 메모, 태그에 들어 있는 답변만
help-history--deleted = 지우거나 처음부터 다시 한 답변을 보여 줍니다

help-forget = 답변을 녹음과 결과까지 완전히 지웁니다
help-forget--attempts = 답변 ID
help-forget--all = 말하고 적은 것 모두
help-forget--deleted = 지우거나 처음부터 다시 한 답변
help-forget--unmarked = 표시하지 않은 답변의 녹음. 결과는 남습니다
help-forget--yes = 묻지 않고 지웁니다

help-progress = 나아지고 있는지 보여 줍니다: 지표, 질문, 원칙
help-progress--prompt = 이 질문에 대한 답변만
help-progress--format = html|json (정하지 않으면 글로 보여 줍니다)
help-progress--output = 이 파일에 저장합니다
help-progress--lang = 이 언어로 한 답변만

help-export = 다른 컴퓨터나 프로그램에서 쓸 수 있게 모두 폴더에 담습니다
help-export--folder = 새 폴더 또는 빈 폴더
help-import-archive = `mynah export`로 담은 것을 가져옵니다
help-import-archive--folder = 담아 둔 폴더
help-history--csv = CSV로 출력합니다

help-star = 표준 입력으로 받은 글의 문장마다 이야기의 어느 부분인지 알려 줍니다
help-star--jsonl = 한 줄에 답변 하나씩 JSON으로 받아 구분 결과를 JSON으로 냅니다
help-due = 다음에 물을 질문을 보여 줍니다
help-due--why = 이유도 보여 줍니다

help-prompts = 질문을 살펴봅니다
help-prompts-list = 모든 질문을 보여 줍니다
help-prompts-list--pack = 이 질문 묶음의 질문만 (여러 번 쓸 수 있음)
help-prompts-show = 질문 하나를 보여 줍니다
help-prompts-show--id = 질문 ID
help-prompts-check = 직접 만든 질문 묶음을 검사합니다
help-prompts-check--files = 질문 묶음 파일

help-models = 음성 모델을 관리합니다
help-models-list = 쓸 수 있는 모델과 그중 이 컴퓨터에 있는 모델을 보여 줍니다
help-models-get = 목록에 있는 모델을 다른 프로그램의 폴더, 인터넷 또는 미러에서 가져옵니다
help-models-get--name = 목록에 있는 이름 (예: small-q5_1)
help-models-get--from = 모델 파일이 있는 미러의 주소 또는 폴더
help-models-add = 모델 파일을 검사해 데이터 폴더로 복사합니다
help-models-add--file = whisper.cpp의 ggml 형식 모델 파일

help-models-verify = 이 컴퓨터에 있는 모델을 끝까지 읽어 목록과 비교합니다
help-models-verify--name = 이 모델만
help-models-remove = 데이터 폴더에서 모델을 지웁니다
help-models-remove--name = `mynah models list`에 나오는 이름

help-config = 설정을 보거나 바꿉니다
help-config--key = 설정 이름
help-config--value = 새 값

help-devices = 마이크와 스피커를 보여 줍니다

help-doctor = 갖춰진 것과 빠진 것, 그리고 이 컴퓨터에 알맞은 모델 크기를 알려 줍니다

help-demo = 가상 사운드 카드와 합성 음성 지원자로 연습 과정을 처음부터 끝까지 보여 줍니다
help-demo--inside = 시연이 내부에서 쓰는 옵션입니다

help-completions = 셸 자동 완성 스크립트를 출력합니다
help-completions--shell = 셸

help-import = 내 노트에서 이야기와 질문, 답변 초안을 가져옵니다
help-import--file = 마크다운이나 일반 텍스트 노트 (읽기만 합니다)
help-import--dry-run = 저장하지 않고 무엇을 찾았는지만 보여 줍니다
help-stories = 내 이야기를 살펴봅니다
help-stories-list = 원칙별 이야기와 아직 이야기가 없는 원칙을 보여 줍니다
help-stories-show = 이야기 하나를 보여 줍니다
help-stories-show--id = 이야기 ID
help-stories-link = 이야기를 질문이나 다른 언어로 쓴 같은 이야기에 연결합니다
help-stories-link--story = 이야기 ID
help-stories-link--prompt = 질문 ID
help-stories-link--translation = 같은 이야기를 다른 언어로 쓴 이야기의 ID
help-stories-link--remove = 연결을 끊습니다
help-practice--mock = 정해진 순서의 모의 면접 (amazon-loop, amazon-interviewer, amazon-mixed, phone-screen, korean-personality, korean-ai). 결과는 끝난 뒤에 보여 줍니다
