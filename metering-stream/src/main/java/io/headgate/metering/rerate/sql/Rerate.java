package io.headgate.metering.rerate.sql;

import io.headgate.metering.rerate.Correction;
import io.headgate.metering.rerate.RerateTotals;
import io.headgate.metering.rerate.Rerating;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rates the ledger's attempts of a span anew, and posts what differs, all of it or nothing. Blocks. */
public final class Rerate {
    private static final int BATCH = 5_000;

    private final DataSource dataSource;
    private final Catalogue catalogue;
    private final LongConsumer progress;
    private final RerateTotals totals = new RerateTotals();
    private long attempts;
    private long corrections;

    /** @param progress is told how many attempts were rated, now and then */
    public Rerate(DataSource dataSource, Catalogue catalogue, LongConsumer progress) {
        this.dataSource = dataSource;
        this.catalogue = catalogue;
        this.progress = progress;
    }

    /**
     * Which attempts.
     *
     * @param from the first moment they count at
     * @param to the first no longer in
     * @param tenant null for all
     */
    public record Span(Instant from, Instant to, @Nullable TenantId tenant) {}

    /**
     * Who posts, and why.
     *
     * @param bookTags the tags that split the lines of the rollups
     */
    public record Posting(String reason, String postedBy, Set<String> bookTags) {}

    /**
     * What came of it.
     *
     * @param attempts how many were looked at
     * @param corrections how many were posted, or would be
     */
    public record Outcome(List<RerateTotals.Line> lines, long attempts, long corrections) {}

    /**
     * Compares, and posts when told to. Posting twice posts nothing the second time: what is compared with is what was booked
     * and all its corrections.
     *
     * @param posting null for a dry run
     */
    public Outcome run(Span span, @Nullable Posting posting) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                if (posting != null) {
                    AccountingPeriods.takeTurn(connection);
                }
                compare(connection, span, posting);
                connection.commit();
                committed = true;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
        return new Outcome(totals.lines(), attempts, corrections);
    }

    private void compare(Connection connection, Span span, @Nullable Posting posting) throws SQLException {
        CorrectionPosting post = posting == null
                ? null
                : new CorrectionPosting(posting.reason(), posting.postedBy(), posting.bookTags());
        List<Correction> waiting = new ArrayList<>();
        BookedAttempts.read(connection, span.from(), span.to(), span.tenant(), attempt -> {
            Rerating rerating = Rerating.of(attempt, catalogue);
            totals.add(rerating);
            corrections += rerating.corrections().size();
            if (++attempts % BATCH == 0) {
                progress.accept(attempts);
            }
            if (post != null) {
                waiting.addAll(rerating.corrections());
                if (waiting.size() >= BATCH) {
                    post.post(connection, waiting);
                    waiting.clear();
                }
            }
        });
        if (post != null && !waiting.isEmpty()) {
            post.post(connection, waiting);
        }
    }
}
