-- Rollups of every grain as they follow from the ledger. Orphans have no line: nothing is known to be used.
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
        EXECUTE format($insert$
            INSERT INTO rollup_%1$s (
                %1$s, tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
                correction, attempts, completed, failed, unknown, unpriced, estimated, duration_ms, meter_input,
                meter_cache_read, meter_cache_write_5m, meter_cache_write_1h, meter_output, meter_reasoning, meter_request,
                meter_second, amount, cost_input, cost_cache_read, cost_cache_write_5m, cost_output, cost_request,
                cost_failed, unknown_upper_bound, dearest_amount, dearest_comparable_amount)
            SELECT %2$s, tenant, project, tags, alias, variant, provider, endpoint, model, provider_model, price_id, currency,
                   kind = 'correction', count(*) FILTER (WHERE kind = 'attempt'),
                   count(*) FILTER (WHERE kind = 'attempt' AND status = 'completed'),
                   count(*) FILTER (WHERE kind = 'attempt' AND status IN ('retryable', 'refused')),
                   count(*) FILTER (WHERE status = 'unknown'),
                   count(*) FILTER (WHERE cost IS NULL), count(*) FILTER (WHERE usage_source = 'estimated'),
                   sum(duration_ms), sum(meter_input), sum(meter_cache_read), sum(meter_cache_write_5m),
                   sum(meter_cache_write_1h), sum(meter_output), sum(meter_reasoning), sum(meter_request),
                   sum(meter_second), sum(cost), sum(cost_input), sum(cost_cache_read), sum(cost_cache_write_5m),
                   sum(cost_output), sum(cost_request),
                   sum(cost) FILTER (WHERE kind = 'attempt' AND status IN ('retryable', 'refused')),
                   sum(upper_bound) FILTER (WHERE status = 'unknown'), sum(dearest_cost),
                   sum(cost) FILTER (WHERE dearest_cost IS NOT NULL)
            FROM usage_ledger
            WHERE kind <> 'orphan'
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
            $insert$, grain.name, grain.bucket);
    END LOOP;
END
$$;
