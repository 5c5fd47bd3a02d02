-- Up Migration

-- Who is asking, for the row policies below. Set for one transaction (SET LOCAL); unset means nobody, and nobody sees nothing.
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  password_hash text NOT NULL,
  role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- One sign-in on one device; also the family of its refresh tokens. Its id is the access token's `sid`.
CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_because text CHECK (revoked_because IN ('signed-out', 'token-reused'))
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE refresh_tokens (
  token_hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  issued_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE documents (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  file_name text NOT NULL,
  size_bytes bigint NOT NULL,
  lang_from text NOT NULL,
  lang_to text NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'processing', 'ready', 'failed')),
  progress real NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  page_count integer,
  block_count integer,
  error_code text,
  error_message text,
  -- Goes up by one with every edit; the stored PDF shows `rendered_revision` (null: there is none yet).
  revision integer NOT NULL DEFAULT 0,
  rendered_revision integer,
  -- Milliseconds, as JavaScript has them: the list's cursor carries this value there and back.
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL DEFAULT now() + interval '24 hours'
);
CREATE INDEX documents_newest_first ON documents (user_id, created_at DESC, id DESC);
CREATE INDEX documents_by_expiry ON documents (expires_at);
CREATE INDEX documents_unfinished ON documents (updated_at) WHERE status IN ('queued', 'processing');

CREATE TABLE blocks (
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  -- The engine's own id, stable for the same bytes: a job that runs twice writes the same rows.
  block_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  ordinal integer NOT NULL,
  page integer NOT NULL,
  box double precision[] NOT NULL CHECK (array_length(box, 1) = 4),
  source_text text NOT NULL,
  translated_text text,
  edited boolean NOT NULL DEFAULT false,
  translatable boolean NOT NULL,
  PRIMARY KEY (document_id, block_id)
);
CREATE INDEX blocks_by_page ON blocks (document_id, page, ordinal);
CREATE INDEX blocks_by_user ON blocks (user_id);

CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key text NOT NULL,
  -- SHA-256 of what was asked: the same key for another request is an error, not a replay.
  fingerprint bytea NOT NULL,
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_by_document ON idempotency_keys (document_id);

-- Row security. FORCE: the owner is bound too, so that a task run as the owner by mistake sees nothing either.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;
ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocks FORCE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY own_rows ON users USING (id = app_user_id()) WITH CHECK (id = app_user_id());
CREATE POLICY own_rows ON sessions USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id());
CREATE POLICY own_rows ON refresh_tokens USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id());
CREATE POLICY own_rows ON documents USING (user_id = app_user_id()) WITH CHECK (user_id = app_user_id());
-- A block or a key must also hang on a document of the same user: the foreign key alone would accept anybody's.
CREATE POLICY own_rows ON blocks USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id() AND EXISTS (SELECT FROM documents WHERE documents.id = document_id));
CREATE POLICY own_rows ON idempotency_keys USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id() AND EXISTS (SELECT FROM documents WHERE documents.id = document_id));

-- Before there is a user: sign-in may read the one row with the e-mail it names, refreshing the one row of the token it holds.
CREATE POLICY sign_in ON users FOR SELECT USING (email = current_setting('app.sign_in_email', true));
CREATE POLICY refresh ON refresh_tokens FOR SELECT
  USING (token_hash = decode(coalesce(current_setting('app.refresh_token_hash', true), ''), 'hex'));

-- Housekeeping finds what is over or stuck, of anybody, and can only look: it then acts as each document's own user.
CREATE POLICY housekeeping ON documents FOR SELECT USING (
  current_setting('app.housekeeping', true) = 'on' AND (expires_at < now() OR status IN ('queued', 'processing'))
);

GRANT USAGE ON SCHEMA public TO transkeep_app;
GRANT SELECT ON users TO transkeep_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, refresh_tokens, documents, blocks, idempotency_keys TO transkeep_app;

-- Down Migration

DROP TABLE idempotency_keys, blocks, documents, refresh_tokens, sessions, users;
DROP FUNCTION app_user_id();
