-- The index that the HTTP face looks requests up in. A projection of the topics: it can be dropped and read anew for as
-- long as the topics keep their records. Prompts are never in it; answers are.
CREATE TABLE requests (
  tenant          text        NOT NULL,
  request_id      text        NOT NULL,
  status          text        NOT NULL CHECK (status IN ('accepted', 'waiting', 'completed', 'failed')),
  -- Whether its admission was read: what comes from the admission is null until then.
  admitted        boolean     NOT NULL,
  correlation_id  text,
  user_id         text,
  task_id         text,
  task_type       text,
  locale          text,
  alias           text,
  priority        text,
  tags            jsonb       NOT NULL DEFAULT '{}',
  body_sha256     text,
  accepted_at     timestamptz,
  deadline        timestamptz,
  -- The latest notice of waiting.
  waiting_for     text,
  waiting_until   timestamptz,
  -- From here on: of the terminal event, null until it is read. The first one stands.
  ended_at        timestamptz,
  provider        text,
  endpoint        text,
  model           text,
  served_model    text,
  -- An OpenAI chat-completions response, the text as it came: jsonb would reorder it.
  response        text,
  usage           jsonb,
  -- Null with a reason beside it: unpriced, which is not zero.
  cost            numeric,
  currency        text,
  unpriced_reason text,
  failure_code    text,
  failure_message text,
  failure_seen    text,
  failure_allowed text,
  attempts        jsonb       NOT NULL DEFAULT '[]',
  attempt_count   integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, request_id)
);

CREATE INDEX requests_by_time ON requests (tenant, accepted_at DESC);

COMMENT ON TABLE requests IS 'State and result of every request, by tenant and id; written by the index of broker-api alone.';
