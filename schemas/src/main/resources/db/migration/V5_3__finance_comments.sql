-- What each column of schema finance means. A name means the same in every view; where it does not, it is said here.

COMMENT ON COLUMN finance.provider_commitments.currency IS 'ISO 4217 code of all amounts; costs in others do not count.';
COMMENT ON COLUMN finance.unknown_attempts.cost IS
    'What is booked for it, in currency; NULL when unpriced. Where nothing was reported it is zero or an estimate.';
COMMENT ON COLUMN finance.unknown_attempts.currency IS 'ISO 4217 code of cost.';

DO
$$
DECLARE
    told record;
BEGIN
    FOR told IN
        SELECT format('%I.%I', c.relname, a.attname) AS column_name, said.words
        FROM pg_class AS c
             JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
             JOIN (VALUES
                 ('hour', 'Beginning of the hour (UTC) in which the attempts started.'),
                 ('day', 'The day (UTC) the attempts started on.'),
                 ('month', 'First day of the month (UTC) the attempts started in.'),
                 ('accounted_at', 'The time it counts at: when it started.'),
                 ('started_at', 'When the call began.'),
                 ('tenant', 'Who pays.'),
                 ('project', 'The tag project of the requests; empty when there is none.'),
                 ('alias', 'The model alias that was asked for.'),
                 ('variant', 'The variant of the route that was chosen; NULL where the route has none.'),
                 ('provider', 'The provider that was called, as the catalogue names it.'),
                 ('endpoint', 'The provider''s endpoint that was called, as the catalogue names it.'),
                 ('model', 'The model that was called, as the catalogue names it.'),
                 ('request_id', 'The request, unique within the tenant.'),
                 ('attempt_id', 'The attempt.'),
                 ('kind', 'attempt: it ended, and nobody knows how; orphan: a crash cut it off.'),
                 ('failure_code', 'Why it failed; NULL where nobody learned.'),
                 ('currency', 'ISO 4217 code of all amounts of the row; NULL where nothing has a price.'),
                 ('attempts', 'Attempts; a request that was tried again counts once for each try.'),
                 ('completed', 'Attempts that ended in a complete reply.'),
                 ('failed', 'Attempts that ended in an error, those of unknown fate aside.'),
                 ('unknown', 'Attempts whose fate is unknown: they may have been billed. See unknown_attempts.'),
                 ('unpriced', 'Attempts whose price is not known: their cost is missing here.'),
                 ('estimated', 'Attempts whose tokens we estimated; the provider reported none.'),
                 ('tokens', 'Input and output tokens, cached ones and reasoning included.'),
                 ('input_tokens', 'Input tokens, those from and to a cache included.'),
                 ('output_tokens', 'Output tokens, reasoning included.'),
                 ('cost', 'Exact sum in currency; NULL, never zero, where no price is known.'),
                 ('cost_failed', 'The part of cost that failed attempts caused.'),
                 ('tag', 'The tag''s name: project, and those that metering.tags of the catalogue names.'),
                 ('tag_value', 'The tag''s value; requests without the tag are in no row of it.'),
                 ('meter', 'What was counted: input, cache_read, output … Meters are disjoint. NULL for a cost that is '
                           'not known by meter: corrections, and what was booked before parts were kept.'),
                 ('unit', 'What quantity counts: tokens, requests, seconds.'),
                 ('quantity', 'How many units were used; NULL where meter is.'),
                 ('price_id', 'The price they were rated at; NULL without one, and where prices were not yet kept.'),
                 ('unit_price', 'In currency, for units_per_price units; NULL where none applies.'),
                 ('units_per_price', 'How many units unit_price is for: a million tokens, one request or second.'),
                 ('cost_per_request', 'cost for each completed request, rounded to 12 decimals; NULL without one.'),
                 ('tokens_per_request', 'tokens for each completed request, rounded to 3 decimals; NULL without one.'),
                 ('cost_per_request_before', 'The same over the seven days before this one; NULL without any.'),
                 ('tokens_per_request_before', 'The same over the seven days before this one; NULL without any.'),
                 ('cached_tokens', 'Input tokens read from the provider''s cache.'),
                 ('cached_share', 'Their share of the input tokens, 0 to 1.'),
                 ('cached_tokens_without_price', 'Those of them whose price is not known: what they saved is missing.'),
                 ('saved_by_reading', 'What they would have cost more at the input rate of the same price.'),
                 ('paid_for_writing', 'What tokens written to the cache cost above the input rate of the same price.'),
                 ('upper_bound', 'The most it may have been billed, an estimate; NULL when there is no bound.'),
                 ('upper_bound_currency', 'ISO 4217 code of upper_bound.'),
                 ('cost_at_dearest', 'What the attempts compared would have cost at the dearest candidate.'),
                 ('cost_compared', 'What they did cost.'),
                 ('saved', 'The difference.'),
                 ('saved_share', 'Its share of cost_at_dearest, 0 to 1.'),
                 ('cycle_start', 'First day of the billing cycle, in zone.'),
                 ('cycle_end', 'First day of the next one, in zone.'),
                 ('zone', 'Where the provider''s days begin.'),
                 ('first_day', 'First day of the commitment, in the provider''s zone.'),
                 ('last_day', 'Its last day, itself within.'),
                 ('committed', 'What was promised to be spent; of a cycle, the part of it that falls to its days.'),
                 ('spent', 'What was spent in that time, in the currency of the commitment.'),
                 ('committed_left', 'What is left to spend; below zero when more was spent than promised.'),
                 ('spent_share', 'The share of committed that is spent; 1 is all.'),
                 ('elapsed_share', 'The share of the time that has passed, 0 to 1.'),
                 ('forecast', 'spent at the end if it goes on as so far: an estimate; NULL before a twentieth of the '
                              'time has passed.')) AS said (name, words) ON said.name = a.attname
        WHERE c.relnamespace = 'finance'::regnamespace AND col_description(c.oid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN finance.%s IS %L', told.column_name, told.words);
    END LOOP;
END
$$;

DO
$$
DECLARE
    told record;
BEGIN
    FOR told IN
        SELECT format('%I.%I', c.relname, a.attname) AS column_name, said.words
        FROM pg_class AS c
             JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
             JOIN (VALUES
                 ('BilledCost', 'Exact: quantity times unit price; of an Adjustment, the sum. Never NULL, as FOCUS '
                                'demands: use without a price has no row here, it is in focus_unpriced.'),
                 ('BillingAccountId', 'The provider, as the catalogue names it: one account with each.'),
                 ('BillingAccountName', 'NULL: accounts have no other name here.'),
                 ('BillingCurrency', 'ISO 4217 code of the price, which is the one the provider bills in.'),
                 ('BillingPeriodEnd', 'When the provider''s billing cycle ends, itself outside.'),
                 ('BillingPeriodStart', 'When the billing cycle begins that the charge is booked in: by the catalogue''s '
                                        'billing day; months in UTC where it names none.'),
                 ('ChargeCategory', 'Usage; Adjustment for corrections and for use booked before prices were kept.'),
                 ('ChargeClass', 'Correction when an earlier billing period is corrected; otherwise NULL.'),
                 ('ChargeDescription', 'For people: model, provider, what was counted; of a correction, its reason.'),
                 ('ChargeFrequency', 'Usage-Based; One-Time for an Adjustment.'),
                 ('ChargePeriodEnd', 'End of the hour, itself outside.'),
                 ('ChargePeriodStart', 'Beginning of the hour (UTC) in which the attempts started; of a correction, '
                                       'those that it corrects.'),
                 ('ConsumedQuantity', 'How many units were used; NULL for an Adjustment.'),
                 ('ConsumedUnit', 'Tokens, Requests or Seconds; NULL for an Adjustment.'),
                 ('ContractedCost', 'The same as BilledCost: the catalogue has the prices of your contract.'),
                 ('ContractedUnitPrice', 'The price of one unit in the catalogue; NULL for an Adjustment.'),
                 ('EffectiveCost', 'The same as BilledCost: nothing is amortised.'),
                 ('InvoiceId', 'NULL: the books know of no invoice.'),
                 ('InvoiceIssuerName', 'The provider, as the catalogue names it.'),
                 ('ListCost', 'The same as BilledCost: no list beside the catalogue is known.'),
                 ('ListUnitPrice', 'The price of one unit in the catalogue; NULL for an Adjustment.'),
                 ('PricingCategory', 'Standard: the rate agreed on; NULL for an Adjustment.'),
                 ('PricingQuantity', 'The same as ConsumedQuantity: ListUnitPrice is for one unit.'),
                 ('PricingUnit', 'The same as ConsumedUnit.'),
                 ('ProviderName', 'The provider that was called, as the catalogue names it.'),
                 ('PublisherName', 'The provider, as the catalogue names it.'),
                 ('ServiceCategory', 'AI and Machine Learning.'),
                 ('ServiceName', 'Inference.'),
                 ('ServiceSubcategory', 'Generative AI.'),
                 ('SkuId', 'Model and meter; NULL for an Adjustment.'),
                 ('SkuMeter', 'What was counted, for people; NULL for an Adjustment.'),
                 ('SkuPriceDetails', 'NULL: what there is to know is in columns of its own.'),
                 ('SkuPriceId', 'Price and meter; NULL for an Adjustment.'),
                 ('SubAccountId', 'The tenant.'),
                 ('Tags', 'The tags that the books are split by, project among them; of a correction, all that the request '
                          'had. NULL when there are none.'),
                 ('x_Tenant', 'Who pays.'),
                 ('x_Project', 'The tag project of the requests; NULL when there is none.'),
                 ('x_Alias', 'The model alias that was asked for.'),
                 ('x_Variant', 'The variant of the route that was chosen; NULL where the route has none.'),
                 ('x_Endpoint', 'The provider''s endpoint that was called, as the catalogue names it.'),
                 ('x_Model', 'The model that was called, as the catalogue names it.'),
                 ('x_ProviderModel', 'What the provider calls it.'),
                 ('x_Kind', 'usage; correction; carried over: booked before prices were kept.'),
                 ('x_Meter', 'What was counted, as price lists of the catalogue name it; NULL for an Adjustment.'),
                 ('x_PriceId', 'The price it was rated at; NULL where prices were not yet kept.'),
                 ('x_Rate', 'The price as the catalogue writes it, for x_RateUnits units; NULL for an Adjustment.'),
                 ('x_RateUnits', 'How many units x_Rate is for: a million tokens, one request or second.'),
                 ('x_Requests', 'Attempts; on one row of each hour and line, NULL on its others, so that they can be '
                                'added up. Attempts that used nothing are in no row.'),
                 ('x_EstimatedRequests', 'Those of them whose tokens we estimated; the provider reported none.'),
                 ('x_AccountedHour', 'The hour (UTC) it is booked at: for a correction a later one, when the month it '
                                     'corrects was closed.')) AS said (name, words) ON said.name = a.attname
        WHERE c.relnamespace = 'finance'::regnamespace AND col_description(c.oid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN finance.%s IS %L', told.column_name, told.words);
    END LOOP;
END
$$;
