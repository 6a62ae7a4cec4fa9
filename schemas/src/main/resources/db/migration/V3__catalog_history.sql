-- Every catalogue that was published, as people wrote it. The topic keeps the last; this keeps them all.
CREATE TABLE catalog_revision (
  revision     bigint      PRIMARY KEY CHECK (revision > 0),
  yaml         text        NOT NULL,
  sha256       text        NOT NULL,
  published_at timestamptz NOT NULL,
  published_by text        NOT NULL
);

COMMENT ON TABLE catalog_revision IS 'History of the catalogue; written by the index of broker-api alone.';
