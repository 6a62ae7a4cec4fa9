package io.headgate.deploy.acceptance.checker.read;

/**
 * The lines of ended batches, counted by name in the files themselves: what the batches say of their own progress is not
 * asked.
 */
final class BatchedLines {
    /** tenant, batch, name, and how often input, output and error have it. */
    static final String QUERY = """
            WITH ended AS (
                SELECT tenant, batch_id, input_file, output_file, error_file FROM batches
                WHERE kind = 'uploaded' AND status IN ('completed', 'expired', 'cancelled') AND total IS NOT NULL
            ), named AS (
                SELECT tenant, batch_id, 'input' AS part, input_file AS file_id FROM ended
                UNION ALL SELECT tenant, batch_id, 'output', output_file FROM ended WHERE output_file IS NOT NULL
                UNION ALL SELECT tenant, batch_id, 'error', error_file FROM ended WHERE error_file IS NOT NULL
            ), gone AS (
                -- A client may delete its files; nothing can be said of such a batch.
                SELECT DISTINCT named.tenant, named.batch_id FROM named
                WHERE NOT EXISTS (SELECT 1 FROM files AS f
                                  WHERE f.tenant = named.tenant AND f.file_id = named.file_id AND f.complete)
            ), whole AS (
                SELECT named.tenant, named.batch_id, named.part,
                       convert_from(string_agg(p.content, ''::bytea ORDER BY p.piece), 'UTF8') AS content
                FROM named JOIN file_pieces AS p ON p.tenant = named.tenant AND p.file_id = named.file_id
                WHERE (named.tenant, named.batch_id) NOT IN (SELECT tenant, batch_id FROM gone)
                GROUP BY named.tenant, named.batch_id, named.part
            ), lines AS (
                SELECT tenant, batch_id, part, line::jsonb ->> 'custom_id' AS name
                FROM whole, regexp_split_to_table(ltrim(content, U&'\\FEFF'), '\\r?\\n') AS line
                WHERE trim(line, E' \\t\\r') <> ''
            )
            SELECT tenant, batch_id, name, count(*) FILTER (WHERE part = 'input') AS inputs,
                   count(*) FILTER (WHERE part = 'output') AS outputs, count(*) FILTER (WHERE part = 'error') AS errors
            FROM lines GROUP BY tenant, batch_id, name""";

    private BatchedLines() {}
}
