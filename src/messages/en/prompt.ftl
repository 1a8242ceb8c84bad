# src/prompt

prompt-kind-behavioral = Behavioral
prompt-kind-introduction = Self-introduction
prompt-kind-motivation = Motivation
prompt-kind-technical = Technical
prompt-kind-follow-up = Follow-up

prompt-gap-situation = the situation
prompt-gap-task = your task
prompt-gap-action = what you did
prompt-gap-result = the result
prompt-gap-number = a number in the result
prompt-gap-ownership = your own part
prompt-gap-alternative = other ways you weighed
prompt-gap-learning = what you learned
prompt-gap-time = when it was and how long it took

prompt-language-ko = Korean
prompt-language-en = English

prompt-list-heading = { $kind } ({ $count })
prompt-show-timing = target { $target }, limit { $limit }
prompt-show-pack = pack { $pack }
prompt-show-probes = probes { $gap }
prompt-check-good = { $pack }: { $count ->
    [one] 1 prompt
   *[other] { $count } prompts
  }, no problems.
prompt-check-wrong = { $pack }: { $problems ->
    [one] 1 problem
   *[other] { $problems } problems
  }; { $count ->
    [0] no prompt can be used.
    [one] 1 prompt can be used.
   *[other] { $count } prompts can be used.
  }

prompt-unknown = There is no prompt “{ $id }”.
prompt-unknown-hint = `mynah prompts list` shows all { $count }.
prompt-unknown-hint-close = Close to it: { $close }. `mynah prompts list` shows all { $count }.
prompt-pack-unknown = There is no pack “{ $pack }”.
prompt-choose = Choose one of: { $known }.
prompt-choose-close = Did you mean “{ $close }”? Possible: { $known }.

prompt-broken = This line is not TOML ({ $detail }).
prompt-broken-fix = Look at the quotes and brackets here and in the line before: text stands in "straight quotes", a prompt begins with [[prompt]].
prompt-none = There is no prompt in this file.
prompt-none-fix = Begin each question with a line [[prompt]], then id, kind and text.ko or text.en.
prompt-not-prompts = “prompt” is not a list of prompts.
prompt-not-prompts-fix = Begin each question with a line [[prompt]], in double brackets.
prompt-not-pack = “pack” is not a table.
prompt-not-pack-fix = Write a line [pack], and under it name = "…".
prompt-field-unknown = There is no field “{ $field }”.
prompt-not-text = “{ $field }” is not text.
prompt-not-text-fix = Put it in quotes: "…".
prompt-not-number = “{ $field }” is not a number.
prompt-not-number-fix = Write seconds, without quotes or unit: { $field } = 90.
prompt-not-list = “{ $field }” is not a list.
prompt-not-list-fix = Write { $field } = ["…", "…"].
prompt-not-yes-no = “{ $field }” is neither true nor false.
prompt-not-yes-no-fix = Write { $field } = true or { $field } = false, without quotes.
prompt-not-languages = “{ $field }” does not say which language it is in.
prompt-not-languages-fix = Write { $field }.ko for Korean, { $field }.en for English, or both.
prompt-empty = “{ $field }” is empty.
prompt-empty-fix = Fill in { $field }, or take it out.
prompt-unprintable = “{ $field }” has a sign in it that cannot be shown ({ $code }).
prompt-unprintable-fix = Take the sign out.
prompt-name-odd = “{ $name }” cannot be used for “{ $field }”.
prompt-name-odd-fix = Use small letters, digits, and . - _ between them, for example mine.team.1.
prompt-name-odd-fix-better = Use small letters, digits, and . - _ between them, for example { $field } = "{ $better }".
prompt-id-missing = The prompt has no id.
prompt-id-missing-fix = Add id = "…", a name that stays the same: history and schedule hang on it.
prompt-id-twice = The id “{ $id }” is already taken in line { $line }.
prompt-id-in-two-files = The id “{ $id }” is already taken in { $file }, line { $line }.
prompt-id-twice-fix = Give this prompt an id of its own, or take it out; the first one counts.
prompt-kind-missing = The prompt has no kind.
prompt-kind-missing-fix = Add kind = "…" with one of: { $known }.
prompt-kind-unknown = There is no kind “{ $kind }”.
prompt-text-missing = The prompt has no text in either language.
prompt-text-missing-fix = Add text.ko = "…", text.en = "…", or both.
prompt-time-range = “{ $field }” is not a length of time that an answer can have.
prompt-time-range-fix = { $field } must be more than 0 and at most { $longest } seconds.
prompt-limit-below = The limit ({ $limit } s) is shorter than the target ({ $target } s).
prompt-limit-below-fix = Make limit_s at least { $target }, or lower target_s.
prompt-probes-missing = The follow-up does not say what it probes.
prompt-probes-missing-fix = Add probes = "…" with one of: { $known }.
prompt-probes-unknown = There is no gap “{ $gap }” to probe.
prompt-probes-idle = Only a follow-up can probe a gap.
prompt-probes-idle-fix = Take probes out, or write kind = "follow-up".
prompt-file-unreadable = This cannot be read ({ $reason }).
prompt-file-unreadable-fix = Check that it exists and that you may read it.
prompt-file-encoding = The file is not UTF-8 from this line on.
prompt-file-encoding-fix = Save it as UTF-8 in your editor; older Korean files are often CP949.
prompt-file-large = The file is over 4 MB, too large for a pack.
prompt-file-large-fix = Split it into several packs, or check that it is the right file.
prompt-show-follow-ups = Followed up by: { $ids }
prompt-follow-up-unknown = There is no follow-up “{ $id }”.
prompt-follow-up-unknown-fix = Add a follow-up with the id “{ $id }”, or take it out of follow_ups; the others are asked.
prompt-follow-up-unknown-fix-close = Did you mean “{ $close }”? The others are asked.
prompt-follow-up-kind = “{ $id }” is no follow-up, so it cannot be asked after another.
prompt-follow-up-kind-fix = Give “{ $id }” kind = "follow-up" and probes, or take it out of follow_ups.
prompt-follow-up-circle = The follow-ups lead in a circle: { $circle }.
prompt-follow-up-circle-fix = Take “{ $id }” out of follow_ups in this line; until then it is left out.
prompt-date = A pack has no dates.
prompt-date-fix = Take this line out; the day of the interview is set with `mynah config interview-date 2026-12-01`.
prompt-addition-alone = There is no prompt “{ $id }” to add to.
prompt-addition-alone-fix = For a prompt of its own add kind = "…" with one of: { $known }. Else take an id that `mynah prompts list` shows.
prompt-addition-field = Without a kind this adds to a prompt, and “{ $field }” cannot be added.
prompt-addition-field-fix = Take { $field } out, or add kind and the rest to replace the whole prompt.
