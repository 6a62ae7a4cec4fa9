-- The books. Money is NUMERIC, times are TIMESTAMPTZ, and a correction is a new row.

CREATE TABLE usage_ledger (
    tenant                text           NOT NULL,
    request_id            text           NOT NULL,
    attempt_id            text           NOT NULL,
    number                integer        NOT NULL,
    alias                 text           NOT NULL,
    provider              text           NOT NULL,
    endpoint              text           NOT NULL,
    model                 text           NOT NULL,
    provider_model        text           NOT NULL,
    served_model          text,
    project               text           NOT NULL,
    tags                  jsonb          NOT NULL,
    user_id               text,
    task_type             text,
    status                text           NOT NULL,
    failure_code          text,
    http_status           integer,
    usage_source          text,
    meter_input           bigint         NOT NULL,
    meter_cache_read      bigint         NOT NULL,
    meter_cache_write_5m  bigint         NOT NULL,
    meter_cache_write_1h  bigint         NOT NULL,
    meter_output          bigint         NOT NULL,
    meter_reasoning       bigint         NOT NULL,
    meter_request         bigint         NOT NULL,
    meter_second          bigint         NOT NULL,
    input_tokens          bigint         NOT NULL
        GENERATED ALWAYS AS (meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h) STORED,
    output_tokens         bigint         NOT NULL GENERATED ALWAYS AS (meter_output + meter_reasoning) STORED,
    price_id              text,
    currency              text,
    cost                  numeric(38, 18),
    unpriced_reason       text,
    started_at            timestamptz    NOT NULL,
    duration_ms           bigint         NOT NULL,
    first_byte_at         timestamptz,
    revision              bigint         NOT NULL,
    upstream_request_id   text,
    source_partition      integer        NOT NULL,
    source_offset         bigint         NOT NULL,
    booked_at             timestamptz    NOT NULL DEFAULT now(),
    -- A request id may be used again after the idempotency window; its attempts then bear the ids of the first ones.
    PRIMARY KEY (tenant, attempt_id, source_partition, source_offset),
    CHECK ((cost IS NULL) = (currency IS NULL)),
    CHECK ((cost IS NULL) = (unpriced_reason IS NOT NULL))
);

CREATE INDEX usage_ledger_started_at ON usage_ledger (started_at);
CREATE INDEX usage_ledger_request ON usage_ledger (tenant, request_id);

COMMENT ON TABLE usage_ledger IS 'One row per attempt, append-only. Reports read the views in schema finance.';
COMMENT ON COLUMN usage_ledger.cost IS 'Exact, in currency; NULL when unpriced, which is never the same as zero.';
COMMENT ON COLUMN usage_ledger.usage_source IS 'reported by the provider, or estimated by us; NULL when nothing was used.';
COMMENT ON COLUMN usage_ledger.project IS 'The tag project, as the rollups group by it; empty when there is none.';
COMMENT ON COLUMN usage_ledger.source_offset IS 'Where the row came from in topic attempts, with source_partition.';

CREATE TABLE rollup_minute (
    tenant                text           NOT NULL,
    minute                timestamptz    NOT NULL,
    project               text           NOT NULL,
    alias                 text           NOT NULL,
    provider              text           NOT NULL,
    endpoint              text           NOT NULL,
    model                 text           NOT NULL,
    provider_model        text           NOT NULL,
    currency              text,
    attempts              bigint         NOT NULL,
    completed             bigint         NOT NULL,
    unpriced              bigint         NOT NULL,
    estimated             bigint         NOT NULL,
    meter_input           bigint         NOT NULL,
    meter_cache_read      bigint         NOT NULL,
    meter_cache_write_5m  bigint         NOT NULL,
    meter_cache_write_1h  bigint         NOT NULL,
    meter_output          bigint         NOT NULL,
    meter_reasoning       bigint         NOT NULL,
    meter_request         bigint         NOT NULL,
    meter_second          bigint         NOT NULL,
    amount                numeric,
    -- The lines of unpriced attempts have no currency, and are one line all the same.
    CONSTRAINT rollup_minute_line UNIQUE NULLS NOT DISTINCT
        (tenant, minute, project, alias, provider, endpoint, model, provider_model, currency)
);

CREATE INDEX rollup_minute_minute ON rollup_minute (minute);

COMMENT ON TABLE rollup_minute IS 'Sums over the attempts that started in one minute (UTC); only ever added to.';

CREATE TABLE stream_position (
    sink         text     NOT NULL,
    topic        text     NOT NULL,
    "partition"  integer  NOT NULL,
    next_offset  bigint   NOT NULL,
    PRIMARY KEY (sink, topic, "partition")
);

COMMENT ON TABLE stream_position IS
    'Up to where a sink has booked a partition. Moves in the transaction that books, so nothing is booked twice.';

CREATE TABLE metering_reject (
    topic        text         NOT NULL,
    "partition"  integer      NOT NULL,
    "offset"     bigint       NOT NULL,
    code         text         NOT NULL,
    message      text         NOT NULL,
    value        bytea,
    rejected_at  timestamptz  NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, "partition", "offset")
);

COMMENT ON TABLE metering_reject IS
    'Increments that could not be read: their amounts are missing from the rollups until somebody books them.';

CREATE SCHEMA finance;
COMMENT ON SCHEMA finance IS 'What finance reads. Views here keep their columns; days and months are UTC.';

CREATE VIEW finance.spend_by_day AS
SELECT (minute AT TIME ZONE 'UTC')::date AS day,
       tenant,
       project,
       alias,
       provider,
       model,
       currency,
       sum(attempts)::bigint AS attempts,
       sum(completed)::bigint AS completed,
       sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h)::bigint AS input_tokens,
       sum(meter_output + meter_reasoning)::bigint AS output_tokens,
       sum(amount) AS cost,
       sum(unpriced)::bigint AS unpriced,
       sum(estimated)::bigint AS estimated
FROM rollup_minute
GROUP BY 1, 2, 3, 4, 5, 6, 7;

COMMENT ON VIEW finance.spend_by_day IS 'Spend and use per day, tenant, project, alias, provider, model and currency.';
COMMENT ON COLUMN finance.spend_by_day.day IS 'The day (UTC) the attempts started on.';
COMMENT ON COLUMN finance.spend_by_day.tenant IS 'Who pays.';
COMMENT ON COLUMN finance.spend_by_day.project IS 'The tag project of the requests; empty when there is none.';
COMMENT ON COLUMN finance.spend_by_day.alias IS 'The model alias that was asked for.';
COMMENT ON COLUMN finance.spend_by_day.provider IS 'The provider that was called, as the catalogue names it.';
COMMENT ON COLUMN finance.spend_by_day.model IS 'The model that was called, as the catalogue names it.';
COMMENT ON COLUMN finance.spend_by_day.currency IS 'ISO 4217 code of cost; NULL on the line of unpriced attempts.';
COMMENT ON COLUMN finance.spend_by_day.attempts IS 'Attempts; a request that was tried again counts once for each try.';
COMMENT ON COLUMN finance.spend_by_day.completed IS 'Attempts that ended in a complete reply.';
COMMENT ON COLUMN finance.spend_by_day.input_tokens IS 'Input tokens, those from and to a cache included.';
COMMENT ON COLUMN finance.spend_by_day.output_tokens IS 'Output tokens, reasoning included.';
COMMENT ON COLUMN finance.spend_by_day.cost IS 'Exact sum in currency; NULL, never zero, where no price is known.';
COMMENT ON COLUMN finance.spend_by_day.unpriced IS 'Attempts whose price is not known: their cost is missing here.';
COMMENT ON COLUMN finance.spend_by_day.estimated IS 'Attempts whose tokens we estimated; the provider reported none.';

CREATE VIEW finance.usage_by_tenant_model AS
SELECT date_trunc('month', minute AT TIME ZONE 'UTC')::date AS month,
       tenant,
       provider,
       model,
       currency,
       sum(attempts)::bigint AS attempts,
       sum(completed)::bigint AS completed,
       sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h)::bigint AS input_tokens,
       sum(meter_cache_read)::bigint AS cached_input_tokens,
       sum(meter_output + meter_reasoning)::bigint AS output_tokens,
       sum(meter_reasoning)::bigint AS reasoning_tokens,
       sum(amount) AS cost,
       sum(unpriced)::bigint AS unpriced,
       sum(estimated)::bigint AS estimated
FROM rollup_minute
GROUP BY 1, 2, 3, 4, 5;

COMMENT ON VIEW finance.usage_by_tenant_model IS 'Use and spend per month, tenant, provider, model and currency.';
COMMENT ON COLUMN finance.usage_by_tenant_model.month IS 'First day of the month (UTC) the attempts started in.';
COMMENT ON COLUMN finance.usage_by_tenant_model.tenant IS 'Who pays.';
COMMENT ON COLUMN finance.usage_by_tenant_model.provider IS 'The provider that was called, as the catalogue names it.';
COMMENT ON COLUMN finance.usage_by_tenant_model.model IS 'The model that was called, as the catalogue names it.';
COMMENT ON COLUMN finance.usage_by_tenant_model.currency IS
    'ISO 4217 code of cost; NULL on the line of unpriced attempts.';
COMMENT ON COLUMN finance.usage_by_tenant_model.attempts IS
    'Attempts; a request that was tried again counts once for each try.';
COMMENT ON COLUMN finance.usage_by_tenant_model.completed IS 'Attempts that ended in a complete reply.';
COMMENT ON COLUMN finance.usage_by_tenant_model.input_tokens IS 'Input tokens, those from and to a cache included.';
COMMENT ON COLUMN finance.usage_by_tenant_model.cached_input_tokens IS 'Input tokens read from the provider''s cache.';
COMMENT ON COLUMN finance.usage_by_tenant_model.output_tokens IS 'Output tokens, reasoning included.';
COMMENT ON COLUMN finance.usage_by_tenant_model.reasoning_tokens IS 'Output tokens spent on reasoning.';
COMMENT ON COLUMN finance.usage_by_tenant_model.cost IS
    'Exact sum in currency; NULL, never zero, where no price is known.';
COMMENT ON COLUMN finance.usage_by_tenant_model.unpriced IS
    'Attempts whose price is not known: their cost is missing here.';
COMMENT ON COLUMN finance.usage_by_tenant_model.estimated IS
    'Attempts whose tokens we estimated; the provider reported none.';
