-- SPDX-License-Identifier: MIT
-- Ids and fingerprints are spread evenly, so each index that holds them costs a page of writing for every row, and long ones many pages. From here on a
-- vulnerability has a number, too, by which the computed tables know it: numbers rise from scan to scan, so what is new is written at one end. What is
-- looked for by something spread evenly stands in an index by a few bytes of it. The facts stay as they are; the computed tables are made anew, and
-- filled from the facts (migrations.cpp).

DROP INDEX event_by_vulnerability;
DROP TABLE vulnerability;
DROP TABLE sighting;
DELETE FROM object;
DELETE FROM object_key;

-- Computed: which events are one vulnerability's.
CREATE TABLE history (
    number INTEGER NOT NULL,                -- of the vulnerability
    entry INTEGER NOT NULL,                 -- of the event
    ordinal INTEGER NOT NULL,               -- of the event
    CONSTRAINT history_pk PRIMARY KEY (number, entry, ordinal)
) STRICT, WITHOUT ROWID;

-- Computed: where each vulnerability stands now.
CREATE TABLE vulnerability (
    number INTEGER NOT NULL,                -- store/vulnerability_number.h: from the event that brought it
    id TEXT NOT NULL,                       -- 40 hexadecimal digits
    head INTEGER NOT NULL,                  -- the first 15 of them as a number
    type TEXT NOT NULL,                     -- GitLab's report type
    state TEXT NOT NULL,
    reason TEXT NOT NULL,                   -- of a dismissal, else empty
    present INTEGER NOT NULL,               -- whether a witness still sees it
    severity INTEGER NOT NULL,              -- 0 unknown to 5 critical
    rule TEXT NOT NULL,                     -- value of the first identifier; its first 500 characters
    name TEXT NOT NULL,
    file TEXT NOT NULL,                     -- or empty; its first 500 characters
    line INTEGER NOT NULL,                  -- or 0
    place TEXT NOT NULL,                    -- for people: "src/a.c:12"
    first_seen INTEGER NOT NULL,            -- when the scan was recorded that brought it
    last_entry INTEGER NOT NULL,            -- of its last event
    CONSTRAINT vulnerability_pk PRIMARY KEY (number),
    CONSTRAINT vulnerability_present CHECK (present IN (0, 1)),
    CONSTRAINT vulnerability_severity CHECK (severity BETWEEN 0 AND 5)
) STRICT;

-- Computed: what each witness said last of a vulnerability.
CREATE TABLE sighting (
    number INTEGER NOT NULL,                -- of the vulnerability
    scanner TEXT NOT NULL,
    target TEXT NOT NULL,
    present INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,           -- store/text_key.h, of the first finding's type and fingerprint
    trail INTEGER NOT NULL,                 -- likewise of its trail (tracking/trail.h); 0 where it leaves none
    last_entry INTEGER NOT NULL,            -- of the event that changed it last
    document_entry INTEGER NOT NULL,        -- where its findings stand: the event's entry
    document_ordinal INTEGER NOT NULL,      -- and its ordinal there
    CONSTRAINT sighting_pk PRIMARY KEY (number, scanner, target),
    CONSTRAINT sighting_present CHECK (present IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Computed: the different texts of three columns of vulnerability. A million rows have some thousand files and some hundred rules and names, so that a
-- text is looked for among these.
CREATE TABLE term (
    kind TEXT NOT NULL,                     -- the column: "file", "name" or "rule"
    text TEXT NOT NULL                      -- once a kind
) STRICT;
