-- The question as it was asked: follow-ups take up what was said, and packs change. Unknown of attempts from before this step and of files that were scored.

ALTER TABLE attempts ADD COLUMN question TEXT;
