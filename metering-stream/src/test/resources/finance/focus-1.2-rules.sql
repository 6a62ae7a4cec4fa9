-- Rules of FOCUS 1.2 between columns. Each query finds the rows that break the rule above it.

-- A period ends after it begins, and a charge lasts an hour.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "BillingPeriodEnd" <= "BillingPeriodStart" OR "ChargePeriodEnd" <> "ChargePeriodStart" + interval '1 hour';

-- A currency is three letters of ISO 4217.
SELECT * FROM finance.focus_cost_and_usage_v1_2 WHERE "BillingCurrency" !~ '^[A-Z]{3}$';

-- Text that must be there is not blank.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE '' IN (trim("BillingAccountId"), trim("ChargeDescription"), trim("InvoiceIssuerName"), trim("ProviderName"),
             trim("PublisherName"), trim("ServiceName"), trim("SubAccountId"));

-- NULL, not a placeholder, where a nullable column has no value.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE '' IN ("ChargeClass", "ConsumedUnit", "InvoiceId", "PricingCategory", "PricingUnit", "SkuId", "SkuMeter",
             "SkuPriceId", "x_Project", "x_Variant");

-- Usage that is no correction has quantity, unit price, category and SKU.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "ChargeCategory" = 'Usage' AND "ChargeClass" IS NULL
  AND num_nulls("PricingQuantity", "ListUnitPrice", "ContractedUnitPrice", "PricingCategory", "SkuId", "SkuPriceId",
                "ConsumedQuantity") > 0;

-- What is not usage consumed nothing.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "ChargeCategory" <> 'Usage' AND "ConsumedQuantity" IS NOT NULL;

-- A unit stands beside each quantity, and nowhere else.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE ("ConsumedUnit" IS NULL) <> ("ConsumedQuantity" IS NULL) OR ("PricingUnit" IS NULL) <> ("PricingQuantity" IS NULL);

-- Quantity times unit price is the cost, to the last decimal.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "PricingQuantity" * "ListUnitPrice" <> "ListCost" OR "PricingQuantity" * "ContractedUnitPrice" <> "ContractedCost"
   OR "ConsumedQuantity" * "ListUnitPrice" <> "BilledCost";

-- Unit prices are not negative.
SELECT * FROM finance.focus_cost_and_usage_v1_2 WHERE "ListUnitPrice" < 0 OR "ContractedUnitPrice" < 0;

-- Without a unit price, all costs are the billed one.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "ListUnitPrice" IS NULL
  AND ("ListCost" <> "BilledCost" OR "ContractedCost" <> "BilledCost" OR "EffectiveCost" <> "BilledCost");

-- What describes a SKU or its price stands beside one.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE ("SkuId" IS NULL AND "SkuMeter" IS NOT NULL) OR ("SkuPriceId" IS NULL AND "SkuPriceDetails" IS NOT NULL);

-- A price of a SKU is of one SKU, and is one unit price in one currency.
SELECT "SkuPriceId" FROM finance.focus_cost_and_usage_v1_2
WHERE "SkuPriceId" IS NOT NULL
GROUP BY "SkuPriceId"
HAVING count(DISTINCT "SkuId") <> 1 OR count(DISTINCT "ListUnitPrice") <> 1 OR count(DISTINCT "BillingCurrency") <> 1;

-- A correction is one only of an earlier billing period.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE ("ChargeClass" = 'Correction') IS DISTINCT FROM CASE WHEN "ChargePeriodEnd" <= "BillingPeriodStart" THEN true END;

-- A correction of an earlier period is of what was used, and an adjustment is no correction of one.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE "x_Kind" = 'correction' AND ("ChargeCategory" = 'Usage') <> ("ChargeClass" IS NOT DISTINCT FROM 'Correction');

-- A region has a name.
SELECT * FROM finance.focus_cost_and_usage_v1_2 WHERE ("RegionId" IS NULL) <> ("RegionName" IS NULL) OR "RegionId" = '';

-- So has a sub account.
SELECT * FROM finance.focus_cost_and_usage_v1_2 WHERE ("SubAccountId" IS NULL) <> ("SubAccountName" IS NULL);

-- Tags are an object of plain values.
SELECT * FROM finance.focus_cost_and_usage_v1_2
WHERE jsonb_typeof("Tags") <> 'object'
   OR EXISTS (SELECT FROM jsonb_each("Tags") WHERE jsonb_typeof(value) IN ('object', 'array'));

-- There is one row per hour, line and meter.
SELECT "ChargePeriodStart" FROM finance.focus_cost_and_usage_v1_2
WHERE "x_Kind" = 'usage'
GROUP BY "ChargePeriodStart", "SubAccountId", "Tags", "x_Alias", "x_Variant", "ProviderName", "x_Endpoint", "x_Model",
         "x_ProviderModel", "x_PriceId", "x_Meter"
HAVING count(*) > 1;
