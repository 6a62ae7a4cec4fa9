-- FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2): the billing data of all providers in one shape, one row
-- per hour, line of the rollups and meter, so that each cost is a quantity times a unit price. Comments are in V5_3.

CREATE VIEW finance.focus_cost_and_usage_v1_2 AS
WITH charge AS (
    -- What was used, at the price it was rated at.
    SELECT 'usage' AS kind,
           line.hour AS charged,
           line.hour AS accounted,
           line.tenant, line.project, line.tags, line.alias, line.variant, line.provider, line.endpoint, line.model,
           line.provider_model, line.price_id, line.currency,
           used.meter,
           used.label,
           used.unit,
           used.quantity::numeric AS quantity,
           rate.rate,
           rate.units_per_price,
           -- Multiplied, since a division is rounded: a million's inverse is exact.
           trim_scale(rate.rate * (1::numeric / rate.units_per_price)) AS unit_price,
           trim_scale(used.quantity * rate.rate * (1::numeric / rate.units_per_price)) AS cost,
           CASE WHEN used.first THEN line.attempts END AS requests,
           CASE WHEN used.first THEN line.estimated END AS estimated,
           line.model || ' of ' || line.provider || ': ' || used.label AS description
    FROM rollup_hour AS line
         CROSS JOIN LATERAL (
             VALUES ('input', 'Input Tokens', 'Tokens', meter_input, true),
                    ('cache_read', 'Cached Input Tokens', 'Tokens', meter_cache_read, meter_input = 0),
                    ('cache_write_5m', 'Input Tokens Cached for 5 Minutes', 'Tokens', meter_cache_write_5m,
                     meter_input + meter_cache_read = 0),
                    ('cache_write_1h', 'Input Tokens Cached for 1 Hour', 'Tokens', meter_cache_write_1h,
                     meter_input + meter_cache_read + meter_cache_write_5m = 0),
                    ('output', 'Output Tokens', 'Tokens', meter_output,
                     meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h = 0),
                    ('reasoning', 'Reasoning Tokens', 'Tokens', meter_reasoning,
                     meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h + meter_output = 0),
                    ('request', 'Requests', 'Requests', meter_request,
                     meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h + meter_output
                     + meter_reasoning = 0),
                    ('second', 'Machine Time', 'Seconds', meter_second,
                     meter_input + meter_cache_read + meter_cache_write_5m + meter_cache_write_1h + meter_output
                     + meter_reasoning + meter_request = 0)) AS used (meter, label, unit, quantity, first)
         JOIN price_rate AS rate ON rate.price_id = line.price_id AND rate.meter = used.meter
    WHERE NOT line.correction AND line.currency IS NOT NULL AND used.quantity > 0
    UNION ALL
    -- What was booked before prices were told apart: a sum of each line, and no unit price.
    SELECT 'carried over', hour, hour,
           tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           trim_scale(amount),
           attempts,
           estimated,
           model || ' of ' || provider || ': use before prices were kept'
    FROM rollup_hour
    WHERE NOT correction AND price_id IS NULL AND amount <> 0
    UNION ALL
    SELECT 'correction', date_trunc('hour', started_at, 'UTC'), date_trunc('hour', accounted_at, 'UTC'),
           tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           trim_scale(sum(cost)),
           NULL,
           NULL,
           model || ' of ' || provider || ': correction, ' || reason
    FROM usage_ledger
    WHERE kind = 'correction' AND cost <> 0
    GROUP BY 2, 3, tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id,
             currency, reason
)
SELECT charge.cost AS "BilledCost",
       charge.provider AS "BillingAccountId",
       NULL::text AS "BillingAccountName",
       charge.currency AS "BillingCurrency",
       (billed.first_day + interval '1 month') AT TIME ZONE billing.zone AS "BillingPeriodEnd",
       billed.first_day::timestamp AT TIME ZONE billing.zone AS "BillingPeriodStart",
       CASE charge.kind WHEN 'usage' THEN 'Usage' ELSE 'Adjustment' END AS "ChargeCategory",
       CASE WHEN charge.kind = 'correction' AND used.first_day < billed.first_day THEN 'Correction' END AS "ChargeClass",
       charge.description AS "ChargeDescription",
       CASE charge.kind WHEN 'usage' THEN 'Usage-Based' ELSE 'One-Time' END AS "ChargeFrequency",
       charge.charged + interval '1 hour' AS "ChargePeriodEnd",
       charge.charged AS "ChargePeriodStart",
       charge.quantity AS "ConsumedQuantity",
       charge.unit AS "ConsumedUnit",
       charge.cost AS "ContractedCost",
       charge.unit_price AS "ContractedUnitPrice",
       charge.cost AS "EffectiveCost",
       NULL::text AS "InvoiceId",
       charge.provider AS "InvoiceIssuerName",
       charge.cost AS "ListCost",
       charge.unit_price AS "ListUnitPrice",
       CASE charge.kind WHEN 'usage' THEN 'Standard' END AS "PricingCategory",
       charge.quantity AS "PricingQuantity",
       charge.unit AS "PricingUnit",
       charge.provider AS "ProviderName",
       charge.provider AS "PublisherName",
       'AI and Machine Learning' AS "ServiceCategory",
       'Inference' AS "ServiceName",
       'Generative AI' AS "ServiceSubcategory",
       charge.model || '/' || charge.meter AS "SkuId",
       charge.label AS "SkuMeter",
       NULL::jsonb AS "SkuPriceDetails",
       charge.price_id || '/' || charge.meter AS "SkuPriceId",
       charge.tenant AS "SubAccountId",
       nullif(charge.tags || CASE charge.project WHEN '' THEN '{}' ELSE jsonb_build_object('project', charge.project) END,
              '{}') AS "Tags",
       charge.tenant AS "x_Tenant",
       nullif(charge.project, '') AS "x_Project",
       charge.alias AS "x_Alias",
       charge.variant AS "x_Variant",
       charge.endpoint AS "x_Endpoint",
       charge.model AS "x_Model",
       charge.provider_model AS "x_ProviderModel",
       charge.kind AS "x_Kind",
       charge.meter AS "x_Meter",
       charge.price_id AS "x_PriceId",
       charge.rate AS "x_Rate",
       charge.units_per_price AS "x_RateUnits",
       charge.requests AS "x_Requests",
       charge.estimated AS "x_EstimatedRequests",
       charge.accounted AS "x_AccountedHour"
FROM charge
     LEFT JOIN provider_billing AS told USING (provider)
     CROSS JOIN LATERAL (SELECT coalesce(told.cycle_day, 1), coalesce(told.zone, 'UTC')) AS billing (cycle_day, zone)
     CROSS JOIN LATERAL (SELECT billing_cycle_start(charge.accounted, billing.cycle_day, billing.zone)) AS billed (first_day)
     CROSS JOIN LATERAL (SELECT billing_cycle_start(charge.charged, billing.cycle_day, billing.zone)) AS used (first_day);

COMMENT ON VIEW finance.focus_cost_and_usage_v1_2 IS
    'FOCUS 1.2, cost and usage: one row per hour, line and meter, so that PricingQuantity × ListUnitPrice = ListCost, '
    'exactly. Use without a known price has no cost, and FOCUS allows no row without one: it is in focus_unpriced.';

CREATE VIEW finance.focus_unpriced AS
SELECT line.hour AS "ChargePeriodStart",
       line.provider AS "ProviderName",
       line.tenant AS "x_Tenant",
       nullif(line.project, '') AS "x_Project",
       line.alias AS "x_Alias",
       line.variant AS "x_Variant",
       line.endpoint AS "x_Endpoint",
       line.model AS "x_Model",
       line.provider_model AS "x_ProviderModel",
       used.meter AS "x_Meter",
       used.unit AS "ConsumedUnit",
       sum(used.quantity) AS "ConsumedQuantity"
FROM rollup_hour AS line
     CROSS JOIN LATERAL (
         VALUES ('input', 'Tokens', meter_input),
                ('cache_read', 'Tokens', meter_cache_read),
                ('cache_write_5m', 'Tokens', meter_cache_write_5m),
                ('cache_write_1h', 'Tokens', meter_cache_write_1h),
                ('output', 'Tokens', meter_output),
                ('reasoning', 'Tokens', meter_reasoning),
                ('request', 'Requests', meter_request),
                ('second', 'Seconds', meter_second)) AS used (meter, unit, quantity)
WHERE line.currency IS NULL AND used.quantity > 0
GROUP BY line.hour, line.provider, line.tenant, line.project, line.alias, line.variant, line.endpoint, line.model,
         line.provider_model, used.meter, used.unit;

COMMENT ON VIEW finance.focus_unpriced IS
    'Use that is not in focus_cost_and_usage_v1_2, since no price was known for it: one row per hour, line and meter. '
    'Where one became known later, the cost is there as a correction.';
