-- Files that tenants upload and batches write. Their content is kept in pieces, so that nobody need hold a whole one.

CREATE TABLE files (
    tenant      text         NOT NULL,
    -- Those that are made here sort by time: a list needs no other order.
    file_id     text         COLLATE "C" NOT NULL,
    -- One that is being written is seen by nobody, and has no label yet.
    complete    boolean      NOT NULL,
    purpose     text         CHECK (purpose IN ('batch', 'batch_output')),
    filename    text,
    bytes       bigint       NOT NULL CHECK (bytes >= 0),
    sha256      text,
    user_id     text,
    created_at  timestamptz  NOT NULL,
    written_at  timestamptz  NOT NULL,
    expires_at  timestamptz,
    PRIMARY KEY (tenant, file_id),
    CHECK (NOT complete OR (purpose IS NOT NULL AND filename IS NOT NULL AND sha256 IS NOT NULL))
);

CREATE TABLE file_pieces (
    tenant   text     NOT NULL,
    file_id  text     COLLATE "C" NOT NULL,
    piece    integer  NOT NULL CHECK (piece >= 0),
    content  bytea    NOT NULL,
    PRIMARY KEY (tenant, file_id, piece),
    FOREIGN KEY (tenant, file_id) REFERENCES files ON DELETE CASCADE
);

CREATE INDEX files_by_age ON files (created_at);

COMMENT ON TABLE files IS 'Files of tenants: batch input as it was uploaded, and what batches wrote. Written by broker-api.';
COMMENT ON COLUMN files.complete IS 'Whether it is a file; while it is being written it is not, and one that is given up is deleted.';
COMMENT ON COLUMN files.user_id IS 'On whose behalf it was uploaded, as the client said; it is deleted with that person''s data.';
COMMENT ON COLUMN files.written_at IS 'When the last piece of it was written.';
COMMENT ON COLUMN files.expires_at IS 'When it is deleted at the latest; NULL leaves that to the installation''s retention.';
COMMENT ON TABLE file_pieces IS 'The content of files: 262144 bytes a piece, the last one shorter.';
