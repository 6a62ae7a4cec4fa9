-- Webhooks of tenants: who is told that a request has ended, and what is still to be told.

CREATE TABLE webhook (
    id             text         NOT NULL PRIMARY KEY,
    tenant         text         NOT NULL,
    name           text         NOT NULL,
    url            text         NOT NULL,
    events         text[]       NOT NULL,
    only_named     boolean      NOT NULL,
    secret_version integer      NOT NULL CHECK (secret_version > 0),
    rotated_at     timestamptz,
    created_at     timestamptz  NOT NULL,
    created_by     text         NOT NULL,
    UNIQUE (tenant, name)
);

COMMENT ON TABLE webhook IS
    'Addresses that tenants are told at. Secrets are not in it: they are derived from one that processes are given.';
COMMENT ON COLUMN webhook.events IS 'request.completed, request.failed.';
COMMENT ON COLUMN webhook.only_named IS 'Whether it is told only of requests that name it, in the tag webhook.';
COMMENT ON COLUMN webhook.secret_version IS 'Which of its secrets posts are signed with: 1, 2 …';
COMMENT ON COLUMN webhook.rotated_at IS 'Since when; for a day posts are signed with the one before as well.';
COMMENT ON COLUMN webhook.created_by IS 'Who: the id of a key.';

CREATE TABLE webhook_delivery (
    id            uuid         NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    webhook_id    text         NOT NULL REFERENCES webhook ON DELETE CASCADE,
    tenant        text         NOT NULL,
    request_id    text         NOT NULL,
    event         text         NOT NULL,
    created_at    timestamptz  NOT NULL,
    since         timestamptz  NOT NULL,
    tries         integer      NOT NULL DEFAULT 0,
    next_at       timestamptz  NOT NULL,
    delivered_at  timestamptz,
    given_up_at   timestamptz,
    problem       text,
    -- The index may read a result again: it is told once.
    UNIQUE (webhook_id, request_id)
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_at)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX webhook_delivery_listed ON webhook_delivery (tenant, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_old ON webhook_delivery (created_at);

COMMENT ON TABLE webhook_delivery IS
    'What is to be told to whom, written in the transaction that puts the end into requests: nothing that ended is '
    'forgotten, and what is delivered twice bears the same id.';
COMMENT ON COLUMN webhook_delivery.id IS 'In the post, the same with every try and replay.';
COMMENT ON COLUMN webhook_delivery.since IS 'From when on its patience is counted: a replay begins anew.';
COMMENT ON COLUMN webhook_delivery.next_at IS 'Not before then; while somebody delivers it, when another may.';
COMMENT ON COLUMN webhook_delivery.problem IS 'Why the last try failed.';
