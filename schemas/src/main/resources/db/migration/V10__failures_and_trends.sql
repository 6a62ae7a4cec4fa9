-- What alerts look for: failures of the last minutes, contracts that were broken among them.
CREATE INDEX usage_ledger_failure ON usage_ledger (accounted_at) WHERE failure_code IS NOT NULL;
DROP INDEX usage_ledger_contract;

COMMENT ON COLUMN rollup_minute.unpriced IS
    'Attempts that used something whose price is not known: their cost is missing here. One of unknown fate, of which '
    'nobody knows what it used, is not among them.';
COMMENT ON COLUMN rollup_minute.currency IS
    'ISO 4217 code of all amounts of the line; NULL on that of unpriced attempts, and of those of unknown fate that '
    'have no bound.';

-- A correction is booked on the day it is posted, and says nothing of what requests of that day cost.
CREATE OR REPLACE VIEW finance.cost_per_request_trend AS
SELECT day,
       tenant,
       project,
       provider,
       model,
       currency,
       completed,
       cost,
       tokens,
       round(cost / nullif(completed, 0), 12) AS cost_per_request,
       round(tokens::numeric / nullif(completed, 0), 3) AS tokens_per_request,
       round(sum(cost) OVER seven_days_before / nullif(sum(completed) OVER seven_days_before, 0), 12)
           AS cost_per_request_before,
       round(sum(tokens) OVER seven_days_before / nullif(sum(completed) OVER seven_days_before, 0), 3)
           AS tokens_per_request_before
FROM (SELECT day,
             tenant,
             project,
             provider,
             model,
             currency,
             sum(completed)::bigint AS completed,
             sum(amount) AS cost,
             sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h + meter_output
                 + meter_reasoning)::bigint AS tokens
      FROM rollup_day
      WHERE NOT correction
      GROUP BY day, tenant, project, provider, model, currency) AS by_day
WINDOW seven_days_before AS (
    PARTITION BY tenant, project, provider, model, currency ORDER BY day
    RANGE BETWEEN interval '7 days' PRECEDING AND interval '1 day' PRECEDING);

COMMENT ON VIEW finance.cost_per_request_trend IS
    'Cost and tokens per completed request, day by day, beside the average of the seven days before, as they were '
    'booked at the time: without corrections. What failed attempts cost is in it: it was paid for the requests that '
    'completed.';
