# src/schedule
schedule-due-today = 오늘 다시 답할 차례입니다.
schedule-due-yesterday = 어제부터 밀린 질문입니다.
schedule-due-days = { $days }일 전부터 밀린 질문입니다.
schedule-weak-again = 지난번 답변에 보완할 점이 많았습니다.
schedule-weak-hard = 지난번 답변에 보완할 점이 조금 있었습니다.
schedule-uncovered = { $competency } 관련 질문은 아직 연습하지 않았습니다.
schedule-new = 아직 답해 본 적이 없는 질문입니다.
