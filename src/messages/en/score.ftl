# src/score
score-part =
    { $part ->
        [S] Situation
        [T] Task
        [A] Action
        [R] Result
        [now] Who I am now
        [past] What brought me here
        [why] Why here
        [claim] Claim
        [reason] Reason
        [example] Example
        [definition] Definition
        [how] How it works
        [when] When to use it
        [trade_off] Trade-off
       *[other] None of these
    }
score-no-speech = No speech was heard
score-under-target = { $answer } s for a target of { $target } s: { $by } s short of its window
score-over-target = { $answer } s for a target of { $target } s: { $by } s past its window
score-on-target = { $answer } s for a target of { $target } s: on time
score-long-latency = { $seconds } s passed before the first word
score-pause-inside = { $seconds } s of silence in the middle of a sentence
score-pause-anywhere = { $seconds } s of silence
score-fast-pace =
    { $rate } { $unit ->
        [syllables] syllables
       *[words] words
    } a minute; up to { $limit } is easy to follow
score-slow-pace =
    { $rate } { $unit ->
        [syllables] syllables
       *[words] words
    } a minute; { $limit } or more sounds natural
score-many-fillers = { $count } fillers, { $rate } a minute
score-many-repetitions = { $count } words or beginnings said twice, { $rate } a minute
score-weak-endings = { $count } of { $of } sentence ends trailed off
score-rushed-end = the last part went at { $rate } syllables a minute, the rest at { $before }
score-missing-part =
    { $part ->
        [S] The Situation
        [T] The Task
        [A] The Action
        [R] The Result
       *[other] ‘{ score-part }’
    } was not heard
score-long-setup = Situation and Task took { $share }% of the answer; at most { $limit }% leaves room for the Action
score-long-part = The { score-part } took { $share }% of the answer; up to { $limit }% is usual
score-short-part = The { score-part } took { $share }% of the answer; { $limit }% or more is usual
score-result-without-number = The Result has no number in it
score-late-action = The Action begins after { $seconds } s, { $share }% into the answer
score-few-figures = { $count ->
        [0] Not one sentence
        [one] Only one sentence
       *[other] Only { $count } sentences
    } with a figure; two or more carry a story
score-points-left-out = { $count } of { $of } points of your own story were left out
score-story-of-another-principle = In your note this story stands under another principle, and there is one for the principle that was asked
score-more-we = ‘we’ { $we } times, ‘I’ { $i ->
        [one] once
       *[other] { $i } times
    }
score-clipped = { $samples } samples at full scale: the microphone is too loud
score-lost-frames = The recording has holes ({ $frames } frames), so its times may be off
score-rubric-unreadable = The rubric cannot be read: line { $line }, { $problem }
score-rubric-no-version = The rubric has no version
score-rubric-band = The rubric's { $field } is upside down: lower { $lower }, upper { $upper }
score-rubric-range = The rubric's { $field } is out of its range: { $value }
score-rubric-own-unreadable = The rubric cannot be read ({ $problem }).
