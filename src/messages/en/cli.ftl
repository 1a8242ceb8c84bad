cli-failure = mynah: { $what }
cli-failure-cause = Reason: { $cause }
cli-failure-hint = What to do: { $hint }
cli-cannot-write = { $path } cannot be written.
cli-cannot-write-hint = What stood there is unchanged. Check that its folder exists and may be written to and that the disk has room, or name another file with -o.
cli-file-unreadable = { $path } cannot be read.
cli-folder-unreadable = The folder { $path } cannot be read.
cli-folder-empty = There is no recording in the folder { $path }.
cli-no-signals = The system does not hand over its signals.
cli-no-keyboard = The terminal cannot be used.
cli-no-keyboard-hint = Try again with --plain.
cli-unknown-argument = There is no option “{ $argument }”.
cli-unknown-command = There is no command “{ $command }”.
cli-value-missing = { $argument } needs a value.
cli-bad-value = “{ $value }” is no value for { $argument }.
cli-argument-missing = Something is missing: { $argument }
cli-conflict = { $argument } and { $other } cannot go together.
cli-command-missing = What should mynah do?
cli-bad-use = The command line cannot be understood: { $detail }
cli-did-you-mean = Did you mean { $close }?
cli-allowed-values = Possible values: { $values }
cli-see-help = See mynah --help
cli-demonstration-model = Note: the demonstration model knows only its own sentences. It is no use for a real answer.
cli-recovered = A recording that was cut off has been found and kept as unfinished attempt { $id }. Hear it with: mynah replay { $id } · score it with: mynah attempt rescore { $id }
cli-demo-instead = The demonstration shows a rehearsal on a virtual sound card instead.
cli-nothing-due = Nothing is due now.
cli-nothing-due-hint = Ask for a question by name (mynah prompts list), or come back tomorrow.
cli-interrupted = Interrupted. Everything recorded so far is kept.
cli-sound-failed = The sound failed.
cli-packs-faulty = { $count ->
    [one] One pack has to be mended.
   *[other] { $count } packs have to be mended.
}
cli-words-for-one-file = --words goes with one recording, and there are { $count }.
cli-words-for-one-file-hint = Score the recordings one by one, each with its words.
cli-language-unknown = The language of the answer is not known.
cli-language-unknown-hint = Say it with --lang ko or --lang en, or once and for all: mynah config lang ko
cli-some-files-failed = Some files could not be scored; see above.
cli-measuring = Measuring what the recording holds: { $moment } done
cli-scoring = { $number } of { $all }: { $file }
cli-truncated = { $path } ends before its header says so; it is used as far as it goes.
cli-deleted = Attempt { $id } is out of the history. Bring it back with: mynah attempt restore { $id }
cli-restored = Attempt { $id } is back.
cli-rescored = Points before { $before } (rubric { $old }), now { $after } (rubric { $new }).
cli-correct-word = { $text } puts no word right.
cli-correct-word-hint = Write what was heard and what was said, such as --word "cash=cache"; the words stand in: mynah attempt show { $id }
cli-steps = { $done } of { $all }
cli-exported = { $count } files are in { $path }. On another machine: mynah import-archive { $path }
cli-export-not-empty = { $path } is not empty.
cli-export-not-empty-hint = Name a folder that is new or empty.
cli-archive-none = { $path } is no archive of mynah.
cli-archive-none-hint = Name the folder that `mynah export` made.
cli-archive-damaged = { $path } is missing from the archive, or not as it was exported.
cli-archive-damaged-hint = Nothing was taken in. Copy the archive again.
cli-archive-taken = { $count ->
        [0] No attempt is new
        [one] One attempt is new
       *[other] { $count } attempts are new
    }; { $known } were here already.
cli-archive-left = These are here already and stay as they are: { $names }
cli-labelled = Attempt { $id }: { $facts }
cli-no-note = There is no note on attempt { $id }.
cli-history-no-date = That day does not exist here.
cli-history-disk = { $count ->
        [one] One attempt
       *[other] { $count } attempts
    }, { $megabytes } MB of sound on the disk
cli-forget-ask = { $count ->
        [one] Attempt { $ids }
       *[other] { $count } attempts ({ $ids })
    } will be gone for good, sound and figures. Go on? (yes/no)
cli-forget-unmarked-ask = The sound of { $count ->
        [one] one attempt that is not marked
       *[other] { $count } attempts that are not marked
    } will be gone for good; their figures stay. Go on? (yes/no)
cli-forget-all-ask = All attempts, recordings, reports, stories and the schedule in { $folder } will be gone for good. Models, packs and settings stay. Go on? (yes/no)
cli-forget-nothing = There is nothing to forget.
cli-forget-kept = Nothing was taken away.
cli-forget-unasked = Nobody is there to say yes.
cli-forget-unasked-hint = Say it with --yes.
cli-forgot = { $count ->
        [one] One attempt is
       *[other] { $count } attempts are
    } gone.
cli-forgot-unmarked = { $count ->
        [one] One recording is
       *[other] { $count } recordings are
    } gone; the figures are still there.
cli-forgot-all = Everything is gone.
cli-nothing-to-restore = Attempt { $id } was neither deleted nor discarded.
cli-beyond-the-end = The recording is only { $length } s long.
cli-words-without-sound = These are the words:
cli-model-here = here
cli-model-absent = not here
cli-model-found = elsewhere
cli-model-begun = begun ({ $megabytes } MB)
cli-model-own = your own: { $path }
cli-model-elsewhere = { $name } lies in { $path }: “mynah models get { $name }” copies it from there.
cli-model-ok = ok
cli-model-broken = damaged
cli-model-unknown = unknown
cli-models-none = There is no model here. Get one with: mynah models get small-q5_1
cli-models-damaged = { $count ->
    [one] One model is damaged.
   *[other] { $count } models are damaged.
}
cli-models-damaged-hint = Fetch it again: mynah models get { $name } · or take it away: mynah models remove { $name }
cli-model-removed = { $name } is gone from { $folder }; { $megabytes } MB are free again.
cli-model-added = The model is here: { $path }. mynah uses the best model it has; --model { $name } names this one.
cli-model-already-here = { $name } is already here, and whole: { $path }
cli-model-damaged = { $path } is damaged or another file. The model is fetched again.
cli-model-progress = { $name }: { $percent }% · { $done } of { $all } MB · { $rate } MB/s · { $left } left
cli-model-progress-without-end = { $name }: { $done } MB · { $rate } MB/s
cli-doctor-fine = ok
cli-doctor-missing = missing
cli-doctor-faulty = faulty
cli-doctor-measuring = Looking at what is here, and measuring how fast this machine recognises …
cli-doctor-folder = Data folder: { $path }, { $free } GB free
cli-doctor-folder-only = Data folder: { $path }
cli-doctor-database = Database: { $path }
cli-doctor-microphone = Microphone: { $name } ({ $count } in all)
cli-doctor-loudspeaker = Loudspeaker: { $name } ({ $count } in all)
cli-doctor-voice = A voice that asks the questions
cli-doctor-model = Speech model: { $name } ({ $path })
cli-doctor-cores = { $count ->
    [one] One core
   *[other] { $count } cores
}, { $threads ->
    [one] one
   *[other] { $threads }
} for recognition
cli-doctor-fix-microphone = Plug one in and look again: mynah devices · or rehearse with a recording: mynah practice --input FILE
cli-doctor-fix-loudspeaker = Plug one in and look again: mynah devices
cli-doctor-fix-no-model = mynah models get { $name }
cli-doctor-fix-models = Look which models are whole: mynah models verify
cli-doctor-speed = Recognition, measured with { $name } on one thread, { $seconds } s at once: { $cost } s of work for a second of speech. For each model:
cli-doctor-measured-keeps-up = { $name } { $cost } s, measured: keeps up
cli-doctor-measured-too-slow = { $name } { $cost } s, measured: too slow
cli-doctor-estimated-keeps-up = { $name } { $cost } s, estimated from its size: keeps up
cli-doctor-estimated-too-slow = { $name } { $cost } s, estimated from its size: too slow
cli-doctor-bound = A model keeps up when a second of speech costs at most { $bound } s. A larger one works too; the words then come later.
cli-doctor-recommended = Recommended: mynah models get { $name }
cli-doctor-none-keeps-up = None keeps up with speech here, so the words come a while after the answer. The smallest that hears both languages: mynah models get { $name }
cli-doctor-failed = { $count ->
    [one] One thing does not work.
   *[other] { $count } things do not work.
}
cli-doctor-failed-hint = The lines with an arrow say what to do.
cli-demo-not-started = The demonstration could not be started.
cli-demo-failed = The demonstration did not come to its end; see above.
cli-demo-left = What was recorded is in { $folder }; what the loudspeaker played is in { $loudspeaker }.
cli-detail-waited = The words were there { $seconds } s after the end of the answer, which took { $length } s.
cli-demo-wrong-en = Words recognised wrongly: { $percent }%
cli-demo-wrong-ko = Syllables recognised wrongly: { $percent }%
cli-detail-model = Speech model: { $name } ({ $path }), { $threads ->
    [one] one thread
   *[other] { $threads } threads
}
cli-detail-source = Sound from: { $name } ({ $format })
cli-detail-home = Data folder: { $path }
cli-intro-script-own = This text takes you { $seconds } s at your own pace ({ $rate } syllables a minute over your last { $answers ->
    [one] answer
   *[other] { $answers } answers
}). The target is { $target } s.
cli-intro-script-usual = This text takes { $seconds } s at a usual pace ({ $rate } syllables a minute). The target is { $target } s.
cli-intro-script-fits = That fits the target.
cli-intro-script-cut = Without the { $count ->
    [one] sentence
   *[other] { $count } sentences
} marked x it takes { $rest } s. As it stands it needs { $rate } syllables a minute.
cli-intro-script-long = No sentence between the first and the last can go to make it fit: shorten it. As it stands it needs { $rate } syllables a minute.
cli-intro-script-short = That is { $by } s short of the target.
cli-intro-script-empty = There is no sentence to say in { $path }.
cli-intro-script-utf8 = Save it as a text file in UTF-8 and try again.
cli-intro-script-unheard = Without words it cannot be compared with the script.
cli-intro-script-said = { $share }% of the script was said.
cli-intro-script-left-out = Left out
cli-intro-script-added = Not in the script
cli-rubric-own = Correct { $path }, or delete it.
cli-star-reading = Reading an answer from the keyboard; end it with Ctrl-D.
cli-star-unreadable-text = The text on standard input is not UTF-8.
cli-star-unreadable-line = Line { $line } is not an answer as JSON.
cli-star-unreadable-line-hint = A line looks like this: { "{" }"id": 1, "lang": "en", "sentences": ["First.", "Second."]{ "}" }
cli-star-no-language = Line { $line } does not say whether it is Korean or English.
cli-star-no-language-hint = Write "lang": "ko" or "lang": "en" into it, or give --lang.
cli-correct-no-sentences = Attempt { $id } has no sentences: its words are not known.
cli-correct-no-sentences-hint = Recognise its words first: mynah attempt rescore { $id }
cli-correct-how = Say what a sentence really tells, by its number: mynah attempt correct { $id } 3=R (labels: { $labels })
cli-correct-unknown = “{ $text }” is no correction.
cli-correct-hint = Write NUMBER=LABEL, such as 3=R; the sentences are numbered 1 to { $count }, the labels are { $labels }
cli-mock-unknown = There is no mock interview called { $name }.
cli-mock-unknown-hint = There are: { $known }.
cli-mock-begins = A mock interview begins: { $title }. { $questions } questions with follow-ups; how it went is told at the end.
cli-date-past = { $date } has passed.
cli-date-past-hint = Write today ({ $today }) or a later day.
cli-report-one-attempt-only = { $format } holds the words of one attempt, so it goes with neither --all nor --round.
cli-report-one-attempt-only-hint = Name one attempt, or take html, json or md.
cli-report-no-words = Attempt { $id } has no words with times, so there is nothing to write as { $format }.
cli-report-no-words-hint = `mynah attempt rescore { $id }` hears it again once there is a speech model (`mynah models list`).
cli-report-over-recording = { $path } is the recording of this attempt; a report would replace it.
cli-report-over-recording-hint = Name another file with -o.
