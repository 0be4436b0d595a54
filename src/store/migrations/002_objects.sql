-- SPDX-License-Identifier: MIT
-- Whatever other parts keep: people, applications, fixes, bug reports. The store knows a kind, an id, a version and a document.

-- Fact: one version of one object.
CREATE TABLE object_version (
    entry INTEGER NOT NULL,                 -- ledger entry that wrote it
    ordinal INTEGER NOT NULL,               -- within the entry, from 0
    kind TEXT NOT NULL,                     -- "application"
    id TEXT NOT NULL,                       -- the caller's, unique within the kind
    version INTEGER NOT NULL,               -- from 1, without gaps
    removed INTEGER NOT NULL,               -- 1: from this version on there is no such object
    keys TEXT NOT NULL,                     -- JSON object of texts: what it can be found by
    document TEXT NOT NULL,                 -- JSON
    CONSTRAINT object_version_pk PRIMARY KEY (entry, ordinal),
    CONSTRAINT object_version_once UNIQUE (kind, id, version),
    CONSTRAINT object_version_entry_fk FOREIGN KEY (entry) REFERENCES ledger (sequence),
    CONSTRAINT object_version_from_one CHECK (version >= 1)
) STRICT;

-- Computed: each object's last version.
CREATE TABLE object (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    entry INTEGER NOT NULL,                 -- where that version stands
    ordinal INTEGER NOT NULL,
    CONSTRAINT object_pk PRIMARY KEY (kind, id)
) STRICT;

-- Computed: what an object that is not removed can be found by.
CREATE TABLE object_key (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,                     -- "slot"
    value TEXT NOT NULL,                    -- "2026-autumn-3"
    id TEXT NOT NULL,
    CONSTRAINT object_key_pk PRIMARY KEY (kind, name, value, id)
) STRICT;
CREATE INDEX object_key_by_object ON object_key (kind, id);
