-- Up Migration

-- The translation service refused the block's text: what stands for a translation is the original's text.
ALTER TABLE blocks ADD refused boolean NOT NULL DEFAULT false;

-- Down Migration

ALTER TABLE blocks DROP refused;
