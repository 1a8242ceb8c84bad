# src/note, import, stories

note-head = { $name }: { $stories ->
    [one] 1 story
   *[other] { $stories } stories
  } ({ $complete } with all four parts), { $questions ->
    [one] 1 question
   *[other] { $questions } questions
  }, { $drafts ->
    [one] 1 draft answer
   *[other] { $drafts } draft answers
  }
note-no-competency = No principle
note-new = new
note-changed = changed
note-questions = Questions [lines of the note]
note-drafts = Draft answers
note-gone = No longer in the note, kept for the history: { $ids }
note-todos = { $count ->
    [one] 1 thing to do (line)
   *[other] { $count } things to do (line)
  }
note-unplaced = { $count ->
    [one] 1 line that is no story, question or answer
   *[other] { $count } lines that are no story, question or answer
  }
note-dry-run = This was only a look. Without --dry-run it is kept.
note-kept = Kept. See the stories with `mynah stories list`, the questions with `mynah prompts list --pack my`.

note-todo-missing = “{ $title }” has no { $parts }
note-todo-empty = “{ $title }”: S, T, A and R are empty
note-todo-empty-untitled = S, T, A and R are empty
note-todo-twice = The { $part } of “{ $title }” is word for word the one of “{ $other }” in line { $line }
note-todo-unfinished = The { $part } of “{ $title }” breaks off
note-todo-no-answer = Nothing answers: { $question }
note-todo-no-answer-near = Nothing answers: { $question } (nearest by its words: “{ $near }”)
note-todo-no-question = An answer without a question
note-todo-no-question-of = An answer without a question ({ $competency })

note-ask-introduction = Please introduce yourself.
note-ask-topic = Tell me about this: { $topic }.

note-nothing-found = No story, question or answer was found in { $path }.
note-nothing-found-hint = Begin the parts of a story with “S:”, “T:”, “A:”, “R:” or “Situation:”, “Task:”, “Action:”, “Result:”, and end questions with a question mark. What was imported before is as it was.
note-no-file = { $path } is no file.
note-no-file-hint = Name one note (.md, .txt).
note-too-large = { $path } is larger than { $mib } MiB and is not read as a note.
note-too-large-hint = Save the part with your stories and questions in a file of its own.
note-pdf = { $path } is a PDF.
note-pdf-hint = Copy its text into a .txt or .md file and import that.
note-document = { $path } is a word processor's document (DOCX, HWP and the like).
note-document-hint = Save it as plain text (.txt) and import that.
note-binary = { $path } is no text from line { $line } on.
note-binary-hint = Save it again as UTF-8 in an editor. UTF-8, UTF-16 and CP949 can be read.

note-no-stories = There are no stories yet. `mynah import NOTE.md` brings them in.
note-hole = (no story)
note-hole-near = (no story; by their words these could serve: { $ids })
note-told = Told in { $count ->
    [one] 1 answer
   *[other] { $count } answers
  } so far.
note-worn-out = Told in { $count } answers, for too many principles: { $principles }. Prepare another one.
note-story-missing = Missing: { $parts }
note-story-serves = Serves: { $ids }
note-story-near = By its words it could also be told for: { $themes }
note-story-told-in = Told in: { $ids }
note-story-unknown = There is no story { $id }.
note-story-unknown-hint = There are: { $ids }
note-linked = { $story } now serves { $prompt }.
note-unlinked = { $story } no longer serves { $prompt }.
note-in-korean = Korean: { $story }
note-in-english = English: { $story }
note-paired = { $story } and { $other } are one story now; an answer is held against the one in its language.
note-parted = { $story } and { $other } are two stories again.
note-no-pair = { $story } and { $other } are not linked as one story.
note-both-korean = { $story } and { $other } are both in Korean.
note-both-english = { $story } and { $other } are both in English.
note-both-hint = Link a Korean story with an English one; `mynah stories list` shows them.
note-synonyms = { $count ->
    [one] 1 group of words that mean the same to you
   *[other] { $count } groups of words that mean the same to you
  } ({ $path })
note-synonyms-alone = “{ $word }” stands alone.
note-synonyms-alone-fix = Write two or more in a line: { $word } = what you also call it. This line is left out, the others are used.
note-synonyms-gap = Nothing stands on one side of = or a comma.
note-synonyms-gap-fix = Fill in the word, or take the = or comma out. This line is left out, the others are used.
note-synonyms-no-letters = “{ $word }” has no letter and no digit.
note-synonyms-no-letters-fix = Write what can be said aloud. This line is left out, the others are used.
note-synonyms-unreadable = Your synonyms cannot be read ({ $reason }).
note-synonyms-unreadable-fix = It has to be a plain text file of at most 1 MiB that you may read. Until then nothing of it is used.
note-synonyms-no-text = This is no text from here on.
note-synonyms-no-text-fix = Save it as UTF-8 in an editor. Until then nothing of it is used.
