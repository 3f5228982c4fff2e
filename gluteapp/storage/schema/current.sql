-- The database as it is now, read when a new one is made; a test holds it equal to 0001.sql, 0002.sql …
--
-- Rows of fact tables are only ever added. No fact refers to another by a foreign key: when two
-- histories are put together a repetition may arrive before its set, and the union must not depend
-- on the order. Only the parts of one fact (answers, answer_sets) are tied, as they travel together.
-- Every fact has: id (UUID version 7), device_id, utc_ms, offset_min (local minutes east of UTC).

PRAGMA application_id = 1196184916;

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    circuit_id TEXT NOT NULL,
    circuit_title TEXT NOT NULL,
    circuit_version INTEGER NOT NULL,
    planned_ms INTEGER NOT NULL,
    planned_sets INTEGER NOT NULL,
    first_side TEXT NOT NULL,
    app_version TEXT NOT NULL,
    is_demo INTEGER NOT NULL,
    mode TEXT NOT NULL DEFAULT 'circuit'
) STRICT, WITHOUT ROWID;

CREATE TABLE session_ends (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    "end" TEXT NOT NULL,
    position_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_ends_by_session ON session_ends (session_id);

CREATE TABLE sets (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    exercise TEXT NOT NULL,
    variant TEXT NOT NULL,
    side TEXT NOT NULL,
    round INTEGER,
    set_number INTEGER,
    pair INTEGER,
    planned_reps INTEGER NOT NULL,
    planned_ms INTEGER NOT NULL,
    tempo TEXT,
    band TEXT,
    kettlebell_kg REAL,
    supersedes TEXT,
    station TEXT,
    band_n REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX sets_by_session ON sets (session_id);

CREATE TABLE reps (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    set_id TEXT NOT NULL,
    rep INTEGER NOT NULL,
    side TEXT NOT NULL,
    position_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reps_by_set ON reps (set_id);

CREATE TABLE set_ends (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    set_id TEXT NOT NULL,
    done_reps INTEGER NOT NULL,
    done_ms INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX set_ends_by_set ON set_ends (set_id);

-- detail is a JSON object of plain values.
CREATE TABLE marks (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    what TEXT NOT NULL,
    position_ms INTEGER NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_by_session ON marks (session_id);

-- Only the columns of the question asked are filled; is_withdrawn takes an earlier answer back.
-- felt_also is a JSON list of regions.
CREATE TABLE answers (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    question TEXT NOT NULL,
    is_withdrawn INTEGER NOT NULL,
    effort INTEGER CHECK (effort BETWEEN 0 AND 5),
    felt_most TEXT,
    felt_also TEXT,
    harder TEXT,
    form TEXT,
    pain_score INTEGER CHECK (pain_score BETWEEN 0 AND 10),
    pain_spot TEXT,
    note TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_session ON answers (session_id);

CREATE TABLE answer_sets (
    answer_id TEXT NOT NULL REFERENCES answers (id),
    place INTEGER NOT NULL,
    set_id TEXT NOT NULL,
    PRIMARY KEY (answer_id, place)
) STRICT, WITHOUT ROWID;

-- An empty column leaves the field as it was.
CREATE TABLE corrections (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    set_id TEXT NOT NULL,
    done_reps INTEGER,
    done_ms INTEGER,
    reason TEXT,
    variant TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_by_set ON corrections (set_id);

CREATE TABLE removals (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    is_removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX removals_by_session ON removals (session_id);

-- decision and choice are JSON objects; no choice takes an earlier one back.
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

-- No score takes an earlier one back; is_skipped says that it is not to be asked again.
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

-- owned is a JSON object: what there is to train with from that moment on.
CREATE TABLE things_noted (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    owned TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of this machine only, never merged: how to go on with a session that was cut off (JSON).
CREATE TABLE bookmarks (
    session_id TEXT NOT NULL PRIMARY KEY,
    bookmark TEXT NOT NULL,
    utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of this machine only: device_id.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of this machine only, and made anew when its version or the session's facts change: what is
-- read from a session's facts, so that years of them are read fast. value is JSON.
CREATE TABLE derived (
    session_id TEXT NOT NULL,
    what TEXT NOT NULL,
    version TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (what, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_by_session ON derived (session_id);
