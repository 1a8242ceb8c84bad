-- Stories that tell the same in the two languages, as the user says. A story is in one pair at most.

CREATE TABLE story_translations (
    story       TEXT NOT NULL PRIMARY KEY,
    translation TEXT NOT NULL UNIQUE
) STRICT;
