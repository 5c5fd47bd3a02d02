-- Up Migration

ALTER TABLE documents
  ADD tone text NOT NULL DEFAULT 'neutral' CHECK (tone IN ('formal', 'neutral', 'informal')),
  -- What holds it up although nothing is wrong with it; null: nothing.
  ADD waiting_for text CHECK (waiting_for IN ('translation-service')),
  -- Of source text: what the translation service was given, and what the cache spared it.
  ADD translated_characters bigint NOT NULL DEFAULT 0,
  ADD cached_characters bigint NOT NULL DEFAULT 0,
  ADD translation_cost_usd numeric(12, 6) NOT NULL DEFAULT 0;

-- Text with inline style, beside the plain one. Null: all of it has the block's main style.
ALTER TABLE blocks
  ADD source_tagged text,
  ADD translated_tagged text,
  -- Glossary terms of the source that the translation lacks.
  ADD missed_terms text[] NOT NULL DEFAULT '{}';

CREATE TABLE glossary_terms (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  lang_from text NOT NULL,
  lang_to text NOT NULL,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
  -- Null: kept as it stands.
  target text CHECK (length(target) BETWEEN 1 AND 200),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX glossary_terms_once ON glossary_terms (user_id, lang_from, lang_to, lower(source));

ALTER TABLE glossary_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE glossary_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON glossary_terms USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id());
GRANT SELECT, INSERT, UPDATE, DELETE ON glossary_terms TO transkeep_app;

-- Down Migration

DROP TABLE glossary_terms;
ALTER TABLE blocks DROP source_tagged, DROP translated_tagged, DROP missed_terms;
ALTER TABLE documents DROP tone, DROP waiting_for, DROP translated_characters, DROP cached_characters, DROP translation_cost_usd;
