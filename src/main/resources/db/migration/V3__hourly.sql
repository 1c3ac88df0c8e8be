-- What is left of observations that are older than 14 days: one row for each subject and hour, kept for 366 days.
-- Calls that are about no subject (source:...), RPKI states and look-ups of names are not summed up: what they
-- changed is in transitions and incidents.
--
-- looks:    attempts whose answer counts: one looking-glass answer about a prefix, one try at a site, name server or
--           control. The second try after a silence is a look of its own.
-- answered: those in which the subject was there: some live peer still showed the route (where no share was judged,
--           as for the control routes: some peer at all); the address itself spoke, be it a refusal or an error.
-- missing:  attempts that say nothing of the subject: we could not look, or what came was found to show nothing.
--           They are not among the looks, since "we could not look" is not "it did not answer".
-- median, worst: of what the looks measured; empty where nothing was. A prefix: share of the live peers that showed
--           it, 0 to 1, worst is the least; a gone route counts with its share, 0. A site, name server or control:
--           seconds from the start of the attempt to the first byte, the name look-up left out, worst is the
--           longest; what gave no byte is told by answered alone. A median of an even number is the mean of the
--           middle two.
-- hour:     its beginning.
CREATE TABLE hourly (
  subject   TEXT   NOT NULL,
  hour      BIGINT NOT NULL,
  looks     BIGINT NOT NULL,
  answered  BIGINT NOT NULL,
  missing   BIGINT NOT NULL,
  median    DOUBLE PRECISION,
  worst     DOUBLE PRECISION,
  PRIMARY KEY (subject, hour)
);

-- A route that was judged: live peers that showed it, of those that could. Empty in rows from before.
ALTER TABLE observation ADD COLUMN seeing BIGINT;
ALTER TABLE observation ADD COLUMN live BIGINT;

-- To find what may be forgotten.
CREATE INDEX delivery_settled ON delivery (settled_at) WHERE state <> 'pending';
