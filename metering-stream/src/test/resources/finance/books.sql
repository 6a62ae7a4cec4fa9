-- A few weeks of books, small enough to be reckoned by hand. Rates are for a million tokens, and for one request.

INSERT INTO price_rate (price_id, meter, currency, rate, units_per_price, effective_from)
VALUES ('small@2026-01-01', 'input', 'USD', 0.40, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'cache_read', 'USD', 0.10, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'cache_write_5m', 'USD', 0.50, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'cache_write_1h', 'USD', 0.40, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'output', 'USD', 1.60, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'reasoning', 'USD', 1.60, 1000000, '2026-01-01Z'),
       ('small@2026-01-01', 'request', 'USD', 0, 1, '2026-01-01Z'),
       ('large@2026-01-01', 'input', 'EUR', 2.500000000001, 1000000, '2026-01-01Z'),
       ('large@2026-01-01', 'output', 'EUR', 10, 1000000, '2026-01-01Z'),
       ('large@2026-01-01', 'request', 'EUR', 0.001, 1, '2026-01-01Z');

CREATE TEMP TABLE told (
    attempt text, kind text, status text, failure text, accounted timestamptz, started timestamptz, tenant text, project text,
    tags jsonb, variant text, provider text, model text, price text, input bigint, cache_read bigint, cache_write_5m bigint,
    output bigint, requests bigint, lump numeric, dearest numeric, upper_bound numeric) ON COMMIT DROP;

INSERT INTO told
VALUES
-- The cost of this one: 1,234,567 × 0.40 + 400,000 × 0.10 + 250,000 × 1.60, by a million: 0.4938268 + 0.04 + 0.40.
('a1', 'attempt', 'completed', NULL, '2026-11-02T10:15Z', '2026-11-02T10:15Z', 'acme', 'search', '{"feature": "ask"}',
 'careful', 'openai', 'small', 'small@2026-01-01', 1234567, 400000, 0, 250000, 1, NULL, 2.8, NULL),
-- On the same line in the same hour: 765,433 × 0.40 + 200,000 × 0.50 + 50,000 × 1.60: 0.3061732 + 0.10 + 0.08.
('a2', 'attempt', 'completed', NULL, '2026-11-02T10:45Z', '2026-11-02T10:45Z', 'acme', 'search', '{"feature": "ask"}',
 'careful', 'openai', 'small', 'small@2026-01-01', 765433, 0, 200000, 50000, 1, NULL, NULL, NULL),
-- It failed, and its input was billed: 0.04.
('a3', 'attempt', 'retryable', 'provider_unavailable', '2026-11-02T11:00Z', '2026-11-02T11:00Z', 'acme', 'search', '{}', NULL,
 'openai', 'small', 'small@2026-01-01', 100000, 0, 0, 0, 0, NULL, NULL, NULL),
-- It failed, and nothing was used.
('a4', 'attempt', 'refused', 'provider_rejected', '2026-11-02T11:30Z', '2026-11-02T11:30Z', 'acme', 'search', '{}', NULL,
 'openai', 'small', 'small@2026-01-01', 0, 0, 0, 0, 0, NULL, NULL, NULL),
-- A week before, less one day: 1,000,000 × 0.40 + 500,000 × 1.60 = 1.20.
('a5', 'attempt', 'completed', NULL, '2026-10-27T23:59Z', '2026-10-27T23:59Z', 'acme', 'search', '{}', NULL,
 'openai', 'small', 'small@2026-01-01', 1000000, 0, 0, 500000, 1, NULL, NULL, NULL),
-- Another currency, and a price for each request: 1,000,000 × 2.500000000001 by a million + 0.001.
('g1', 'attempt', 'completed', NULL, '2026-11-15T08:30Z', '2026-11-15T08:30Z', 'globex', '', '{}', NULL,
 'mistral', 'large', 'large@2026-01-01', 1000000, 0, 0, 0, 1, NULL, NULL, NULL),
-- Nobody knows what it costs.
('g2', 'attempt', 'completed', NULL, '2026-11-15T08:30Z', '2026-11-15T08:30Z', 'globex', '', '{}', NULL,
 'local', 'own', NULL, 70, 0, 0, 30, 1, NULL, NULL, NULL),
-- Nobody knows how it ended.
('g3', 'attempt', 'unknown', 'provider_timeout', '2026-11-15T09:00Z', '2026-11-15T09:00Z', 'globex', '', '{}', NULL,
 'openai', 'small', 'small@2026-01-01', 0, 0, 0, 0, 0, NULL, NULL, 0.25),
('g4', 'orphan', 'unknown', NULL, '2026-11-15T09:10Z', '2026-11-15T09:10Z', 'globex', '', '{}', NULL,
 'openai', 'small', NULL, 0, 0, 0, 0, 0, NULL, NULL, 0.75),
-- Booked before prices were told apart: only the sum is known.
('a0', 'attempt', 'completed', NULL, '2026-10-20T12:00Z', '2026-10-20T12:00Z', 'acme', 'search', '{}', NULL,
 'openai', 'small', NULL, 1000000, 0, 0, 1000, 1, 1.5, NULL, NULL),
-- Of October, which is closed: it counts in November. The other is of a month that was open.
('c1', 'correction', 'completed', NULL, '2026-11-16T12:34Z', '2026-10-27T23:59Z', 'acme', 'search', '{}', NULL,
 'openai', 'small', 'small@2026-01-01', 0, 0, 0, 0, 0, -0.1, NULL, NULL),
('c2', 'correction', 'completed', NULL, '2026-11-02T10:15Z', '2026-11-02T10:15Z', 'acme', 'search', '{"feature": "ask"}',
 'careful', 'openai', 'small', 'small@2026-01-01', 0, 0, 0, 0, 0, 0.02, NULL, NULL);

SELECT usage_ledger_open_month(month) FROM (VALUES ('2026-10-01Z'::timestamptz), ('2026-11-01Z')) AS months (month);

INSERT INTO usage_ledger (
    kind, accounted_at, tenant, request_id, attempt_id, number, alias, variant, provider, endpoint, model, provider_model,
    project, tags, status, failure_code, usage_source, meter_input, meter_cache_read, meter_cache_write_5m,
    meter_cache_write_1h, meter_output, meter_reasoning, meter_request, meter_second, price_id, currency, cost, cost_input,
    cost_cache_read, cost_cache_write_5m, cost_output, cost_request, unpriced_reason, dearest_cost, upper_bound,
    upper_bound_currency, started_at, duration_ms, revision, corrects, reason, posted_by, source_partition, source_offset)
SELECT kind, accounted, tenant, 'r-' || attempt, attempt, 1, 'fast-text', variant, provider, 'eu', model, model || '-2026',
       project, tags, status, failure, CASE WHEN input > 0 THEN 'reported' END, input, cache_read, cache_write_5m,
       0, output, 0, requests, 0, price, money.currency, coalesce(lump, money.total), parts.of_input,
       parts.of_cache_read, parts.of_cache_write_5m, parts.of_output, parts.of_request,
       CASE WHEN coalesce(lump, money.total) IS NULL THEN 'no price in force' END, dearest, upper_bound,
       CASE WHEN upper_bound IS NOT NULL THEN 'USD' END, started, 1000, 1,
       CASE kind WHEN 'correction' THEN 'a5' END, CASE kind WHEN 'correction' THEN 'credit note 7' END,
       CASE kind WHEN 'correction' THEN 'ada' END, 0, row_number() OVER ()
FROM told
     LEFT JOIN LATERAL (SELECT max(rate / units_per_price) FILTER (WHERE meter = 'input') * nullif(input, 0),
                               max(rate / units_per_price) FILTER (WHERE meter = 'cache_read') * nullif(cache_read, 0),
                               max(rate / units_per_price) FILTER (WHERE meter = 'cache_write_5m')
                                   * nullif(cache_write_5m, 0),
                               max(rate / units_per_price) FILTER (WHERE meter = 'output') * nullif(output, 0),
                               max(rate / units_per_price) FILTER (WHERE meter = 'request') * nullif(requests, 0)
                        FROM price_rate
                        WHERE price_id = price) AS parts (of_input, of_cache_read, of_cache_write_5m, of_output, of_request) ON true
     CROSS JOIN LATERAL (
         SELECT CASE WHEN price IS NOT NULL
                         THEN coalesce(parts.of_input, 0) + coalesce(parts.of_cache_read, 0) + coalesce(parts.of_cache_write_5m, 0)
                              + coalesce(parts.of_output, 0) + coalesce(parts.of_request, 0) END,
                CASE WHEN price LIKE 'large%' THEN 'EUR' WHEN price IS NOT NULL OR lump IS NOT NULL THEN 'USD' END)
         AS money (total, currency);
