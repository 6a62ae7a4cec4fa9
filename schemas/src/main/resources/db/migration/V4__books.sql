-- The books, by month: a ledger in partitions, what each line cost meter by meter, and rollups by minute, hour, day and
-- month. What V1 booked is carried over.

-- The ledger ------------------------------------------------------------------------------------------------------

ALTER TABLE usage_ledger RENAME TO usage_ledger_v1;
ALTER TABLE usage_ledger_v1 DROP CONSTRAINT usage_ledger_pkey;
DROP INDEX usage_ledger_started_at;
DROP INDEX usage_ledger_request;

CREATE TABLE usage_ledger (
    kind                  text           NOT NULL DEFAULT 'attempt'
        CHECK (kind IN ('attempt', 'correction', 'orphan')),
    accounted_at          timestamptz    NOT NULL,
    tenant                text           NOT NULL,
    request_id            text           NOT NULL,
    attempt_id            text           NOT NULL,
    number                integer        NOT NULL,
    alias                 text           NOT NULL,
    variant               text,
    provider              text           NOT NULL,
    endpoint              text           NOT NULL,
    model                 text           NOT NULL,
    provider_model        text           NOT NULL,
    served_model          text,
    project               text           NOT NULL,
    tags                  jsonb          NOT NULL,
    user_id               text,
    task_type             text,
    batch                 boolean        NOT NULL DEFAULT false,
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
    cost_input            numeric(38, 18),
    cost_cache_read       numeric(38, 18),
    cost_cache_write_5m   numeric(38, 18),
    cost_cache_write_1h   numeric(38, 18),
    cost_output           numeric(38, 18),
    cost_reasoning        numeric(38, 18),
    cost_request          numeric(38, 18),
    cost_second           numeric(38, 18),
    unpriced_reason       text,
    dearest_cost          numeric(38, 18),
    upper_bound           numeric(38, 18),
    upper_bound_currency  text,
    started_at            timestamptz    NOT NULL,
    duration_ms           bigint         NOT NULL,
    first_byte_at         timestamptz,
    revision              bigint         NOT NULL,
    upstream_request_id   text,
    corrects              text,
    reason                text,
    posted_by             text,
    source_partition      integer        NOT NULL,
    source_offset         bigint         NOT NULL,
    booked_at             timestamptz    NOT NULL DEFAULT now(),
    -- A record is booked once, and tells its own accounted_at: read again, it meets its own row. Attempts and orphans
    -- come from two topics, so the kind is part of it.
    PRIMARY KEY (accounted_at, source_partition, source_offset, kind),
    CHECK ((cost IS NULL) = (currency IS NULL)),
    CHECK ((cost IS NULL) = (unpriced_reason IS NOT NULL)),
    CHECK ((upper_bound IS NULL) = (upper_bound_currency IS NULL)),
    CHECK (dearest_cost IS NULL OR cost IS NOT NULL),
    CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
    CHECK (kind <> 'correction' OR (reason IS NOT NULL AND posted_by IS NOT NULL)),
    CONSTRAINT usage_ledger_cost_by_meter CHECK (
        num_nonnulls(cost_input, cost_cache_read, cost_cache_write_5m, cost_cache_write_1h, cost_output,
                     cost_reasoning, cost_request, cost_second) = 0
        OR coalesce(cost_input, 0) + coalesce(cost_cache_read, 0) + coalesce(cost_cache_write_5m, 0)
           + coalesce(cost_cache_write_1h, 0) + coalesce(cost_output, 0) + coalesce(cost_reasoning, 0)
           + coalesce(cost_request, 0) + coalesce(cost_second, 0) = cost)
) PARTITION BY RANGE (accounted_at);

CREATE INDEX usage_ledger_request ON usage_ledger (tenant, request_id);
CREATE INDEX usage_ledger_corrects ON usage_ledger (tenant, corrects) WHERE corrects IS NOT NULL;

-- Corrections are of no topic: partition -1, and this for the offset.
CREATE SEQUENCE usage_ledger_correction;

COMMENT ON TABLE usage_ledger IS
    'One row per attempt, append-only, a partition per month (UTC) of accounted_at. Reports read schema finance.';
COMMENT ON COLUMN usage_ledger.kind IS
    'attempt; correction: what is to be added to another row; orphan: a call whose end nobody learned.';
COMMENT ON COLUMN usage_ledger.accounted_at IS
    'The time the row counts at: when the attempt started; of a correction, a moment in a period that is open.';
COMMENT ON COLUMN usage_ledger.variant IS 'The variant of the route that was chosen; NULL where there are none.';
COMMENT ON COLUMN usage_ledger.project IS 'The tag project, as the rollups group by it; empty when there is none.';
COMMENT ON COLUMN usage_ledger.batch IS 'Whether batch rates applied.';
COMMENT ON COLUMN usage_ledger.usage_source IS
    'reported by the provider, or estimated by us; NULL when nothing was used.';
COMMENT ON COLUMN usage_ledger.cost IS 'Exact, in currency; NULL when unpriced, which is never the same as zero.';
COMMENT ON COLUMN usage_ledger.cost_input IS
    'The part of cost that meter_input caused, and so on for each meter; NULL where nothing was used, unpriced, and in '
    'rows from before parts were kept. Where there are parts, they add up to cost.';
COMMENT ON COLUMN usage_ledger.dearest_cost IS
    'What the same usage would have cost at the dearest candidate that could have served it, in currency; NULL when '
    'there was no other, or none with a price in this currency.';
COMMENT ON COLUMN usage_ledger.upper_bound IS
    'The most the attempt was expected to cost, an estimate: what an attempt of unknown fate may have been billed.';
COMMENT ON COLUMN usage_ledger.corrects IS 'Of a correction: the attempt_id of the row it corrects.';
COMMENT ON COLUMN usage_ledger.source_offset IS
    'Where the row came from in its topic, with source_partition; of a correction, its number.';

/*
 * Sees to it that rows of the month (UTC) of a moment can be written. The table is attached, which waits for nobody and
 * lets nobody wait: CREATE … PARTITION OF would lock the whole ledger. Creators take turns. A month that was dropped is
 * not made again.
 */
CREATE FUNCTION usage_ledger_open_month(moment timestamptz) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    month_begin timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
    month_name  text      := 'usage_ledger_' || to_char(month_begin, 'YYYY_MM');
BEGIN
    IF to_regclass(month_name) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('usage_ledger_open_month'));
    IF to_regclass(month_name) IS NOT NULL
       OR EXISTS (SELECT FROM usage_ledger_dropped AS dropped WHERE dropped.month = month_begin::date) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE usage_ledger INCLUDING ALL)', month_name);
    EXECUTE format(
        'ALTER TABLE usage_ledger ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        month_name, month_begin AT TIME ZONE 'UTC', (month_begin + interval '1 month') AT TIME ZONE 'UTC');
END
$$;

COMMENT ON FUNCTION usage_ledger_open_month IS
    'Makes the partition of the month (UTC) that a moment is in, if there is none and it was not dropped; any number of '
    'callers at once.';

-- What retention took away, so that nobody searches for it, and no row that comes late is taken for the whole month.
CREATE TABLE usage_ledger_dropped (
    month       date         NOT NULL PRIMARY KEY,
    dropped_at  timestamptz  NOT NULL DEFAULT now(),
    late        bigint       NOT NULL DEFAULT 0
);

COMMENT ON TABLE usage_ledger_dropped IS
    'Months (UTC) whose ledger rows were dropped; the rollups keep their sums.';
COMMENT ON COLUMN usage_ledger_dropped.month IS 'First day of the month.';
COMMENT ON COLUMN usage_ledger_dropped.late IS
    'Attempts that came after the month was dropped: in the rollups, and without a row in the ledger.';

SELECT usage_ledger_open_month(month)
FROM (SELECT DISTINCT date_trunc('month', started_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' FROM usage_ledger_v1
      UNION
      SELECT now()
      UNION
      SELECT now() + interval '1 month') AS months (month);

INSERT INTO usage_ledger (
    accounted_at, tenant, request_id, attempt_id, number, alias, provider, endpoint, model, provider_model,
    served_model, project, tags, user_id, task_type, status, failure_code, http_status, usage_source, meter_input,
    meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning, meter_request,
    meter_second, price_id, currency, cost, unpriced_reason, started_at, duration_ms, first_byte_at, revision,
    upstream_request_id, source_partition, source_offset, booked_at)
SELECT started_at, tenant, request_id, attempt_id, number, alias, provider, endpoint, model, provider_model,
       served_model, project, tags, user_id, task_type, status, failure_code, http_status, usage_source, meter_input,
       meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning, meter_request,
       meter_second, price_id, currency, cost, unpriced_reason, started_at, duration_ms, first_byte_at, revision,
       upstream_request_id, source_partition, source_offset, booked_at
FROM usage_ledger_v1;

-- Prices ----------------------------------------------------------------------------------------------------------

CREATE TABLE price_rate (
    price_id         text         NOT NULL,
    meter            text         NOT NULL,
    currency         text         NOT NULL,
    rate             numeric      NOT NULL,
    units_per_price  integer      NOT NULL CHECK (units_per_price > 0),
    effective_from   timestamptz  NOT NULL,
    PRIMARY KEY (price_id, meter)
);

COMMENT ON TABLE price_rate IS
    'The rate of each meter at each price that an attempt was rated at. quantity × rate ÷ units_per_price is the cost.';
COMMENT ON COLUMN price_rate.rate IS
    'For units_per_price units, in currency; where a price quotes none of its own, the one that applies: reasoning is '
    'billed as output, cached input as input.';
COMMENT ON COLUMN price_rate.effective_from IS 'The first moment the price was in force.';

-- The rollups -----------------------------------------------------------------------------------------------------

/*
 * One line of the rollups as a number. Names and tags together may be longer than an entry of an index can be; the
 * tenant and the time stand beside it in every key, so who makes two lines collide has them added up in books that only
 * they pay for.
 */
CREATE FUNCTION rollup_line(
    project text, tags jsonb, alias text, variant text, provider text, endpoint text, model text, provider_model text,
    price_id text, currency text, correction boolean) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT md5(quote_nullable(project) || ',' || quote_nullable(alias) || ',' || quote_nullable(variant) || ','
           || quote_nullable(provider) || ',' || quote_nullable(endpoint) || ',' || quote_nullable(model) || ','
           || quote_nullable(provider_model) || ',' || quote_nullable(price_id) || ',' || quote_nullable(currency)
           || ',' || correction::text || ',' || tags::text)::uuid
$$;

ALTER TABLE rollup_minute DROP CONSTRAINT rollup_minute_line;
DROP INDEX rollup_minute_minute;
ALTER TABLE rollup_minute
    ADD COLUMN tags                      jsonb    NOT NULL DEFAULT '{}',
    ADD COLUMN variant                   text,
    ADD COLUMN price_id                  text,
    ADD COLUMN correction                boolean  NOT NULL DEFAULT false,
    ADD COLUMN failed                    bigint   NOT NULL DEFAULT 0,
    ADD COLUMN unknown                   bigint   NOT NULL DEFAULT 0,
    ADD COLUMN duration_ms               bigint   NOT NULL DEFAULT 0,
    ADD COLUMN cost_input                numeric,
    ADD COLUMN cost_cache_read           numeric,
    ADD COLUMN cost_cache_write_5m       numeric,
    ADD COLUMN cost_cache_write_1h       numeric,
    ADD COLUMN cost_output               numeric,
    ADD COLUMN cost_reasoning            numeric,
    ADD COLUMN cost_request              numeric,
    ADD COLUMN cost_second               numeric,
    ADD COLUMN cost_failed               numeric,
    ADD COLUMN unknown_upper_bound       numeric,
    ADD COLUMN dearest_amount            numeric,
    ADD COLUMN dearest_comparable_amount numeric;

-- What the lines from before did not tell, the ledger does.
UPDATE rollup_minute AS line
SET failed = seen.failed, unknown = seen.unknown, duration_ms = seen.duration_ms, cost_failed = seen.cost_failed
FROM (SELECT tenant, date_trunc('minute', started_at) AS minute, project, alias, provider, endpoint, model,
             provider_model, currency,
             count(*) FILTER (WHERE status IN ('retryable', 'refused')) AS failed,
             count(*) FILTER (WHERE status = 'unknown') AS unknown,
             sum(duration_ms) AS duration_ms,
             sum(cost) FILTER (WHERE status IN ('retryable', 'refused')) AS cost_failed
      FROM usage_ledger_v1
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9) AS seen
WHERE line.tenant = seen.tenant AND line.minute = seen.minute AND line.project = seen.project
  AND line.alias = seen.alias AND line.provider = seen.provider AND line.endpoint = seen.endpoint
  AND line.model = seen.model AND line.provider_model = seen.provider_model
  AND line.currency IS NOT DISTINCT FROM seen.currency;

DROP TABLE usage_ledger_v1;

-- Added last: until now the lines were those of V1.
ALTER TABLE rollup_minute
    ADD COLUMN line uuid NOT NULL GENERATED ALWAYS AS (
        rollup_line(project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
                    correction)) STORED;

COMMENT ON TABLE rollup_minute IS 'Sums over the attempts that count in one minute (UTC); only ever added to.';
COMMENT ON COLUMN rollup_minute.tags IS 'The tags that metering.tags of the catalogue names, and the request has.';
COMMENT ON COLUMN rollup_minute.variant IS 'The variant of the route that was chosen; NULL where there are none.';
COMMENT ON COLUMN rollup_minute.price_id IS
    'The price they were rated at; NULL without one, and in lines from before prices were told apart.';
COMMENT ON COLUMN rollup_minute.currency IS 'ISO 4217 code of all amounts of the line; NULL on that of unpriced ones.';
COMMENT ON COLUMN rollup_minute.correction IS 'Whether the line sums up corrections; their quantities may be 0.';
COMMENT ON COLUMN rollup_minute.failed IS 'Attempts that were called and ended in an error, those of unknown fate aside.';
COMMENT ON COLUMN rollup_minute.unknown IS 'Attempts whose end nobody learned: they may have been billed.';
COMMENT ON COLUMN rollup_minute.duration_ms IS 'How long they took from start to end, summed.';
COMMENT ON COLUMN rollup_minute.amount IS 'Exact cost; NULL where no price is known, which is never the same as zero.';
COMMENT ON COLUMN rollup_minute.cost_input IS
    'The part of amount that meter_input caused, and so on for each meter; NULL where nothing was used, and in lines '
    'from before parts were kept. Where there are parts, they add up to amount.';
COMMENT ON COLUMN rollup_minute.cost_failed IS 'The part of amount that failed attempts caused.';
COMMENT ON COLUMN rollup_minute.unknown_upper_bound IS
    'The most that the attempts of unknown fate may have been billed, an estimate; NULL when there is no bound.';
COMMENT ON COLUMN rollup_minute.dearest_amount IS
    'What the attempts that have a dearest candidate would have cost there; compare with dearest_comparable_amount.';
COMMENT ON COLUMN rollup_minute.dearest_comparable_amount IS 'What just those attempts did cost.';
COMMENT ON COLUMN rollup_minute.line IS 'The line as a number, for the key: see rollup_line.';

CREATE TABLE rollup_hour (LIKE rollup_minute INCLUDING ALL);
ALTER TABLE rollup_hour RENAME COLUMN minute TO hour;
COMMENT ON TABLE rollup_hour IS 'Sums over the attempts that count in one hour (UTC); only ever added to.';

CREATE TABLE rollup_day (LIKE rollup_minute INCLUDING ALL);
ALTER TABLE rollup_day RENAME COLUMN minute TO day;
ALTER TABLE rollup_day ALTER COLUMN day TYPE date USING (day AT TIME ZONE 'UTC')::date;
COMMENT ON TABLE rollup_day IS 'Sums over the attempts that count on one day (UTC); only ever added to.';

CREATE TABLE rollup_month (LIKE rollup_minute INCLUDING ALL);
ALTER TABLE rollup_month RENAME COLUMN minute TO month;
ALTER TABLE rollup_month ALTER COLUMN month TYPE date USING (month AT TIME ZONE 'UTC')::date;
COMMENT ON TABLE rollup_month IS 'Sums over the attempts that count in one month (UTC), so far; only ever added to.';
COMMENT ON COLUMN rollup_month.month IS 'First day of the month.';

CREATE UNIQUE INDEX rollup_minute_line ON rollup_minute (minute, tenant, line);
CREATE UNIQUE INDEX rollup_hour_line ON rollup_hour (hour, tenant, line);
CREATE UNIQUE INDEX rollup_day_line ON rollup_day (day, tenant, line);
CREATE UNIQUE INDEX rollup_month_line ON rollup_month (month, tenant, line);

-- Lines are added to every second: with room on its page, a new version needs no entry in the index.
ALTER TABLE rollup_minute SET (fillfactor = 80);
ALTER TABLE rollup_hour SET (fillfactor = 70);
ALTER TABLE rollup_day SET (fillfactor = 70);
ALTER TABLE rollup_month SET (fillfactor = 70);

DO
$$
DECLARE
    coarser record;
BEGIN
    FOR coarser IN
        SELECT *
        FROM (VALUES ('rollup_hour', 'hour', 'date_trunc(''hour'', minute AT TIME ZONE ''UTC'') AT TIME ZONE ''UTC'''),
                     ('rollup_day', 'day', '(minute AT TIME ZONE ''UTC'')::date'),
                     ('rollup_month', 'month', 'date_trunc(''month'', minute AT TIME ZONE ''UTC'')::date'))
            AS tables (table_name, bucket, moment)
    LOOP
        EXECUTE format(
            'INSERT INTO %I (%I, tenant, project, alias, provider, endpoint, model, provider_model, currency,
                 attempts, completed, failed, unknown, unpriced, estimated, duration_ms, meter_input, meter_cache_read,
                 meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning, meter_request,
                 meter_second, amount, cost_failed)
             SELECT %s, tenant, project, alias, provider, endpoint, model, provider_model, currency,
                    sum(attempts), sum(completed), sum(failed), sum(unknown), sum(unpriced), sum(estimated),
                    sum(duration_ms), sum(meter_input), sum(meter_cache_read), sum(meter_cache_write_5m),
                    sum(meter_cache_write_1h), sum(meter_output), sum(meter_reasoning), sum(meter_request),
                    sum(meter_second), sum(amount), sum(cost_failed)
             FROM rollup_minute
             GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9',
            coarser.table_name, coarser.bucket, coarser.moment);
    END LOOP;
END
$$;

-- Who may read ----------------------------------------------------------------------------------------------------

/*
 * Roles are the cluster's and not the database's: it may be there already, and who migrates may not be allowed to make
 * one. Then an administrator makes it, and grants the same.
 */
DO
$$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'headgate_finance') THEN
        CREATE ROLE headgate_finance NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        NULL; -- made by another database's migration at the same moment
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role headgate_finance: not made, the privilege is missing; see V4__books.sql for its grants';
END
$$;

DO
$$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'headgate_finance') THEN
        GRANT USAGE ON SCHEMA finance TO headgate_finance;
        GRANT SELECT ON ALL TABLES IN SCHEMA finance TO headgate_finance;
        ALTER DEFAULT PRIVILEGES IN SCHEMA finance GRANT SELECT ON TABLES TO headgate_finance;
    END IF;
END
$$;
