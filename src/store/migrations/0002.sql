-- What was imported from the candidate's own notes: stories, questions, answers written out; and which story serves which question.

CREATE TABLE notes (
    name        TEXT NOT NULL PRIMARY KEY,  -- the file's name without its folder
    file        TEXT NOT NULL,              -- where it lay at the last import
    file_sha256 TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE stories (
    id       TEXT NOT NULL PRIMARY KEY,
    note     TEXT NOT NULL REFERENCES notes (name),
    position INTEGER NOT NULL,
    gone     INTEGER NOT NULL,  -- 1: no longer in the note; kept, since attempts may name it
    story    TEXT NOT NULL      -- JSON
) STRICT;

CREATE TABLE questions (
    id       TEXT NOT NULL PRIMARY KEY,
    note     TEXT NOT NULL REFERENCES notes (name),
    position INTEGER NOT NULL,
    gone     INTEGER NOT NULL,
    question TEXT NOT NULL      -- JSON
) STRICT;

CREATE TABLE drafts (
    note     TEXT NOT NULL REFERENCES notes (name),
    position INTEGER NOT NULL,
    draft    TEXT NOT NULL,     -- JSON
    PRIMARY KEY (note, position)
) STRICT;

-- What the user says himself; the note's own structure is in the stories.
CREATE TABLE story_links (
    story  TEXT NOT NULL,
    prompt TEXT NOT NULL,
    linked INTEGER NOT NULL,    -- 0: the story does not serve this question, whatever the note says
    PRIMARY KEY (story, prompt)
) STRICT;
