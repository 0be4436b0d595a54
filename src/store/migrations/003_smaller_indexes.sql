-- SPDX-License-Identifier: MIT
-- Ids and fingerprints are spread evenly, so each index on one costs a page of writing for every row that changes. This takes away the two that
-- nothing needs, and adds the one that lists by age look into.

DROP INDEX sighting_by_witness;
CREATE INDEX vulnerability_by_time ON vulnerability (first_seen, id);

-- Computed: what each witness said last of a vulnerability; as before, but stored in the order of its key.
CREATE TABLE sighting_by_key (
    vulnerability TEXT NOT NULL,
    scanner TEXT NOT NULL,
    target TEXT NOT NULL,
    type TEXT NOT NULL,                     -- GitLab's report type
    present INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,              -- of the first finding
    last_entry INTEGER NOT NULL,            -- of the event that changed it last
    document_entry INTEGER NOT NULL,        -- where its findings stand: the event's entry
    document_ordinal INTEGER NOT NULL,      -- and its ordinal there
    CONSTRAINT sighting_key PRIMARY KEY (vulnerability, scanner, target),
    CONSTRAINT sighting_truth CHECK (present IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO sighting_by_key (vulnerability, scanner, target, type, present, fingerprint, last_entry, document_entry, document_ordinal)
    SELECT vulnerability, scanner, target, type, present, fingerprint, last_entry, document_entry, document_ordinal FROM sighting;
DROP TABLE sighting;
ALTER TABLE sighting_by_key RENAME TO sighting;
CREATE INDEX sighting_by_fingerprint ON sighting (type, fingerprint);
