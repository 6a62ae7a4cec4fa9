package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;
import java.util.Map;

/**
 * What Postgres shows.
 *
 * @param rollups by the name of the table, the sums of its lines
 * @param droppedMonths whose ledger rows were dropped on purpose: {@code 2026-11}
 * @param quotas the last known state of each limit in each window
 * @param batchedLines of uploaded batches that have ended, and whose files are all there
 */
public record Books(
        List<LedgerRow> ledger,
        Map<String, Map<Sum.Line, Sum>> rollups,
        List<String> droppedMonths,
        List<QuotaTold> quotas,
        List<BatchedLine> batchedLines) {}
