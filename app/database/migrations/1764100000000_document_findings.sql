-- Up Migration

-- What the engine found that its owner should know: sentences on the whole document, and what stayed as it was on which page.
ALTER TABLE documents ADD findings jsonb NOT NULL DEFAULT '{"notes": [], "kept": []}';

-- Down Migration

ALTER TABLE documents DROP findings;
