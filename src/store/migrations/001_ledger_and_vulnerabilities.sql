-- SPDX-License-Identifier: MIT
-- Facts are rows that one ledger entry wrote and nobody changes: scan, event. The rest (vulnerability, sighting) is computed from the facts, kept
-- so that lists are quick, and computed anew by verification. Times are seconds of the Unix epoch, UTC; truth is 0 or 1; documents are JSON.

-- What this store is: one row.
CREATE TABLE store (
    identity TEXT NOT NULL,                 -- 32 hexadecimal digits, made once; the ledger's first entry hangs on it
    CONSTRAINT store_pk PRIMARY KEY (identity)
) STRICT;

-- Who did what when (ledger/entry.h). It only grows.
CREATE TABLE ledger (
    sequence INTEGER NOT NULL,              -- from 1, without gaps
    time INTEGER NOT NULL,                  -- when it was written
    actor TEXT NOT NULL,                    -- who
    verb TEXT NOT NULL,                     -- what: "scan.recorded"
    kind TEXT NOT NULL,                     -- of the object: "scan"
    object TEXT NOT NULL,                   -- its id
    evidence TEXT NOT NULL,                 -- a JSON object
    rows TEXT NOT NULL,                     -- digest of the facts that this entry wrote, hexadecimal
    previous TEXT NOT NULL,                 -- hash of the entry before
    hash TEXT NOT NULL,                     -- of this entry
    CONSTRAINT ledger_pk PRIMARY KEY (sequence),
    CONSTRAINT ledger_from_one CHECK (sequence >= 1)
) STRICT;
CREATE INDEX ledger_by_object ON ledger (kind, object, sequence);

-- Fact: one scan, whatever became of it.
CREATE TABLE scan (
    id TEXT NOT NULL,                       -- 40 hexadecimal digits
    entry INTEGER NOT NULL,                 -- ledger entry that recorded it
    scanner TEXT NOT NULL,                  -- "squire-secrets"
    scanner_version TEXT NOT NULL,
    target TEXT NOT NULL,                   -- what it looked at
    type TEXT NOT NULL,                     -- GitLab's report type
    repository TEXT NOT NULL,               -- URL, or empty
    commit_id TEXT NOT NULL,                -- 40 hexadecimal digits, or empty
    branch TEXT NOT NULL,                   -- or empty
    status TEXT NOT NULL,                   -- only a complete one can make anything gone
    report_digest TEXT NOT NULL,            -- SHA-256 of the report file, hexadecimal
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    findings INTEGER NOT NULL,              -- how many the report holds
    appeared INTEGER NOT NULL,              -- vulnerabilities that are new,
    still INTEGER NOT NULL,                 -- still there,
    gone INTEGER NOT NULL,                  -- seen by no witness any more,
    back INTEGER NOT NULL,                  -- and there again
    CONSTRAINT scan_pk PRIMARY KEY (id),
    CONSTRAINT scan_one_an_entry UNIQUE (entry),
    CONSTRAINT scan_entry_fk FOREIGN KEY (entry) REFERENCES ledger (sequence),
    CONSTRAINT scan_status CHECK (status IN ('complete', 'partial', 'failed'))
) STRICT;
CREATE INDEX scan_by_commit ON scan (commit_id);

-- Fact: something happened to one vulnerability.
CREATE TABLE event (
    entry INTEGER NOT NULL,                 -- ledger entry that wrote it
    ordinal INTEGER NOT NULL,               -- within the entry, from 0
    vulnerability TEXT NOT NULL,
    kind TEXT NOT NULL,                     -- what happened
    scanner TEXT NOT NULL,                  -- the witness; empty for a move
    target TEXT NOT NULL,
    state TEXT NOT NULL,                    -- the state from now on
    reason TEXT NOT NULL,                   -- of a dismissal, else empty
    comment TEXT NOT NULL,                  -- why, in words; may be empty
    document TEXT,                          -- findings of a witness; null for a move, and for who sees it no more
    CONSTRAINT event_pk PRIMARY KEY (entry, ordinal),
    CONSTRAINT event_entry_fk FOREIGN KEY (entry) REFERENCES ledger (sequence),
    CONSTRAINT event_kind CHECK (kind IN ('appeared', 'changed', 'gone', 'back', 'moved')),
    CONSTRAINT event_state CHECK (state IN ('needs_triage', 'confirmed', 'dismissed', 'resolved')),
    CONSTRAINT event_reason CHECK ((state = 'dismissed') = (reason <> ''))
) STRICT;
CREATE INDEX event_by_vulnerability ON event (vulnerability, entry, ordinal);

-- Computed: where each vulnerability stands now.
CREATE TABLE vulnerability (
    id TEXT NOT NULL,                       -- 40 hexadecimal digits
    type TEXT NOT NULL,                     -- GitLab's report type
    state TEXT NOT NULL,
    reason TEXT NOT NULL,                   -- of a dismissal, else empty
    present INTEGER NOT NULL,               -- whether a witness still sees it
    severity INTEGER NOT NULL,              -- 0 unknown to 5 critical
    rule TEXT NOT NULL,                     -- value of the first identifier
    name TEXT NOT NULL,
    file TEXT NOT NULL,                     -- or empty
    line INTEGER NOT NULL,                  -- or 0
    place TEXT NOT NULL,                    -- for people: "src/a.c:12"
    first_entry INTEGER NOT NULL,           -- of the scan that brought it
    first_seen INTEGER NOT NULL,            -- when
    last_entry INTEGER NOT NULL,            -- of its last event
    CONSTRAINT vulnerability_pk PRIMARY KEY (id),
    CONSTRAINT vulnerability_present CHECK (present IN (0, 1)),
    CONSTRAINT vulnerability_severity CHECK (severity BETWEEN 0 AND 5)
) STRICT;
CREATE INDEX vulnerability_by_severity ON vulnerability (severity, first_entry, id);
CREATE INDEX vulnerability_by_state ON vulnerability (state, severity, first_entry, id);
CREATE INDEX vulnerability_by_rule ON vulnerability (rule, severity, first_entry, id);
CREATE INDEX vulnerability_by_type ON vulnerability (type, present, severity, first_entry, id);
CREATE INDEX vulnerability_by_place ON vulnerability (file, line, id);
CREATE INDEX vulnerability_by_age ON vulnerability (first_entry, id);

-- Computed: what each witness said last of a vulnerability.
CREATE TABLE sighting (
    vulnerability TEXT NOT NULL,
    scanner TEXT NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,                     -- GitLab's report type
    present INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,              -- of the first finding
    last_entry INTEGER NOT NULL,            -- of the event that changed it last
    document_entry INTEGER NOT NULL,        -- where its findings stand: the event's entry
    document_ordinal INTEGER NOT NULL,      -- and its ordinal there
    CONSTRAINT sighting_pk PRIMARY KEY (vulnerability, scanner, target),
    CONSTRAINT sighting_present CHECK (present IN (0, 1))
) STRICT;
CREATE INDEX sighting_by_fingerprint ON sighting (type, fingerprint);
CREATE INDEX sighting_by_witness ON sighting (type, present, vulnerability);
