-- Spend by tag and by meter at once: what of a project's, a feature's or a customer's cost is input, and what is output. Each view reads
-- the rollup of its own grain; a column means what it does in spend_by_tag and spend_by_meter, and says so in the same words.

DO
$$
DECLARE
    grain text;
    told record;
BEGIN
    FOREACH grain IN ARRAY ARRAY ['hour', 'day', 'month']
    LOOP
        EXECUTE format($view$
            CREATE VIEW finance.spend_by_tag_and_meter_%1$s AS
            SELECT line.%1$s,
                   line.tenant,
                   line.project,
                   tag.name AS tag,
                   tag.value AS tag_value,
                   line.alias,
                   line.variant,
                   line.provider,
                   line.model,
                   line.currency,
                   used.meter,
                   CASE used.meter WHEN 'request' THEN 'requests'
                                   WHEN 'second' THEN 'seconds'
                                   ELSE CASE WHEN used.meter IS NOT NULL THEN 'tokens' END END AS unit,
                   sum(used.quantity)::bigint AS quantity,
                   line.price_id,
                   rate.rate AS unit_price,
                   rate.units_per_price,
                   sum(used.cost) AS cost
            FROM rollup_%1$s AS line
                 CROSS JOIN LATERAL (SELECT 'project', line.project WHERE line.project <> ''
                                     UNION ALL
                                     SELECT key, value FROM jsonb_each_text(line.tags - 'project')) AS tag (name, value)
                 CROSS JOIN LATERAL (
                     VALUES ('input', meter_input, cost_input),
                            ('cache_read', meter_cache_read, cost_cache_read),
                            ('cache_write_5m', meter_cache_write_5m, cost_cache_write_5m),
                            ('cache_write_1h', meter_cache_write_1h, cost_cache_write_1h),
                            ('output', meter_output, cost_output),
                            ('reasoning', meter_reasoning, cost_reasoning),
                            ('request', meter_request, cost_request),
                            ('second', meter_second, cost_second),
                            (NULL, NULL,
                             CASE WHEN num_nonnulls(cost_input, cost_cache_read, cost_cache_write_5m,
                                                    cost_cache_write_1h, cost_output, cost_reasoning, cost_request,
                                                    cost_second) = 0 THEN amount END)) AS used (meter, quantity, cost)
                 LEFT JOIN price_rate AS rate ON rate.price_id = line.price_id AND rate.meter = used.meter
            WHERE used.quantity <> 0 OR used.cost <> 0
            GROUP BY line.%1$s, line.tenant, line.project, tag.name, tag.value, line.alias, line.variant, line.provider,
                     line.model, line.currency, used.meter, line.price_id, rate.rate, rate.units_per_price
            $view$, grain);
        EXECUTE format(
            'COMMENT ON VIEW finance.spend_by_tag_and_meter_%1$s IS %2$L', grain,
            format('Use, unit price and cost per %s, project, tag and value, and meter. A request is in rows of each of its '
                   'tags: add up within one tag, never over all. Without corrections in it, quantity × unit_price ÷ '
                   'units_per_price is the cost, exactly.', grain));

        FOR told IN
            SELECT DISTINCT ON (a.attname) a.attname, col_description(a.attrelid, a.attnum) AS words
            FROM pg_attribute AS a
            WHERE a.attrelid IN (format('finance.spend_by_tag_%s', grain)::regclass,
                                 format('finance.spend_by_meter_%s', grain)::regclass)
              AND a.attname IN (SELECT attname FROM pg_attribute
                                WHERE attrelid = format('finance.spend_by_tag_and_meter_%s', grain)::regclass)
              AND a.attnum > 0
            ORDER BY a.attname, a.attrelid
        LOOP
            EXECUTE format('COMMENT ON COLUMN finance.spend_by_tag_and_meter_%s.%I IS %L', grain, told.attname, told.words);
        END LOOP;
    END LOOP;
END
$$;
