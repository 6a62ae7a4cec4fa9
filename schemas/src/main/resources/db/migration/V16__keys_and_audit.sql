-- Who may call over HTTP, and who administered what.

CREATE TABLE api_key (
    key_id        text         NOT NULL PRIMARY KEY,
    label         text         NOT NULL,
    mac           bytea        NOT NULL CHECK (octet_length(mac) = 32),
    role          text         NOT NULL CHECK (role IN ('client', 'reader', 'operator', 'admin')),
    scopes        text[]       NOT NULL CHECK (cardinality(scopes) > 0),
    tenant        text,
    project       text,
    created_at    timestamptz  NOT NULL,
    created_by    text         NOT NULL,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    replaces      text         REFERENCES api_key,
    last_used_at  timestamptz,
    CHECK (project IS NULL OR tenant IS NOT NULL),
    -- Who administers could else give itself what is another tenant's.
    CHECK (tenant IS NULL OR NOT 'admin' = ANY (scopes))
);

CREATE INDEX api_key_tenant ON api_key (tenant, key_id);

COMMENT ON TABLE api_key IS 'Keys of HTTP callers; none of them can be made of what is here.';
COMMENT ON COLUMN api_key.key_id IS 'The middle of hg_<id>_<secret>.';
COMMENT ON COLUMN api_key.mac IS 'HMAC-SHA-256 of the whole key, with the pepper of the installation.';
COMMENT ON COLUMN api_key.tenant IS 'NULL for a key of the whole installation, which names a tenant with each request.';
COMMENT ON COLUMN api_key.project IS 'The tag project of all that it submits; NULL where it is bound to none.';
COMMENT ON COLUMN api_key.replaces IS 'The key in whose place it came; that one expires.';
COMMENT ON COLUMN api_key.last_used_at IS 'Some seconds behind.';

CREATE TABLE admin_audit (
    seq      bigint       NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz  NOT NULL,
    actor    text         NOT NULL,
    via      text         NOT NULL CHECK (via IN ('http', 'cli', 'up')),
    action   text         NOT NULL,
    subject  text         NOT NULL,
    tenant   text,
    before   jsonb,
    after    jsonb
);

CREATE INDEX admin_audit_tenant ON admin_audit (tenant, seq);

COMMENT ON TABLE admin_audit IS
    'Acts of administration, in the transaction that did them where that is one; rows are added and never changed.';
COMMENT ON COLUMN admin_audit.actor IS 'The id of a key, or the user of the machine where the command line ran.';
COMMENT ON COLUMN admin_audit.action IS 'What was done: key.create, key.rotate, key.revoke, tenant.set, tenant.unset.';
COMMENT ON COLUMN admin_audit.subject IS 'To what: the id of a key, the name of a tenant.';
COMMENT ON COLUMN admin_audit.before IS 'What it was, no secret in it; NULL where it was not.';
COMMENT ON COLUMN admin_audit.after IS 'What it is since; NULL where it is no more.';

-- The log is not the log of those who can rewrite it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are added, never changed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER admin_audit_is_kept BEFORE UPDATE OR DELETE ON admin_audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
