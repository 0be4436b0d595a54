-- SPDX-License-Identifier: MIT
-- A row in an index on something that is spread evenly costs a page of writing. A fingerprint is looked for only where nobody sees the vulnerability any
-- more, and a time of first sight only through the scan that was then: neither needs its index whole. What lists sort and look for by file or name is
-- in one index for each, so that they need not read the rows that they do not show.

DROP INDEX vulnerability_by_time;
DROP INDEX sighting_by_fingerprint;
CREATE INDEX sighting_gone ON sighting (type, fingerprint) WHERE present = 0;
DROP INDEX vulnerability_by_place;
CREATE INDEX vulnerability_by_place ON vulnerability (file, line, id, severity, first_entry, present, state);
-- A name may be longer than what an index of PostgreSQL takes, 2,704 bytes: 255 characters are 1,020 at most.
CREATE INDEX vulnerability_by_name ON vulnerability (substr(name, 1, 255), severity, first_entry, id);
