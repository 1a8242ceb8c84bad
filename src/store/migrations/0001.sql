-- Attempts and the memory state of prompts. A migration is never changed once it is released; the next one gets the next number.

CREATE TABLE attempts (
    id           TEXT NOT NULL PRIMARY KEY,
    schema       INTEGER NOT NULL,
    recorded_at  TEXT NOT NULL,  -- UTC with nine decimals, so that the order of the text is the order in time
    state        TEXT NOT NULL,
    prompt       TEXT,
    language     TEXT NOT NULL,
    file         ANY NOT NULL,   -- inside the data folder: relative to it, with '/'; elsewhere: absolute; bytes where it is no UTF-8
    file_sha256  TEXT,
    duration_s   REAL,
    recording    TEXT,           -- this and the next four: JSON, or NULL where it is unknown
    transcript   TEXT,
    measurements TEXT,
    coverage     TEXT,
    scorecard    TEXT
) STRICT;

CREATE INDEX attempts_by_time ON attempts (recorded_at);
CREATE INDEX attempts_by_prompt ON attempts (prompt, recorded_at);

CREATE TABLE reviews (
    prompt      TEXT NOT NULL,
    language    TEXT NOT NULL,
    stability   REAL NOT NULL,
    difficulty  REAL NOT NULL,
    reviewed_at TEXT NOT NULL,
    due_at      TEXT NOT NULL,
    last_grade  TEXT NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (prompt, language)
) STRICT;
