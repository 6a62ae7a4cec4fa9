-- What finance reads first: spend by hour, day and month, by tag, by meter; each from the rollup of its own grain, so that
-- a month is answered from lines of months. Comments on the columns are in V5_3.

COMMENT ON SCHEMA finance IS
    'What finance reads. Views here keep their columns and may get more at the end; hours, days and months are UTC.';

-- Few rows of the ledger are of interest one by one: failed, unknown, orphaned and corrected ones.
CREATE INDEX usage_ledger_uncommon ON usage_ledger (accounted_at) WHERE status <> 'completed' OR kind <> 'attempt';

-- How providers bill: a copy of what the catalogue in force says, for the views to join. ------------------------------

CREATE TABLE provider_billing (
    provider   text    NOT NULL PRIMARY KEY,
    cycle_day  integer NOT NULL CHECK (cycle_day BETWEEN 1 AND 28),
    zone       text    NOT NULL,
    revision   bigint  NOT NULL
);

CREATE TABLE provider_commitment (
    provider   text    NOT NULL REFERENCES provider_billing ON DELETE CASCADE,
    currency   text    NOT NULL,
    first_day  date    NOT NULL,
    last_day   date    NOT NULL CHECK (last_day >= first_day),
    amount     numeric NOT NULL CHECK (amount > 0),
    PRIMARY KEY (provider, currency, first_day)
);

COMMENT ON TABLE provider_billing IS
    'When each provider''s billing cycle begins; written by metering when a catalogue comes in force.';
COMMENT ON COLUMN provider_billing.cycle_day IS 'The day of the month on which a cycle begins, at midnight in zone.';
COMMENT ON COLUMN provider_billing.revision IS 'The revision of the catalogue that says so.';
COMMENT ON TABLE provider_commitment IS
    'What was promised to be spent with each provider; written by metering when a catalogue comes in force.';
COMMENT ON COLUMN provider_commitment.last_day IS 'Itself within.';

CREATE FUNCTION billing_cycle_start(moment timestamptz, cycle_day integer, zone text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (date_trunc('month', (moment AT TIME ZONE zone) - make_interval(days => cycle_day - 1))
            + make_interval(days => cycle_day - 1))::date;

COMMENT ON FUNCTION billing_cycle_start IS 'The first day, in zone, of the billing cycle that a moment is in.';

-- The same views for each grain --------------------------------------------------------------------------------------

DO
$$
DECLARE
    grain text;
BEGIN
    FOREACH grain IN ARRAY ARRAY ['hour', 'day', 'month']
    LOOP
        EXECUTE format($view$
            CREATE OR REPLACE VIEW finance.spend_by_%1$s AS
            SELECT %1$s,
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
                   sum(estimated)::bigint AS estimated,
                   variant,
                   sum(failed)::bigint AS failed,
                   sum(cost_failed) AS cost_failed,
                   sum(unknown)::bigint AS unknown
            FROM rollup_%1$s
            GROUP BY %1$s, tenant, project, alias, variant, provider, model, currency
            $view$, grain);
        EXECUTE format(
            'COMMENT ON VIEW finance.spend_by_%1$s IS %2$L', grain,
            format('Spend and use per %s, tenant, project, alias, variant, provider, model and currency.', grain));

        -- The project is a tag as well, though it has a column of its own.
        EXECUTE format($view$
            CREATE VIEW finance.spend_by_tag_%1$s AS
            SELECT %1$s,
                   tenant,
                   tag.name AS tag,
                   tag.value AS tag_value,
                   alias,
                   variant,
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
            FROM rollup_%1$s
                 CROSS JOIN LATERAL (SELECT 'project', project WHERE project <> ''
                                     UNION ALL
                                     SELECT key, value FROM jsonb_each_text(tags - 'project')) AS tag (name, value)
            GROUP BY %1$s, tenant, tag.name, tag.value, alias, variant, provider, model, currency
            $view$, grain);
        EXECUTE format(
            'COMMENT ON VIEW finance.spend_by_tag_%1$s IS %2$L', grain,
            format('Spend and use per %s, tag and value. A request is in a row of each of its tags: add up within one '
                   'tag, never over all.', grain));

        EXECUTE format($view$
            CREATE VIEW finance.spend_by_meter_%1$s AS
            SELECT line.%1$s,
                   line.tenant,
                   line.project,
                   line.alias,
                   line.variant,
                   line.provider,
                   line.model,
                   line.currency,
                   used.meter,
                   CASE used.meter WHEN 'request' THEN 'requests'
                                   WHEN 'second' THEN 'seconds'
                                   ELSE CASE WHEN used.meter IS NOT NULL THEN 'tokens' END END AS unit,
                   sum(used.quantity)::bigint AS quantity,
                   line.price_id,
                   rate.rate AS unit_price,
                   rate.units_per_price,
                   sum(used.cost) AS cost
            FROM rollup_%1$s AS line
                 CROSS JOIN LATERAL (
                     VALUES ('input', meter_input, cost_input),
                            ('cache_read', meter_cache_read, cost_cache_read),
                            ('cache_write_5m', meter_cache_write_5m, cost_cache_write_5m),
                            ('cache_write_1h', meter_cache_write_1h, cost_cache_write_1h),
                            ('output', meter_output, cost_output),
                            ('reasoning', meter_reasoning, cost_reasoning),
                            ('request', meter_request, cost_request),
                            ('second', meter_second, cost_second),
                            (NULL, NULL,
                             CASE WHEN num_nonnulls(cost_input, cost_cache_read, cost_cache_write_5m,
                                                    cost_cache_write_1h, cost_output, cost_reasoning, cost_request,
                                                    cost_second) = 0 THEN amount END)) AS used (meter, quantity, cost)
                 LEFT JOIN price_rate AS rate ON rate.price_id = line.price_id AND rate.meter = used.meter
            WHERE used.quantity <> 0 OR used.cost <> 0
            GROUP BY line.%1$s, line.tenant, line.project, line.alias, line.variant, line.provider, line.model,
                     line.currency, used.meter, line.price_id, rate.rate, rate.units_per_price
            $view$, grain);
        EXECUTE format(
            'COMMENT ON VIEW finance.spend_by_meter_%1$s IS %2$L', grain,
            format('Use, unit price and cost per %s and meter. Without corrections in it, quantity × unit_price ÷ '
                   'units_per_price is the cost, exactly.', grain));
    END LOOP;
END
$$;

CREATE OR REPLACE VIEW finance.usage_by_tenant_model AS
SELECT month,
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
FROM rollup_month
GROUP BY month, tenant, provider, model, currency;
