-- The ledger against the rollups, for whoever reads for finance: the two are written by different ways and must agree.

CREATE VIEW finance.books_check AS
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
    -- What a correction gave a price to is unpriced no more, from the moment on at which the correction counts.
    SELECT (accounted_at AT TIME ZONE 'UTC')::date, tenant, NULL, 0, -count(*), 0, NULL
    FROM usage_ledger
    WHERE prices_unpriced
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

COMMENT ON VIEW finance.books_check IS
    'The ledger against each of the four rollups: totals per day (of rollup_month per month), tenant and currency. All '
    'rows agree, at rest: the two are written within a second or two of each other. Reads the whole ledger.';
COMMENT ON COLUMN finance.books_check.period IS 'The day (UTC) they count on; where grain is month, its first day.';
COMMENT ON COLUMN finance.books_check.grain IS 'Which rollup is compared: minute, hour, day or month.';
COMMENT ON COLUMN finance.books_check.tenant IS 'Who pays.';
COMMENT ON COLUMN finance.books_check.currency IS 'ISO 4217 code of all amounts of the row; NULL on that of attempts without a price.';
COMMENT ON COLUMN finance.books_check.ledger_attempts IS
    'Attempts in the ledger; corrections and orphaned calls are none.';
COMMENT ON COLUMN finance.books_check.rollup_attempts IS 'Attempts in the rollup.';
COMMENT ON COLUMN finance.books_check.ledger_unpriced IS
    'Attempts in the ledger that used something whose price is not known, less those that a correction of this period gave '
    'one. Those of unknown fate are not among them.';
COMMENT ON COLUMN finance.books_check.rollup_unpriced IS
    'The same in the rollup; below zero where corrections price what was used in an earlier period.';
COMMENT ON COLUMN finance.books_check.ledger_tokens IS
    'Input and output tokens in the ledger, cached ones and reasoning included.';
COMMENT ON COLUMN finance.books_check.rollup_tokens IS 'The same in the rollup.';
COMMENT ON COLUMN finance.books_check.ledger_cost IS
    'Exact sum in the ledger, corrections included; NULL, never zero, where there is none or no price is known.';
COMMENT ON COLUMN finance.books_check.rollup_cost IS 'The same in the rollup.';
COMMENT ON COLUMN finance.books_check.difference IS 'rollup_cost less ledger_cost; NULL where nothing has a price.';
COMMENT ON COLUMN finance.books_check.ledger_dropped IS
    'Whether retention dropped the ledger of that month: the rollups keep its sums, and nothing is left to compare.';
COMMENT ON COLUMN finance.books_check.agrees IS
    'Whether attempts, unpriced ones, tokens and cost are the same on both sides; NULL where the ledger was dropped.';
