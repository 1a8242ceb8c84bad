# src/schedule
schedule-due-today = Due since today.
schedule-due-yesterday = Due since yesterday.
schedule-due-days = Due for { $days } days.
schedule-weak-again = The last answer to it fell short.
schedule-weak-hard = The last answer to it was not quite there yet.
schedule-uncovered = { $competency } has not been practised yet.
schedule-new = Not asked yet.
