# Help texts: help-COMMAND for a command, help-COMMAND--ARGUMENT for an argument, help-shared--ARGUMENT for those that mean the same everywhere.
help = Rehearse interview answers out loud, offline, in Korean and English.
help-heading-usage = Usage:
help-heading-commands = Commands
help-heading-options = Options
help-heading-arguments = Arguments

help-shared--help = Show this help
help-shared--version = Show the version
help-shared--ui = Language of mynah's own messages
help-shared--device = Microphone to record with, as `mynah devices` lists it
help-shared--output-device = Loudspeaker to play through, as `mynah devices` lists it
help-shared--model = Speech model to recognise with: a name or a file
help-shared--quiet = Say only what is asked for and what goes wrong
help-shared--verbose = Say more about what is going on
help-shared--json = Print JSON
help-shared--lang = Language of the question and the answer

help-practice = Rehearse: a question is asked, you answer, you see how it went
help-practice--pack = Ask only from this pack (can be repeated)
help-practice--prompt = Ask this question
help-practice--count = Stop after N questions
help-practice--minutes = Ask no new question after M minutes
help-practice--prep = Seconds to think before the answer
help-practice--stop-at-limit = End the answer at its time limit
help-practice--input = Take the answer from a sound file instead of the microphone
help-practice--pace = Read the file at the pace of speech, or as fast as it goes
help-practice--mute = Show the question without speaking it
help-practice--or-demo = Show the demonstration where there is no microphone
help-practice--plain = Plain lines instead of a screen: for pipes and screen readers

help-intro = Time a self-introduction; with a script, how long it takes you and where to cut it
help-intro--target = How long it should be: 30s, 60s, 90s or 120s
help-intro--script = A text file with your introduction: timed at your own pace, and compared with what you said
help-intro--warn = Say when 10 s are left to the target, with a beep or a voice; through a loudspeaker it is recorded too
help-intro--count = Rehearse it N times
help-intro--prep = Seconds to think before you speak
help-intro--input = Take the answer from a sound file instead of the microphone
help-intro--pace = Read the file at the pace of speech, or as fast as it goes
help-intro--mute = Show the question without speaking it
help-intro--plain = Plain lines instead of a screen: for pipes and screen readers

help-score = Measure and score recordings you already have
help-score--files = Recordings (WAV, MP3, M4A, FLAC, Ogg, WebM), or folders of them
help-score--prompt = The question that they answer; then the schedule is updated too
help-score--words = Timed words to use instead of recognising (one file only)
help-score--jobs = Score N files at once
help-score--no-save = Do not keep the attempt

help-replay = Play an answer with its words
help-replay--attempt = Attempt id as `mynah history` prints it, or `last`
help-replay--at = Begin at this moment
help-replay--other = A second attempt at the same question: both are played part by part
help-replay--speed = How fast, from 0.5 to 2; the pitch stays
help-replay--plain = Plain lines instead of a screen: for pipes and screen readers

help-report = Show everything about an attempt
help-report--attempt = Attempt id as `mynah history` prints it, or `last`
help-report--all = Every attempt: a table that leads to their pages, or all of them one after another
help-report--round = The whole session that the attempt belongs to, such as a mock interview
help-report--format = html|json|md|srt|vtt|csv|textgrid; text without it
help-report--output = Write to this file

help-attempt = Look after single attempts
help-attempt-show = Show an attempt
help-attempt-show--attempt = Attempt id, or `last`
help-attempt-show--why = Show what spoke for each label
help-attempt-delete = Take an attempt out of the history; `restore` brings it back
help-attempt-delete--attempt = Attempt id, or `last`
help-attempt-restore = Bring back a deleted or discarded attempt
help-attempt-restore--attempt = Attempt id
help-attempt-rescore = Recognise and score a stored recording again
help-attempt-correct = Say what a sentence really tells; without labels, list the sentences
help-attempt-correct--attempt = Attempt id, or `last`
help-attempt-correct--labels = Number of a sentence and its label, such as 3=R
help-attempt-correct--words = A word or words as they were heard, and as they were said: --word "cash=cache"
help-attempt-rescore--attempt = Attempt id, or `last`
help-attempt-tag = Put tags on an attempt
help-attempt-tag--attempt = Attempt id, or `last`
help-attempt-tag--tags = Words to find it by
help-attempt-tag--remove = Take the tags off instead
help-attempt-note = Keep a note on an attempt; without a text, show it
help-attempt-note--attempt = Attempt id, or `last`
help-attempt-note--text = The note; an empty one takes it away
help-attempt-rename = Give an attempt a name of your own
help-attempt-rename--attempt = Attempt id, or `last`
help-attempt-rename--title = The name; an empty one takes it away
help-attempt-mark = Mark an attempt as worth keeping
help-attempt-mark--attempt = Attempt id, or `last`
help-attempt-mark--remove = Take the mark off instead

help-history = List your attempts
help-history--prompt = Only attempts at this question
help-history--lang = Only attempts in this language
help-history--tag = Only attempts with this tag
help-history--marked = Only marked attempts
help-history--since = Only attempts from this day on, such as 2026-11-01
help-history--find = Only attempts in which this was said, or whose name, note or tags have it
help-history--deleted = What was deleted or started over instead

help-forget = Take attempts away for good, sound and figures
help-forget--attempts = Attempt ids
help-forget--all = Everything you said and wrote down
help-forget--deleted = What was deleted or started over
help-forget--unmarked = The sound of attempts that are not marked; their figures stay
help-forget--yes = Do not ask

help-progress = See whether it gets better: measures, questions, principles
help-progress--prompt = Only answers to this question
help-progress--format = html|json; text without it
help-progress--output = Write to this file
help-progress--lang = Only answers in this language

help-export = Write everything to a folder, for another machine or another program
help-export--folder = A new or empty folder
help-import-archive = Take in what `mynah export` wrote
help-import-archive--folder = The folder that it made
help-history--csv = Print CSV

help-star = Tell which part of a story each sentence is, for text on standard input
help-star--jsonl = One answer a line as JSON in, its labels as JSON out
help-due = Show what would be asked next
help-due--why = Say why

help-prompts = Look at the questions
help-prompts-list = List all questions
help-prompts-list--pack = Only from this pack (can be repeated)
help-prompts-show = Show one question
help-prompts-show--id = Question id
help-prompts-check = Check question packs of your own
help-prompts-check--files = Pack files

help-models = Look after speech models
help-models-list = List the known models and which of them are here
help-models-get = Get a model of the list: from another program's folder, from the internet, or from a mirror
help-models-get--name = Name in the list, for example small-q5_1
help-models-get--from = Address of a mirror, or a folder, that holds the model's file
help-models-add = Check a model file and copy it into the data folder
help-models-add--file = Model file in whisper.cpp's ggml format

help-models-verify = Read every model here to its end and compare it with the list
help-models-verify--name = Only this one
help-models-remove = Delete a model from the data folder
help-models-remove--name = Name as `mynah models list` shows it

help-config = Show or change settings
help-config--key = Setting
help-config--value = New value

help-devices = List microphones and loudspeakers

help-doctor = Show what is here and what is missing, and how large a model this machine keeps up with

help-demo = Watch a whole rehearsal on a virtual sound card, with a synthetic candidate
help-demo--inside = Used by the demonstration itself

help-completions = Print completions for a shell
help-completions--shell = Shell

help-import = Bring in stories, questions and draft answers from your own note
help-import--file = A note in Markdown or plain text (it is only read)
help-import--dry-run = Keep nothing, only show what was found
help-stories = Look at your stories
help-stories-list = List the stories by principle, and the principles without one
help-stories-show = Show a story
help-stories-show--id = The story's id
help-stories-link = Say which question a story serves, or which story tells the same in the other language
help-stories-link--story = The story's id
help-stories-link--prompt = The question's id
help-stories-link--translation = The id of the story that tells the same in the other language
help-stories-link--remove = Say that it does not serve this question, or is no translation
help-practice--mock = A mock interview (amazon-loop, amazon-interviewer, amazon-mixed, phone-screen, korean-personality, korean-ai); how it went is told at the end
