-- What corrections of a month that is closed leave to see. Their cost counts in the open month. What they gave a price to was
-- unpriced in the closed one, and stays counted there, as the month was closed; until now the open month was charged with less
-- than none of it.

DO
$$
DECLARE
    grain record;
BEGIN
    FOR grain IN
        SELECT *
        FROM (VALUES ('minute', 'date_trunc(''minute'', accounted_at, ''UTC'')'),
                     ('hour', 'date_trunc(''hour'', accounted_at, ''UTC'')'),
                     ('day', '(accounted_at AT TIME ZONE ''UTC'')::date'),
                     ('month', 'date_trunc(''month'', accounted_at AT TIME ZONE ''UTC'')::date')) AS grains (name, bucket)
    LOOP
        -- The line of a correction has those of its tags that split the books then: of several, the one with most.
        EXECUTE format($update$
            UPDATE rollup_%1$s AS total
            SET unpriced = total.unpriced + misplaced.corrections
            FROM (SELECT best.%1$s, best.tenant, best.line, count(*) AS corrections
                  FROM (SELECT %2$s AS counted, usage_ledger.* FROM usage_ledger
                        WHERE prices_unpriced AND accounted_at <> started_at) AS posted
                       CROSS JOIN LATERAL (
                           SELECT candidate.%1$s, candidate.tenant, candidate.line
                           FROM rollup_%1$s AS candidate
                           WHERE candidate.%1$s = posted.counted AND candidate.tenant = posted.tenant
                             AND candidate.correction AND candidate.currency IS NULL AND candidate.unpriced < 0
                             AND candidate.project = posted.project AND candidate.alias = posted.alias
                             AND candidate.variant IS NOT DISTINCT FROM posted.variant
                             AND candidate.provider = posted.provider AND candidate.endpoint = posted.endpoint
                             AND candidate.model = posted.model AND candidate.provider_model = posted.provider_model
                             AND posted.tags @> candidate.tags
                           ORDER BY (SELECT count(*) FROM jsonb_object_keys(candidate.tags)) DESC
                           LIMIT 1) AS best
                  GROUP BY best.%1$s, best.tenant, best.line) AS misplaced
            WHERE total.%1$s = misplaced.%1$s AND total.tenant = misplaced.tenant AND total.line = misplaced.line
            $update$, grain.name, grain.bucket);
    END LOOP;
END
$$;

CREATE OR REPLACE VIEW finance.books_check AS
WITH ledger AS MATERIALIZED (
    -- Of an attempt of unknown fate nobody knows what it used: it is unknown, not unpriced, and stands with its bound.
    SELECT (accounted_at AT TIME ZONE 'UTC')::date AS day,
           tenant,
           coalesce(currency, CASE WHEN untold THEN upper_bound_currency END) AS currency,
           count(*) FILTER (WHERE kind = 'attempt') AS attempts,
           count(*) FILTER (WHERE kind = 'attempt' AND cost IS NULL AND NOT untold) AS unpriced,
           sum(input_tokens + output_tokens) FILTER (WHERE kind = 'attempt') AS tokens,
           sum(cost) AS cost
    FROM usage_ledger
         CROSS JOIN LATERAL (SELECT kind = 'attempt' AND status = 'unknown' AND usage_source IS NULL) AS fate (untold)
    WHERE kind <> 'orphan'
    GROUP BY 1, 2, 3
    UNION ALL
    -- What a correction gave a price to is unpriced no more, unless its month was closed: then that count stays.
    SELECT (accounted_at AT TIME ZONE 'UTC')::date, tenant, NULL, 0, -count(*), 0, NULL
    FROM usage_ledger
    WHERE prices_unpriced AND accounted_at = started_at
    GROUP BY 1, 2
),
sides AS (
    SELECT grain, CASE grain WHEN 'month' THEN date_trunc('month', day)::date ELSE day END AS period, tenant, currency,
           attempts AS ledger_attempts, 0 AS rollup_attempts, unpriced AS ledger_unpriced, 0 AS rollup_unpriced,
           tokens AS ledger_tokens, 0 AS rollup_tokens, cost AS ledger_cost, NULL::numeric AS rollup_cost
    FROM ledger CROSS JOIN (VALUES ('minute'), ('hour'), ('day'), ('month')) AS grains (grain)
    UNION ALL
    SELECT grain, period, tenant, currency,
           0, attempts, 0, unpriced,
           0, meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h + meter_output + meter_reasoning,
           NULL, amount
    FROM (SELECT 'minute' AS grain, (minute AT TIME ZONE 'UTC')::date AS period, tenant, currency, attempts, unpriced,
                 meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning,
                 amount
          FROM rollup_minute
          UNION ALL
          SELECT 'hour', (hour AT TIME ZONE 'UTC')::date, tenant, currency, attempts, unpriced,
                 meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning,
                 amount
          FROM rollup_hour
          UNION ALL
          SELECT 'day', day, tenant, currency, attempts, unpriced,
                 meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning,
                 amount
          FROM rollup_day
          UNION ALL
          SELECT 'month', month, tenant, currency, attempts, unpriced,
                 meter_input, meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning,
                 amount
          FROM rollup_month) AS rollups
),
totals AS (
    SELECT grain, period, tenant, currency,
           sum(ledger_attempts)::bigint AS ledger_attempts, sum(rollup_attempts)::bigint AS rollup_attempts,
           sum(ledger_unpriced)::bigint AS ledger_unpriced, sum(rollup_unpriced)::bigint AS rollup_unpriced,
           coalesce(sum(ledger_tokens), 0)::bigint AS ledger_tokens, sum(rollup_tokens)::bigint AS rollup_tokens,
           sum(ledger_cost) AS ledger_cost, sum(rollup_cost) AS rollup_cost
    FROM sides
    GROUP BY grain, period, tenant, currency
)
SELECT period,
       grain,
       tenant,
       currency,
       ledger_attempts,
       rollup_attempts,
       ledger_unpriced,
       rollup_unpriced,
       ledger_tokens,
       rollup_tokens,
       ledger_cost,
       rollup_cost,
       CASE WHEN currency IS NOT NULL THEN coalesce(rollup_cost, 0) - coalesce(ledger_cost, 0) END AS difference,
       dropped.month IS NOT NULL AS ledger_dropped,
       CASE WHEN dropped.month IS NULL
                THEN ledger_attempts = rollup_attempts AND ledger_unpriced = rollup_unpriced
                     AND ledger_tokens = rollup_tokens AND coalesce(ledger_cost, 0) = coalesce(rollup_cost, 0) END AS agrees
FROM totals LEFT JOIN usage_ledger_dropped AS dropped ON dropped.month = date_trunc('month', period)::date;

COMMENT ON COLUMN finance.books_check.ledger_unpriced IS
    'Attempts in the ledger that used something whose price is not known, less those that a correction gave one before '
    'their month was closed. Those of unknown fate are not among them.';
COMMENT ON COLUMN finance.books_check.rollup_unpriced IS 'The same in the rollup.';

DO
$$
DECLARE
    told record;
BEGIN
    FOR told IN
        SELECT format('%I.%I', c.relname, a.attname) AS column_name
        FROM pg_class AS c
             JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attname = 'unpriced'
        WHERE c.relnamespace = 'finance'::regnamespace
          AND (c.relname LIKE 'spend\_by\_%' OR c.relname IN ('usage_by_tenant_model', 'provider_billing_cycles'))
    LOOP
        EXECUTE format(
            'COMMENT ON COLUMN finance.%s IS %L', told.column_name,
            'Attempts whose price is not known: their cost is missing here. One that got a price by a correction is not among '
            'them, unless its month was closed before: then it stays counted, and its cost is in the month of the correction.');
    END LOOP;
END
$$;

-- What routing saved is a comparison of two prices of one moment: a correction changes one of them alone.
CREATE OR REPLACE VIEW finance.savings_against_dearest AS
SELECT day,
       tenant,
       project,
       alias,
       variant,
       provider,
       model,
       currency,
       sum(dearest_amount) AS cost_at_dearest,
       sum(dearest_comparable_amount) AS cost_compared,
       sum(dearest_amount) - sum(dearest_comparable_amount) AS saved,
       round(1 - sum(dearest_comparable_amount) / nullif(sum(dearest_amount), 0), 4) AS saved_share
FROM rollup_day
WHERE NOT correction
GROUP BY day, tenant, project, alias, variant, provider, model, currency
HAVING sum(dearest_amount) IS NOT NULL;

COMMENT ON VIEW finance.savings_against_dearest IS
    'What routing saved: an estimate, by the prices that were in force when it chose. Only attempts count that could have gone '
    'to another candidate priced in the same currency, each with the tokens it did use. Corrections are not in it: they say '
    'what one of the two costs by other prices, and nothing of the other.';
COMMENT ON COLUMN finance.savings_against_dearest.cost_compared IS 'What they were booked at, without later corrections.';
