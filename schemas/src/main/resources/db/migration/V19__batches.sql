-- Batches: many requests that are one piece of work. Uploaded ones are read from a file and fed to the broker line by line;
-- published ones come over a topic, each request marked, and are only counted here.
CREATE TABLE batches (
  tenant         text        NOT NULL,
  batch_id       text        NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('uploaded', 'published')),
  status         text        NOT NULL CHECK (status IN ('validating', 'failed', 'in_progress', 'finalizing', 'completed',
                                                        'expired', 'cancelling', 'cancelled')),
  metadata       jsonb       NOT NULL DEFAULT '{}',
  created_by     text,
  -- Of the key that made it: the tag project of all its requests.
  project        text,
  -- On whose behalf its input was uploaded: it is deleted with that person's data.
  user_id        text,
  -- Of uploaded ones only, to errors.
  endpoint       text,
  input_file     text,
  output_file    text,
  error_file     text,
  output_seconds bigint,
  parent         text,
  -- What is wrong with the input of a batch that failed, in OpenAI's form.
  errors         jsonb       NOT NULL DEFAULT '[]',
  -- How many requests it has: NULL while that is not known.
  total          integer,
  -- Up to which line of the input its requests are in Kafka, or were refused.
  fed_to         integer     NOT NULL DEFAULT 0,
  in_flight      integer     NOT NULL DEFAULT 0,
  completed      integer     NOT NULL DEFAULT 0,
  failed         integer     NOT NULL DEFAULT 0,
  expired        integer     NOT NULL DEFAULT 0,
  cancelled      integer     NOT NULL DEFAULT 0,
  -- How many requests it may have in flight at present; adapts to how the router fares.
  flight_limit   integer     NOT NULL DEFAULT 0,
  input_tokens   bigint      NOT NULL DEFAULT 0,
  cached_tokens  bigint      NOT NULL DEFAULT 0,
  output_tokens  bigint      NOT NULL DEFAULT 0,
  reasoning_tokens bigint    NOT NULL DEFAULT 0,
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz,
  in_progress_at timestamptz,
  finalizing_at  timestamptz,
  completed_at   timestamptz,
  failed_at      timestamptz,
  expired_at     timestamptz,
  cancelling_at  timestamptz,
  cancelled_at   timestamptz,
  -- Why it is fed no more, and whether what is in flight was asked to end.
  stop_cause     text CHECK (stop_cause IN ('expired', 'cancelled')),
  cancels_asked  boolean     NOT NULL DEFAULT false,
  -- Who does its next step, and until when nobody else does.
  claimed_by     text,
  claimed_until  timestamptz NOT NULL DEFAULT '-infinity',
  next_step_at   timestamptz NOT NULL DEFAULT '-infinity',
  -- When its end was told on the topic.
  announced_at   timestamptz,
  PRIMARY KEY (tenant, batch_id)
);

CREATE INDEX batches_to_step ON batches (next_step_at) WHERE announced_at IS NULL;
CREATE INDEX batches_by_time ON batches (tenant, created_at DESC, batch_id DESC);

COMMENT ON TABLE batches IS 'Every batch, by tenant and id: what it is, how far it is, who works on it.';

CREATE TABLE batch_lines (
  tenant          text    NOT NULL,
  batch_id        text    NOT NULL,
  -- As in the input file, from 1.
  line            integer NOT NULL,
  custom_id       text    NOT NULL,
  -- Where reading the input file meets this line first, in bytes.
  begins          bigint  NOT NULL,
  -- The id of its request, the same after any restart: sent again, it is the same request.
  request_id      text    NOT NULL GENERATED ALWAYS AS (batch_id || '-' || line) STORED,
  state           text    NOT NULL DEFAULT 'waiting'
      CHECK (state IN ('waiting', 'sent', 'completed', 'failed', 'expired', 'cancelled')),
  -- Of a line that was refused before it became a request.
  failure_code    text,
  failure_message text,
  PRIMARY KEY (tenant, batch_id, line),
  FOREIGN KEY (tenant, batch_id) REFERENCES batches ON DELETE CASCADE
);

CREATE INDEX batch_lines_in_flight ON batch_lines (tenant, batch_id, line) WHERE state = 'sent';

COMMENT ON TABLE batch_lines IS 'The requests of uploaded batches, a row for each line; prompts stay in the input file.';
