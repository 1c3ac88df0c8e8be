-- Whether an incident was not watched but drawn from RIPEstat's archive of routes: nobody probed, and nobody was told.
ALTER TABLE incident ADD COLUMN routing_only BIGINT NOT NULL DEFAULT 0 CHECK (routing_only IN (0, 1));
