-- A delivery that is told together with others: the one that carries it; and what that one says and why it is silent.
ALTER TABLE delivery ADD COLUMN carrier BIGINT;
ALTER TABLE delivery ADD COLUMN words TEXT;        -- JSON (a Message), if others are carried
ALTER TABLE delivery ADD COLUMN hush TEXT;
CREATE INDEX delivery_carried ON delivery (carrier) WHERE carrier IS NOT NULL;
