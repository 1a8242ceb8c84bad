-- A follow-up names the attempt that it follows up on.

ALTER TABLE attempts ADD COLUMN follows TEXT;
