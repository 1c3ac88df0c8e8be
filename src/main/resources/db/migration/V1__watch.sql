-- Every time is a BIGINT of milliseconds since 1970-01-01 UTC, every span a BIGINT of milliseconds.
-- Text that starts with { is JSON. Numbers rise in the order in which rows were kept; a number is
-- given as the greatest one plus one, inside the transaction.

-- What was seen, in summary: raw rows of a route are not kept.
-- kind: route, peers, validation, probe, name, missing (we could not look),
--       rejected (we looked, and the core found that the answer shows nothing).
CREATE TABLE observation (
  number      BIGINT NOT NULL PRIMARY KEY,
  at          BIGINT NOT NULL,
  subject     TEXT   NOT NULL,
  kind        TEXT   NOT NULL CHECK (kind IN ('route', 'peers', 'validation', 'probe', 'name', 'missing', 'rejected')),
  seen        BIGINT,          -- route: rows; peers: full-table peers
  query_time  BIGINT,          -- route
  rpki        TEXT,            -- validation
  address     TEXT,            -- probe, name
  started     BIGINT,          -- probe
  answer      TEXT,            -- probe, name
  status      BIGINT,          -- probe; 0 where there was none
  lookup      BIGINT,          -- probe: spans; empty for a step that was not reached
  connect     BIGINT,
  tls         BIGINT,
  first_byte  BIGINT,
  cause       TEXT,            -- missing, rejected
  detail      TEXT
);
CREATE INDEX observation_at ON observation (at);

-- What is usual: values that enter medians.
CREATE TABLE sample (
  number   BIGINT NOT NULL PRIMARY KEY,
  subject  TEXT   NOT NULL,
  at       BIGINT NOT NULL,
  value    DOUBLE PRECISION NOT NULL
);
CREATE INDEX sample_subject ON sample (subject, at);

CREATE TABLE transition (
  number      BIGINT NOT NULL PRIMARY KEY,
  at          BIGINT NOT NULL,
  subject     TEXT   NOT NULL,
  from_state  TEXT   NOT NULL,
  to_state    TEXT   NOT NULL
);

-- Each incident as it stands, and how it came to that.
CREATE TABLE incident (
  code        TEXT   NOT NULL PRIMARY KEY,
  opened      BIGINT NOT NULL,
  onset       BIGINT NOT NULL,
  not_before  BIGINT,
  ended       BIGINT,
  widest      TEXT   NOT NULL,
  json        TEXT   NOT NULL
);

CREATE TABLE incident_change (
  number  BIGINT NOT NULL PRIMARY KEY,
  code    TEXT   NOT NULL REFERENCES incident (code),
  at      BIGINT NOT NULL,
  action  TEXT   NOT NULL,
  json    TEXT   NOT NULL
);
CREATE INDEX incident_change_code ON incident_change (code, number);

-- Shares in whole per cent; the four sum to 100.
CREATE TABLE assessment (
  number            BIGINT NOT NULL PRIMARY KEY,
  code              TEXT   NOT NULL REFERENCES incident (code),
  at                BIGINT NOT NULL,
  verdict           TEXT   NOT NULL,
  internal_percent  BIGINT NOT NULL,
  attack_percent    BIGINT NOT NULL,
  transit_percent   BIGINT NOT NULL,
  unknown_percent   BIGINT NOT NULL,
  confidence        TEXT   NOT NULL,
  json              TEXT   NOT NULL
);
CREATE INDEX assessment_code ON assessment (code, number);

CREATE TABLE notification (
  id        TEXT   NOT NULL PRIMARY KEY,
  at        BIGINT NOT NULL,
  incident  TEXT,
  kind      TEXT   NOT NULL,
  sounding  BIGINT NOT NULL CHECK (sounding IN (0, 1)),
  level     TEXT   NOT NULL,
  body      TEXT   NOT NULL
);

CREATE TABLE delivery (
  number        BIGINT NOT NULL PRIMARY KEY,
  notification  TEXT   NOT NULL REFERENCES notification (id),
  platform      TEXT   NOT NULL,
  channel       TEXT   NOT NULL,
  attempts      BIGINT NOT NULL,
  due           BIGINT NOT NULL,
  state         TEXT   NOT NULL CHECK (state IN ('pending', 'sent', 'refused')),
  reason        TEXT,            -- why it was refused, or did not work the last time
  settled_at    BIGINT,
  UNIQUE (notification, platform, channel)
);
CREATE INDEX delivery_pending ON delivery (platform, channel, number) WHERE state = 'pending';

-- What a restart needs, in one row.
CREATE TABLE watch_state (
  id    BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  at    BIGINT NOT NULL,
  json  TEXT   NOT NULL
);
