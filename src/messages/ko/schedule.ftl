# src/schedule
schedule-due-today = 오늘 다시 답할 차례입니다.
schedule-due-yesterday = 어제부터 밀린 질문입니다.
schedule-due-days = { $days }일 전부터 밀린 질문입니다.
schedule-weak-again = 지난번 답변에 보완할 점이 많았습니다.
schedule-weak-hard = 지난번 답변에 보완할 점이 조금 있었습니다.
schedule-uncovered = { $competency } 관련 질문은 아직 연습하지 않았습니다.
schedule-new = 아직 답해 본 적이 없는 질문입니다.
schedule-pace = 면접까지 { $days }일 남았습니다. 하루 연습량: 자기소개 { $introductions }개, 경험 질문 { $stories }개, 기술 질문 { $technical }개{ $others ->
    [0] {""}
   *[other] , 지원 동기·장단점 { $others }개
  }
schedule-interview-today = 오늘이 면접일입니다.
schedule-interview-over = 설정한 면접일({ $date })이 지났습니다. `mynah config interview-date 날짜`로 바꿀 수 있습니다.
