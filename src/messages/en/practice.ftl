practice-language-ko = Korean
practice-language-en = English
practice-target = target { $target }, limit { $limit }
practice-question = Question: { $text }
practice-asking = The question is being spoken …
practice-preparing = Think: { $left } left
practice-arming = Get ready: the microphone is being opened …
practice-cue = ● Recording – speak now
practice-time = { $elapsed } spoken · { $left } left
practice-time-past-target = { $elapsed } spoken · { $over } past the target · { $left } to the limit
practice-time-past-limit = { $elapsed } spoken · { $over } past the limit
practice-lost-frames = { $count ->
    [one] One frame was lost; silence stands in its place.
   *[other] { $count } frames were lost; silence stands in their place.
}
practice-clipped = { $count ->
    [one] One sample was too loud for the microphone. Move back a little or turn it down.
   *[other] { $count } samples were too loud for the microphone. Move back a little or turn it down.
}
practice-time-left = { $seconds } seconds left.
practice-limit-reached = The time limit is reached. Recording goes on until you stop it.
practice-only-zeros = The microphone delivers nothing but silence. Is it muted, or does the terminal lack permission to use it?
practice-recognising = Recognising what you said: { $percent }%
practice-recognition-stopped = Recognition was stopped; the recording is kept. Finish it with: mynah attempt rescore { $id }
practice-recognition-failed = Recognition failed: { $why } The recording is kept. Try again with: mynah attempt rescore { $id }
practice-kept-unfinished = What you said is kept as unfinished attempt { $id }: it is neither graded nor scheduled. Hear it with: mynah replay { $id }
practice-kept-discarded = Starting over. What you said before can be brought back with: mynah attempt restore { $id }
practice-job-broken = A part of mynah broke down while working in the background. What was recorded is kept.
practice-keys-asking = Enter skip the voice · n notes · q leave
practice-keys-preparing = Enter begin now · n notes · q leave
practice-keys-answering = Enter or Space stop · r start over · q leave (what you said is kept)
practice-keys-answering-short = Enter stop · r start over · q leave
practice-keys-recognising-short = q skip · Ctrl-C leave
practice-bar-time = Time
practice-bar-level = Level
practice-too-loud = TOO LOUD
practice-keys-plain = Enter stops the answer; r and Enter starts over, q and Enter leaves (what you said is kept).
practice-keys-recognising = q skip recognition · Ctrl-C leave (the recording is kept)
practice-choice-next = Enter next question
practice-choice-last = Enter leave
practice-choice-findings = { $letters } { $count ->
    [one] hear the finding
   *[other] hear a finding
}
practice-choice-follow-up = f follow-up
practice-choice-again = a answer again
practice-choice-play = p play all
practice-choice-leave = q leave
practice-grade = Graded { $grade ->
        [1] again
        [2] hard
        [3] good
       *[4] easy
    }, back in { $days ->
        [0] { $hours } h
        [one] one day
       *[other] { $days } days
    } (1 again · 2 hard · 3 good · 4 easy)
practice-no-notes = There is nothing in your notes for this question.
practice-near-notes = No story is meant for this question; this one comes nearest by its words.
practice-follow-up-quote = You said “{ $quote }”. { $question }
practice-why-situation = The situation was not told.
practice-why-task = The task was not told.
practice-why-action = What you did yourself was not clear.
practice-why-result = The result was not clear.
practice-why-number = The result had no number.
practice-why-ownership = There was more “we” than “I”.
practice-why-alternative = No other way was weighed.
practice-why-learning = Nothing was said about what you learned.
practice-why-time = When it was and how long it took was not said.
practice-why-named = It goes with this question.
