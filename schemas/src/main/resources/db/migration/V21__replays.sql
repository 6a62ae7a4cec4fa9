-- What failed and can be sent again: a projection of the topic failures without any prompt. The prompts stay in the topic, and
-- are read from there, by partition and offset, when a request is sent again.
CREATE TABLE failures_index (
  tenant          text        NOT NULL,
  request_id      text        NOT NULL,
  -- The request that this one replayed; null when it was no replay.
  parent_id       text,
  user_id         text,
  accepted_at     timestamptz NOT NULL,
  ended_at        timestamptz NOT NULL,
  -- Why it failed at last.
  code            text        NOT NULL,
  alias           text,
  -- Of the last attempt; null where none was made.
  provider        text,
  model           text,
  tags            jsonb       NOT NULL DEFAULT '{}',
  -- False for what could never be served as it came: there is nothing to send again.
  whole           boolean     NOT NULL,
  -- Estimated from the length of its texts.
  input_tokens    bigint      NOT NULL,
  -- The cap on output that its body gives for each choice; null when it gives none.
  output_tokens   bigint,
  choices         integer     NOT NULL,
  topic_partition integer     NOT NULL,
  topic_offset    bigint      NOT NULL,
  PRIMARY KEY (tenant, request_id)
);

CREATE INDEX failures_by_time ON failures_index (tenant, ended_at);
CREATE INDEX failures_by_parent ON failures_index (tenant, parent_id) WHERE parent_id IS NOT NULL;

CREATE TRIGGER failures_stay_erased BEFORE INSERT ON failures_index
    FOR EACH ROW EXECUTE FUNCTION pass_over_erased_request();

COMMENT ON TABLE failures_index IS 'Failed requests by tenant and id, and where in the topic each is; written by the index of broker-api alone.';

-- Replays that were ordered. They run in whichever process of broker-api holds the lease.
CREATE TABLE replays (
  id           text        PRIMARY KEY,
  tenant       text        NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text        NOT NULL,
  -- As it was asked for, in the names of the API.
  filter       jsonb       NOT NULL,
  -- What replaces what the requests said; null leaves it.
  alias        text,
  provider     text,
  deadline_ms  bigint,
  priority     text,
  per_second   integer     NOT NULL CHECK (per_second > 0),
  state        text        NOT NULL CHECK (state IN ('running', 'completed', 'cancelled')),
  ended_at     timestamptz,
  holder       text,
  leased_until timestamptz
);

CREATE INDEX replays_by_time ON replays (tenant, created_at DESC, id DESC);
CREATE INDEX replays_running ON replays (created_at) WHERE state = 'running';

COMMENT ON TABLE replays IS 'Orders to send failed requests again, by id.';

-- The requests of a replay, as they were chosen when it was ordered, in the order of the topic.
CREATE TABLE replay_items (
  replay_id       text    NOT NULL REFERENCES replays (id) ON DELETE CASCADE,
  seq             integer NOT NULL,
  tenant          text    NOT NULL,
  parent_id       text    NOT NULL,
  topic_partition integer NOT NULL,
  topic_offset    bigint  NOT NULL,
  -- sent: Kafka has the new request. refused: it could not be made, for the reason in code. gone: the topic keeps it no more.
  state           text    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'gone')),
  child_id        text,
  code            text,
  PRIMARY KEY (replay_id, seq)
);

CREATE INDEX replay_items_waiting ON replay_items (replay_id, seq) WHERE state = 'waiting';
CREATE INDEX replay_items_by_parent ON replay_items (tenant, parent_id);

COMMENT ON TABLE replay_items IS 'What became of each request of a replay; a request that was sent again is in requests, by child_id.';
