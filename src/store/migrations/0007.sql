-- The question as it was asked: follow-ups take up what was said, and packs change. Unknown of attempts from before this step and of files that were scored.

ALTER TABLE attempts ADD COLUMN question TEXT;

-- Points are no longer told of answers that could only be timed.
INSERT OR IGNORE INTO to_summarise SELECT id FROM attempts WHERE coverage IS NULL;
