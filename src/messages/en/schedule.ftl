# src/schedule
schedule-due-today = Due since today.
schedule-due-yesterday = Due since yesterday.
schedule-due-days = Due for { $days } days.
schedule-weak-again = The last answer to it fell short.
schedule-weak-hard = The last answer to it was not quite there yet.
schedule-uncovered = { $competency } has not been practised yet.
schedule-new = Not asked yet.
schedule-pace = { $days ->
    [one] 1 day left
   *[other] { $days } days left
  }: { $introductions ->
    [one] 1 introduction
   *[other] { $introductions } introductions
  }, { $stories ->
    [one] 1 story
   *[other] { $stories } stories
  }, { $technical ->
    [one] 1 technical question
   *[other] { $technical } technical questions
  }{ $others ->
    [0] {""}
   *[other] , { $others } on motivation and strengths
  } a day.
schedule-interview-today = The interview is today.
schedule-interview-over = The interview date that is set ({ $date }) has passed. `mynah config interview-date DATE` changes it.
