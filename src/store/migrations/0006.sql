-- Which prompts were asked one after another. An attempt from before this step, or of a file that was scored, belongs to no session.

CREATE TABLE sessions (
    id         TEXT NOT NULL PRIMARY KEY,
    started_at TEXT NOT NULL,
    plan       TEXT,           -- the mock interview's, or NULL
    minutes    INTEGER,        -- how long it was meant to take, or NULL
    languages  TEXT NOT NULL   -- JSON
) STRICT;

-- No foreign key: an attempt that has to be put back must never fail because its session has gone.
ALTER TABLE attempts ADD COLUMN session TEXT;

CREATE INDEX attempts_by_session ON attempts (session);
CREATE INDEX attempts_by_what_they_follow ON attempts (follows);

-- Attempts that have no summary yet: those from before step 5, and those that came in from an archive. Empty but for moments, so that opening
-- a long history looks nowhere else.
CREATE TABLE to_summarise (
    id TEXT NOT NULL PRIMARY KEY
) STRICT;

INSERT INTO to_summarise SELECT id FROM attempts WHERE id NOT IN (SELECT id FROM summaries);
