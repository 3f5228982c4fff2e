-- Progress: what a session was for, which station each set belongs to, decisions and answers to
-- them, mornings, body mass, things to train with; and a shelf for what is derived.

ALTER TABLE sessions ADD COLUMN mode TEXT NOT NULL DEFAULT 'circuit';
UPDATE sessions SET mode = 'daily' WHERE circuit_id = 'daily';

ALTER TABLE sets ADD COLUMN station TEXT;
ALTER TABLE sets ADD COLUMN band_n REAL;

CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    station TEXT NOT NULL,
    decision TEXT NOT NULL,
    sentence TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_session ON decisions (session_id);

CREATE TABLE decision_answers (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    station TEXT NOT NULL,
    choice TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_answers_by_session ON decision_answers (session_id);

CREATE TABLE mornings (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    score INTEGER CHECK (score BETWEEN 0 AND 10),
    is_skipped INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mornings_by_session ON mornings (session_id);

CREATE TABLE body_masses (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    kg REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE things_noted (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    owned TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE derived (
    session_id TEXT NOT NULL,
    what TEXT NOT NULL,
    version TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (what, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_by_session ON derived (session_id);
