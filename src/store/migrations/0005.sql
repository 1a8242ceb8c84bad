-- What the user says of his attempts, and every attempt in short, so that lists of thousands read no transcripts.

ALTER TABLE attempts ADD COLUMN labels TEXT;  -- JSON, or NULL where he said nothing

CREATE TABLE summaries (
    id          TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    recorded_at TEXT NOT NULL,
    state       TEXT NOT NULL,
    prompt      TEXT,
    language    TEXT NOT NULL,
    file        ANY NOT NULL,
    summary     TEXT NOT NULL,  -- JSON; the columns above count where they differ
    words       TEXT NOT NULL   -- what can be searched for, in small letters: what was said, title, note, tags
) STRICT;

CREATE INDEX summaries_by_time ON summaries (recorded_at);
