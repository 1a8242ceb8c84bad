# src/report
report-no-question = An answer without a question
report-language-ko = Korean
report-language-en = English
report-state-recording = recording
report-state-unfinished = unfinished
report-state-discarded = discarded
report-state-deleted = deleted
report-findings = What stood out
report-no-findings = Nothing stood out.
report-not-scored = Not scored yet.
report-not-measured = Not measured yet.
report-rubric = { $points } of 100 by rubric { $rubric }
report-time = Time
report-time-value = { $answer } of { $target } { $bar } { $verdict }
report-no-speech = No speech was found in the recording.
report-under = { $by } short of the range
report-within = within the range
report-over = { $by } beyond the range
report-latency = First word
report-latency-value = after { $latency } s
report-pace = Pace
report-pace-words = { $pace } words a minute
report-pace-syllables = { $pace } syllables a minute
report-articulation = ({ $syllables } syllables a minute without the pauses)
report-unknown-without-words = unknown without words
report-pauses = Pauses
report-pauses-none = none of 1 s or more
report-pauses-value =
    { $count ->
        [one] one of 1 s or more: { $longest } s, at { $at }
       *[other] { $count } of 1 s or more, the longest { $longest } s, at { $at }
    }
report-fillers = Fillers
report-fillers-value = { $counted } counted, { $possible } possible, { $voiced } voiced without a word
report-over-time = Over time
report-over-time-value = { $rates } (about every 10 s)
report-pauses-inside = { $count } inside a sentence
report-speaking = { $share }% of the time spoken
report-filled-pauses =
    { $count ->
        [0] no drawn-out sound
        [one] one drawn-out sound (“um”)
       *[other] { $count } drawn-out sounds (“um”)
    }
report-repetitions = Said twice
report-phrases = Said often
report-phrase = { $text } { $count } times
report-voice = Voice
report-voice-unknown = too little speech to tell
report-level-range = loudness moves by { $range } dB
report-pitch = pitch { $pitch } Hz (moves by { $range } semitones)
report-endings =
    { $count ->
        [0] no sentence end trails off
        [one] one of { $of } sentence ends trails off
       *[other] { $count } of { $of } sentence ends trail off
    }
report-sound = Sound
report-quiet = quiet ({ $level } dBFS): move closer to the microphone
report-noisy = only { $snr } dB above the noise
report-lost = { $seconds } s were lost
report-clipped =
    { $count ->
        [one] one sample clipped: turn the microphone down
       *[other] { $count } samples clipped: turn the microphone down
    }
report-story = Parts
report-shares = Shares
report-missing = Not told
report-unclear = Hardly told
report-before-action = Until the Action
report-before-action-value = { $seconds } s
report-deeds = What you did
report-data-points = Figures
report-data-points-value = { $count ->
    [0] in no sentence
    [one] in one sentence
   *[other] in { $count } sentences
}
report-ownership = I and we
report-ownership-value = I { $i }, we { $we }
report-result = Result
report-result-number = with a number
report-result-no-number = without a number
report-part-situation = Situation
report-part-task = Task
report-part-action = Action
report-part-result = Result
report-part-now = who I am
report-part-past = what brought me here
report-part-why = why here
report-part-claim = claim
report-part-reason = reason
report-part-example = example
report-part-definition = definition
report-part-how = how it works
report-part-when = when to use it
report-part-trade-off = trade-off
report-part-other = other
report-words = What was said (heard by { $model })
report-no-words = No words were heard.
report-no-transcript = There are no words: no speech model has heard this answer. `mynah models list` shows which there are.
report-why-you = you said so
report-why-words = words: { $words }
report-why-no-words = no word of it by itself
report-why-note = in your note: { $part }
report-why-around = place and neighbours: { $part }
report-why-nearest = No sentence clearly tells the { $part }; sentence { $sentence } comes nearest ({ $p }).
report-why-nothing-near = No sentence tells the { $part }, and none comes near it.
report-unsure = (A question mark: the part is uncertain.)
report-removed = Taken out of what the model wrote: { $words }
report-why-silence = nobody spoke there
report-why-no-letters = no word
report-why-too-fast = too much for the time
report-why-stock-phrase = a phrase that models invent
report-why-loop = the model repeated itself
report-why-echo = its own hint
report-why-other = { $why }
report-history-id = id
report-history-date = date
report-history-language = lang
report-history-length = length
report-history-verdict = target
report-history-points = points
report-history-prompt = prompt
report-history-empty = There are no attempts yet. `mynah practice` makes the first one.
report-progress-head = { $attempts ->
        [one] One answer
       *[other] { $attempts } answers
    } on { $days ->
        [one] one day
       *[other] { $days } days
    } · { $streak } in a row · { $due } due now
report-progress-chart = Points, answer by answer
report-progress-questions = Questions you answered more than once
report-progress-question = { $attempts } answers, { $first } → { $latest } points, best { $best } ({ $id })
report-progress-principles = Principles
report-progress-principle = { $attempts ->
        [one] one answer
       *[other] { $attempts } answers
    }, best { $best }
report-progress-hole = not answered yet
report-progress-better = better
report-progress-worse = worse
report-progress-same = about the same
report-progress-unknown = too few answers to say
report-measure-points = Points
report-measure-off-target = Off the target
report-measure-words = Words a min
report-measure-syllables = Syllables a min
report-measure-fillers = Fillers a min
report-measure-latency = First word (s)
report-verdict-under = short
report-verdict-within = on time
report-verdict-over = long
report-rubric-no-parts = By rubric { $rubric }, from timing and delivery: the answer has no parts
report-rubric-timing = By rubric { $rubric }, from the timing alone

report-own-story = Own story
report-own-story-value = { $id }: { $said } of { $all } prepared points said{ $partly ->
    [0] {""}
   *[other] , { $partly } in part
  }{ $unknown ->
    [0] {""}
   *[other] , { $unknown } cannot be told
  }
report-left-out = Left out
report-beyond = Not in the note
report-and-more = and { $count } more
report-no-name = {""}
report-round = { $questions ->
    [one] 1 question
   *[other] { $questions } questions
  }, { $follow_ups ->
    [one] 1 follow-up
   *[other] { $follow_ups } follow-ups
  }, { $time } of speaking
report-round-practice = A rehearsal
report-round-answer = An answer and its follow-ups
report-round-took-of = took { $took } of { $planned }
report-round-took = took { $took }
report-round-page = With sound and words on one page: `mynah report { $id } --round --format html`
report-round-questions = Questions
report-round-follow-ups = Follow-ups
report-round-spoken = Speaking
report-round-time = Time
report-round-planned = of { $planned } planned
report-page-main-finding = What stood out
report-round-points = { $points } points
report-round-over = { $answer } ({ $by } over the range)
report-round-under = { $answer } ({ $by } short of the range)
report-round-best = Best answer: { $question }
report-round-worst = Practise this one first: { $question }

report-page-made-by = Made by mynah, on this machine alone. The page loads nothing.
report-page-answers = The answers of this round
report-page-all =
    { $count ->
        [one] One answer
       *[other] { $count } answers
    }
report-page-target = of { $target }
report-page-pauses-of = of 1 s or more
report-page-fillers-of = counted for sure
report-page-long-pauses = Pauses of 1 s or more
report-page-band-words = words a minute; usual { $lower }–{ $upper }
report-page-band-syllables = syllables a minute; usual { $lower }–{ $upper }
report-page-play-from = Play from { $at }
report-page-audio = The recording
report-page-no-playback = The sound cannot be played here: the browser blocks it, or the file that belongs beside this page is gone. Everything else is complete.
report-page-sound-gone = The recording { $path } is not there any more, so this page has no sound and no waveform.
report-page-sound-changed = The recording { $path } has changed since it was scored, so this page has no sound and no waveform: they would not fit the words. `mynah score` scores the file as it is now.
report-page-sound-unreadable = The recording { $path } cannot be read, so this page has no sound and no waveform. `mynah replay` says why.
report-page-timeline = From beginning to end
report-page-timeline-label = The recording of { $length }: parts of the answer above, waveform with pauses below, then fillers and the numbers of what stood out. The transcript says the same in words.
report-page-key-pause = pause of 1 s or more
report-page-key-filler = filler
report-page-key-mark = number of what stood out
report-page-pause = { $seconds } s of silence
report-page-words = What was said
report-page-words-hint = Click a word to hear it. With the keyboard: arrow keys from word to word, Enter to play.
report-page-words-label = The words of the answer
report-page-setup = Situation and Task
report-page-band-upper = up to { $upper }% wanted
report-page-band-lower = { $lower }% or more wanted
report-page-band-between = { $lower } to { $upper }% wanted
report-page-points = Points of your own story
report-page-said = ✓ said
report-page-partly = ◐ in part
report-page-not-said = ✗ not said
report-page-cannot-tell = ? unknown
report-page-pace = Pace over time
report-page-figures = Figures
report-page-changes = Since the last attempt
report-page-figure = Figure
report-page-before = Before
report-page-now = Now
report-page-change = Change
report-page-points-apart = { $count ->
    [one] 1 point
   *[other] { $count } points
}
report-page-gap = { $seconds } s
report-page-points-of = Points
report-progress-title = Progress
report-progress-days = Days
report-progress-streak = Days in a row
report-progress-due = Due now
report-progress-latest = Latest answer
report-progress-best = Best answer
report-progress-latest-points = Latest points
report-progress-best-points = Best points
report-progress-latest-id = latest { $id }
report-progress-best-id = best { $id }
report-page-answer-count = Answers
report-page-value = Value
report-page-as-table = As a table
report-page-trend-label = { $name } from { $from } to { $to }: { $begin } at first, { $end } at last. The table below has every value.
report-page-progress-measures = What got better, and what did not
report-page-progress-how = The mean of the later half of your answers against that of the earlier half. A dot is an answer; of more than sixty, several make one.
report-page-progress-questions = Questions
report-page-progress-from-to = First → latest
report-page-progress-principles = Principles and stories
report-page-principle = Principle
report-page-progress-map = A number: how often the story was told for the principle. ○: prepared for it, and not told yet.
