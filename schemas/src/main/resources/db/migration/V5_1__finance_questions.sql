-- Views that each answer one question. Comments on the columns are in V5_3.

CREATE VIEW finance.cost_per_request_trend AS
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
      GROUP BY day, tenant, project, provider, model, currency) AS by_day
WINDOW seven_days_before AS (
    PARTITION BY tenant, project, provider, model, currency ORDER BY day
    RANGE BETWEEN interval '7 days' PRECEDING AND interval '1 day' PRECEDING);

COMMENT ON VIEW finance.cost_per_request_trend IS
    'Cost and tokens per completed request, day by day, beside the average of the seven days before. What failed '
    'attempts cost is in it: it was paid for the requests that completed.';

CREATE VIEW finance.cache_savings AS
SELECT day,
       tenant,
       project,
       provider,
       model,
       line.currency,
       sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h)::bigint AS input_tokens,
       sum(meter_cache_read)::bigint AS cached_tokens,
       round(sum(meter_cache_read)
             / nullif(sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h), 0), 4)
           AS cached_share,
       coalesce(sum(meter_cache_read) FILTER (WHERE rates.input IS NULL), 0)::bigint AS cached_tokens_without_price,
       sum(meter_cache_read * (rates.input - rates.cache_read)) AS saved_by_reading,
       sum(meter_cache_write_5m * (rates.cache_write_5m - rates.input)
           + meter_cache_write_1h * (rates.cache_write_1h - rates.input)) AS paid_for_writing
FROM rollup_day AS line
     LEFT JOIN (SELECT price_id,
                       max(per_token) FILTER (WHERE meter = 'input') AS input,
                       max(per_token) FILTER (WHERE meter = 'cache_read') AS cache_read,
                       max(per_token) FILTER (WHERE meter = 'cache_write_5m') AS cache_write_5m,
                       max(per_token) FILTER (WHERE meter = 'cache_write_1h') AS cache_write_1h
                FROM (SELECT price_id, meter, rate * (1::numeric / units_per_price) AS per_token
                      FROM price_rate) AS by_meter
                GROUP BY price_id) AS rates ON rates.price_id = line.price_id AND line.currency IS NOT NULL
GROUP BY day, tenant, project, provider, model, line.currency
HAVING sum(meter_cache_read + meter_cache_write_5m + meter_cache_write_1h) > 0;

COMMENT ON VIEW finance.cache_savings IS
    'How much of the input came from the provider''s cache, and what that saved against the input rate of the same '
    'price. Days without cached input are left out.';

CREATE VIEW finance.failed_attempts AS
SELECT (accounted_at AT TIME ZONE 'UTC')::date AS day,
       tenant,
       project,
       alias,
       provider,
       model,
       failure_code,
       currency,
       count(*) AS attempts,
       sum(input_tokens)::bigint AS input_tokens,
       sum(output_tokens)::bigint AS output_tokens,
       sum(cost) AS cost,
       count(*) FILTER (WHERE cost IS NULL) AS unpriced
FROM usage_ledger
WHERE kind = 'attempt' AND status IN ('retryable', 'refused')
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

COMMENT ON VIEW finance.failed_attempts IS
    'Attempts that ended in an error and what they cost, by failure code and model; those of unknown fate are in '
    'unknown_attempts. From the ledger: months that retention dropped are not in it, nor are corrections.';

CREATE VIEW finance.unknown_attempts AS
SELECT accounted_at,
       tenant,
       project,
       alias,
       variant,
       provider,
       endpoint,
       model,
       request_id,
       attempt_id,
       kind,
       failure_code,
       started_at,
       upper_bound,
       upper_bound_currency,
       cost,
       currency
FROM usage_ledger
WHERE kind <> 'correction' AND (status = 'unknown' OR kind = 'orphan');

COMMENT ON VIEW finance.unknown_attempts IS
    'One row per attempt whose fate is unknown: the provider may have billed it, up to the upper bound. From the '
    'ledger: months that retention dropped are not in it.';

CREATE VIEW finance.savings_against_dearest AS
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
GROUP BY day, tenant, project, alias, variant, provider, model, currency
HAVING sum(dearest_amount) IS NOT NULL;

COMMENT ON VIEW finance.savings_against_dearest IS
    'What routing saved: an estimate. Only attempts count that could have gone to another candidate priced in the same '
    'currency, each with the tokens it did use.';

-- An hour that a cycle or a commitment begins in the middle of (zones of half an hour) counts where it begins.

CREATE VIEW finance.provider_billing_cycles AS
SELECT spent.provider,
       spent.cycle_start,
       spent.cycle_end,
       spent.zone,
       spent.currency,
       spent.attempts,
       spent.input_tokens,
       spent.output_tokens,
       spent.cost,
       spent.unpriced,
       promised.committed,
       round(spent.cost / promised.committed, 4) AS spent_share
FROM (SELECT provider,
             cycle.first_day AS cycle_start,
             (cycle.first_day + interval '1 month')::date AS cycle_end,
             billing.zone,
             currency,
             sum(attempts)::bigint AS attempts,
             sum(meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h)::bigint AS input_tokens,
             sum(meter_output + meter_reasoning)::bigint AS output_tokens,
             sum(amount) AS cost,
             sum(unpriced)::bigint AS unpriced
      FROM rollup_hour
           LEFT JOIN provider_billing AS told USING (provider)
           CROSS JOIN LATERAL (SELECT coalesce(told.cycle_day, 1), coalesce(told.zone, 'UTC')) AS billing (cycle_day, zone)
           CROSS JOIN LATERAL (SELECT billing_cycle_start(hour, billing.cycle_day, billing.zone)) AS cycle (first_day)
      GROUP BY provider, cycle.first_day, billing.zone, currency) AS spent
     LEFT JOIN LATERAL (
         SELECT round(sum(amount * (least(last_day + 1, spent.cycle_end) - greatest(first_day, spent.cycle_start))
                          / (last_day + 1 - first_day)), 2) AS committed
         FROM provider_commitment
         WHERE provider = spent.provider AND currency = spent.currency
           AND first_day < spent.cycle_end AND last_day >= spent.cycle_start) AS promised ON true;

COMMENT ON VIEW finance.provider_billing_cycles IS
    'What was spent in each billing cycle of a provider, by the billing day that the catalogue in force gives it, '
    'against the part of its commitments that falls to the cycle.';

CREATE VIEW finance.provider_commitments AS
SELECT provider,
       currency,
       first_day,
       last_day,
       amount AS committed,
       spent,
       committed_left,
       spent_share,
       elapsed_share,
       CASE WHEN elapsed_share >= 0.05 THEN round(spent / elapsed_share, 2) END AS forecast
FROM (SELECT provider,
             commitment.currency,
             first_day,
             last_day,
             amount,
             spent.cost AS spent,
             amount - spent.cost AS committed_left,
             round(spent.cost / amount, 4) AS spent_share,
             round(least(1, greatest(0, extract(epoch FROM now() - bounds.begins)
                                        / extract(epoch FROM bounds.ends - bounds.begins))), 4) AS elapsed_share
      FROM provider_commitment AS commitment
           JOIN provider_billing USING (provider)
           CROSS JOIN LATERAL (SELECT first_day::timestamp AT TIME ZONE zone,
                                      (last_day + 1)::timestamp AT TIME ZONE zone) AS bounds (begins, ends)
           CROSS JOIN LATERAL (SELECT coalesce(sum(line.amount), 0) AS cost
                               FROM rollup_hour AS line
                               WHERE line.hour >= bounds.begins AND line.hour < bounds.ends
                                 AND line.provider = commitment.provider
                                 AND line.currency = commitment.currency) AS spent) AS so_far;

COMMENT ON VIEW finance.provider_commitments IS
    'What was promised to each provider, as the catalogue in force says, and what of it is spent.';
