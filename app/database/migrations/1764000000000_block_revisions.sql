-- Up Migration

-- The document's revision that gave the block its present translation: pages without a newer one need not be rendered again.
ALTER TABLE blocks ADD revision integer NOT NULL DEFAULT 0;

-- Down Migration

ALTER TABLE blocks DROP revision;
