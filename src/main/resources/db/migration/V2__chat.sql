-- A notification's body is JSON (a Message) from here on; plain text before.

-- Channels that want to know. json is the whole record, its mute apart; the other columns are for finding.
CREATE TABLE subscription (
  platform     TEXT NOT NULL,
  channel      TEXT NOT NULL,
  home         TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'GONE')),
  muted_until  BIGINT,
  owed         TEXT NOT NULL,      -- codes of incidents that a muted channel did not hear of, with blanks between
  json         TEXT NOT NULL,
  PRIMARY KEY (platform, channel)
);

ALTER TABLE notification ADD COLUMN scope TEXT;

ALTER TABLE delivery ADD COLUMN sounding BIGINT NOT NULL DEFAULT 0 CHECK (sounding IN (0, 1));
ALTER TABLE delivery ADD COLUMN mention TEXT;
ALTER TABLE delivery ADD COLUMN detail TEXT NOT NULL DEFAULT 'FULL';
ALTER TABLE delivery ADD COLUMN begun BIGINT;      -- an attempt of which nobody knows how it ended
ALTER TABLE delivery ADD COLUMN message TEXT;      -- what the platform calls it

-- How the living message of each incident reads.
CREATE TABLE card (
  incident  TEXT   NOT NULL PRIMARY KEY,
  changed   BIGINT NOT NULL,
  json      TEXT   NOT NULL
);

-- The message in each channel that is kept as its incident's card says.
CREATE TABLE posted (
  platform  TEXT   NOT NULL,
  channel   TEXT   NOT NULL,
  incident  TEXT   NOT NULL,
  message   TEXT   NOT NULL,
  detail    TEXT   NOT NULL,
  posted    BIGINT NOT NULL,
  edited    BIGINT NOT NULL,   -- or tried in vain
  shown     BIGINT NOT NULL,   -- the card as it was then
  frozen    BIGINT NOT NULL CHECK (frozen IN (0, 1)),
  PRIMARY KEY (platform, channel, incident)
);

-- Small things that an edge keeps: a hash of registered commands, an offset.
CREATE TABLE note (
  name   TEXT NOT NULL PRIMARY KEY,
  value  TEXT NOT NULL
);
