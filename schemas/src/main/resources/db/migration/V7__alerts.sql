-- Alerts: what was raised and what is over, and whom it is still to be told.

CREATE TABLE alert (
    id            text         NOT NULL PRIMARY KEY,
    -- books: found here, by a rule; topic: found by a worker or the router, and read from the topic.
    source        text         NOT NULL CHECK (source IN ('books', 'topic')),
    rule          text,
    kind          text         NOT NULL,
    tenant        text,
    project       text,
    alias         text,
    provider      text,
    model         text,
    subject       text         NOT NULL DEFAULT '',
    state         text         NOT NULL CHECK (state IN ('raised', 'resolved')),
    message       text         NOT NULL,
    seen          numeric,
    threshold     numeric,
    unit          text,
    window_start  timestamptz,
    window_end    timestamptz,
    raised_at     timestamptz  NOT NULL,
    resolved_at   timestamptz,
    told_at       timestamptz,
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
    CHECK ((window_start IS NULL) = (window_end IS NULL)),
    CHECK ((seen IS NULL) = (unit IS NULL))
);

CREATE INDEX alert_raised_at ON alert (raised_at);
CREATE INDEX alert_open ON alert (raised_at) WHERE state = 'raised';
CREATE INDEX alert_window_end ON alert (window_end);

COMMENT ON TABLE alert IS
    'One row for each alert, that is for each rule, scope, threshold and window; what finance reads is finance.alerts.';
COMMENT ON COLUMN alert.subject IS 'What else tells it apart, for example the limit; empty when nothing does.';
COMMENT ON COLUMN alert.message IS 'What was seen when it was raised.';
COMMENT ON COLUMN alert.told_at IS 'When the topic had what was last told of it.';

CREATE TABLE alert_outbox (
    id            bigint       NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id      text         NOT NULL,
    -- topic, or webhook:<name>.
    receiver      text         NOT NULL,
    -- Avro, single-object encoding.
    alert         bytea        NOT NULL,
    created_at    timestamptz  NOT NULL,
    tries         integer      NOT NULL DEFAULT 0,
    next_at       timestamptz  NOT NULL,
    delivered_at  timestamptz,
    given_up_at   timestamptz,
    problem       text
);

CREATE INDEX alert_outbox_due ON alert_outbox (receiver, next_at)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX alert_outbox_order ON alert_outbox (alert_id, receiver, id)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;

COMMENT ON TABLE alert_outbox IS
    'What is to be told to whom, written in the transaction that decides it: nothing decided is lost, and what is '
    'delivered twice bears the same id and state.';
COMMENT ON COLUMN alert_outbox.next_at IS 'Not before then; while somebody delivers it, when another may.';
COMMENT ON COLUMN alert_outbox.problem IS 'Why the last try failed.';

-- What alerts look for, and what would else be looked for through everything.
CREATE INDEX requests_open ON requests (tenant, accepted_at) WHERE ended_at IS NULL;
CREATE INDEX usage_ledger_orphan ON usage_ledger (accounted_at) WHERE kind = 'orphan';
CREATE INDEX usage_ledger_contract ON usage_ledger (accounted_at) WHERE failure_code = 'contract_violation';

CREATE VIEW finance.alerts AS
SELECT id,
       state,
       kind,
       rule,
       tenant,
       project,
       alias,
       provider,
       model,
       subject,
       message,
       seen,
       threshold,
       unit,
       window_start,
       window_end,
       raised_at,
       resolved_at,
       told_at
FROM alert;

COMMENT ON VIEW finance.alerts IS 'What somebody was told to look at: one row for each rule, scope, threshold and window.';
COMMENT ON COLUMN finance.alerts.id IS 'The same in the topic and in webhooks.';
COMMENT ON COLUMN finance.alerts.state IS 'raised, or resolved when it is over.';
COMMENT ON COLUMN finance.alerts.kind IS 'What it is about: budget, cost_deviation, unpriced …';
COMMENT ON COLUMN finance.alerts.rule IS 'The rule of the catalogue; NULL when the alert needs none.';
COMMENT ON COLUMN finance.alerts.tenant IS 'Whom it concerns; NULL when it is not about one tenant.';
COMMENT ON COLUMN finance.alerts.project IS 'The tag project it is about; NULL when it is not about one.';
COMMENT ON COLUMN finance.alerts.alias IS 'The model alias it is about; NULL when it is not about one.';
COMMENT ON COLUMN finance.alerts.provider IS 'The provider it is about; NULL when it is not about one.';
COMMENT ON COLUMN finance.alerts.model IS 'The model it is about; NULL when it is not about one.';
COMMENT ON COLUMN finance.alerts.subject IS 'What else tells it apart, for example the limit; empty when nothing does.';
COMMENT ON COLUMN finance.alerts.message IS 'What was seen when it was raised, in English.';
COMMENT ON COLUMN finance.alerts.seen IS 'What was measured when it was raised, in unit; NULL when nothing was.';
COMMENT ON COLUMN finance.alerts.threshold IS 'The threshold it reached, in unit; NULL when there is none.';
COMMENT ON COLUMN finance.alerts.unit IS 'Of seen and threshold: share (0.8 is 80 %), days, calls, attempts.';
COMMENT ON COLUMN finance.alerts.window_start IS 'Begin of the window it is told once in; NULL when there is none.';
COMMENT ON COLUMN finance.alerts.window_end IS 'End of that window, exclusive.';
COMMENT ON COLUMN finance.alerts.raised_at IS 'When it began.';
COMMENT ON COLUMN finance.alerts.resolved_at IS 'When it was over; NULL while it is open.';
COMMENT ON COLUMN finance.alerts.told_at IS 'When the topic had what was last told of it; NULL until it has.';
