-- FOCUS 1.2 against its specification once more. A provider that is used in regions has RegionId and RegionName, a sub account
-- has a name, and a correction of what an earlier billing period was charged for use is of category Usage, class Correction, for
-- which no quantity is demanded. One within the period stays an Adjustment: Usage that is not of class Correction must have
-- quantity and unit price, and a difference between two prices has neither. Otherwise the view is that of V9_1.

CREATE TABLE provider_region (
    provider  text  NOT NULL REFERENCES provider_billing ON DELETE CASCADE,
    endpoint  text  NOT NULL,
    region    text  NOT NULL,
    PRIMARY KEY (provider, endpoint)
);

COMMENT ON TABLE provider_region IS
    'The region of each endpoint that the catalogue gives one; written by metering when a catalogue comes in force.';

-- So that the catalogue in force is copied once more, with its regions.
UPDATE provider_billing SET revision = 0;

CREATE OR REPLACE VIEW finance.focus_cost_and_usage_v1_2 AS
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
    UNION ALL
    -- Of a month whose ledger was dropped: what the rollup keeps of them, which is not when and why.
    SELECT 'correction', hour, hour,
           tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           trim_scale(amount),
           NULL,
           NULL,
           model || ' of ' || provider || ': correction'
    FROM rollup_hour
         JOIN usage_ledger_dropped AS dropped ON dropped.month = date_trunc('month', hour AT TIME ZONE 'UTC')::date
    WHERE correction AND amount <> 0
)
SELECT charge.cost AS "BilledCost",
       charge.provider AS "BillingAccountId",
       NULL::text AS "BillingAccountName",
       charge.currency AS "BillingCurrency",
       (billed.first_day + interval '1 month') AT TIME ZONE billing.zone AS "BillingPeriodEnd",
       billed.first_day::timestamp AT TIME ZONE billing.zone AS "BillingPeriodStart",
       CASE WHEN charge.kind = 'usage' OR class.value IS NOT NULL THEN 'Usage' ELSE 'Adjustment' END AS "ChargeCategory",
       class.value AS "ChargeClass",
       charge.description AS "ChargeDescription",
       CASE WHEN charge.kind = 'usage' OR class.value IS NOT NULL THEN 'Usage-Based' ELSE 'One-Time' END AS "ChargeFrequency",
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
       charge.accounted AS "x_AccountedHour",
       place.region AS "RegionId",
       place.region AS "RegionName",
       charge.tenant AS "SubAccountName"
FROM charge
     LEFT JOIN provider_billing AS told USING (provider)
     CROSS JOIN LATERAL (SELECT coalesce(told.cycle_day, 1), coalesce(told.zone, 'UTC')) AS billing (cycle_day, zone)
     CROSS JOIN LATERAL (SELECT billing_cycle_start(charge.accounted, billing.cycle_day, billing.zone)) AS billed (first_day)
     CROSS JOIN LATERAL (SELECT billing_cycle_start(charge.charged, billing.cycle_day, billing.zone)) AS used (first_day)
     CROSS JOIN LATERAL (
         SELECT CASE WHEN charge.kind = 'correction' AND used.first_day < billed.first_day THEN 'Correction' END)
         AS class (value)
     LEFT JOIN provider_region AS place ON place.provider = charge.provider AND place.endpoint = charge.endpoint;

COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2."RegionId" IS
    'The region of the endpoint that was called, as the catalogue in force names it; NULL where it names none.';
COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2."RegionName" IS 'The same as RegionId: regions have no other name here.';
COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2."SubAccountName" IS 'The same as SubAccountId: tenants have no other name here.';
COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2."ChargeCategory" IS
    'Usage, also where use of an earlier billing period is corrected; Adjustment for corrections within the period, which '
    'have no quantity, and for use booked before prices were kept.';
COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2."ChargeFrequency" IS 'Usage-Based; One-Time for an Adjustment.';

DO
$$
DECLARE
    told record;
BEGIN
    FOR told IN
        SELECT a.attname AS name, col_description(a.attrelid, a.attnum) AS words
        FROM pg_attribute AS a
        WHERE a.attrelid = 'finance.focus_cost_and_usage_v1_2'::regclass AND a.attnum > 0
          AND a.attname NOT IN ('ChargeCategory', 'ChargeFrequency')
          AND col_description(a.attrelid, a.attnum) LIKE '%an Adjustment%'
    LOOP
        EXECUTE format(
            'COMMENT ON COLUMN finance.focus_cost_and_usage_v1_2.%I IS %L', told.name,
            replace(told.words, 'an Adjustment', 'an Adjustment or a correction'));
    END LOOP;
END
$$;
