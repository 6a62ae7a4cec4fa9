package io.headgate.metering.reconcile.sql;

import io.headgate.metering.reconcile.BookedUse;
import io.headgate.metering.reconcile.Quantity;
import io.headgate.metering.reconcile.Suspect;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the ledger has of a provider, by the day (UTC) the calls began, corrections added to what they correct. */
public final class BookedUses {
    // A correction counts later than what it corrects began, or as early: so the bound on accounted_at loses none.
    private static final String SQL = """
            SELECT (started_at AT TIME ZONE 'UTC')::date, provider_model, served_model,
                   count(*) FILTER (WHERE kind = 'attempt' AND status = 'completed'),
                   sum(meter_input), sum(meter_cache_read), sum(meter_cache_write_5m), sum(meter_cache_write_1h),
                   sum(meter_output + meter_reasoning), sum(cost) FILTER (WHERE currency = ?),
                   count(*) FILTER (WHERE doubtful),
                   count(*) FILTER (WHERE doubtful AND upper_bound_currency IS DISTINCT FROM ?),
                   sum(upper_bound) FILTER (WHERE doubtful AND upper_bound_currency = ?),
                   (array_agg(attempt_id ORDER BY bound DESC NULLS FIRST, upper_bound DESC NULLS FIRST, attempt_id)
                       FILTER (WHERE doubtful))[1:%1$d],
                   (array_agg(bound ORDER BY bound DESC NULLS FIRST, upper_bound DESC NULLS FIRST, attempt_id)
                       FILTER (WHERE doubtful))[1:%1$d],
                   count(*) FILTER (WHERE kind = 'attempt' AND cost IS NULL AND usage_source IS NOT NULL)
                       - count(*) FILTER (WHERE prices_unpriced AND usage_source IS NOT NULL)
            FROM usage_ledger
            CROSS JOIN LATERAL (SELECT kind = 'orphan' OR (kind = 'attempt' AND status = 'unknown'),
                                       CASE WHEN upper_bound_currency = ? THEN upper_bound END) AS fate (doubtful, bound)
            WHERE provider = ? AND accounted_at >= ? AND started_at >= ? AND started_at < ?
            GROUP BY 1, 2, 3""".formatted(BookedUse.MOST_SUSPECTS);

    private BookedUses() {}

    /**
     * Blocks.
     *
     * @param currency of the costs and bounds that are wanted; null for none
     * @param last the last day, included
     */
    public static List<BookedUse> read(
            DataSource dataSource, ProviderName provider, @Nullable Currency currency, LocalDate first, LocalDate last)
            throws SQLException {
        String code = currency == null ? null : currency.getCurrencyCode();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int i = 1; i <= 4; i++) {
                statement.setString(i, code);
            }
            statement.setString(5, provider.value());
            statement.setObject(6, first.atStartOfDay().atOffset(ZoneOffset.UTC));
            statement.setObject(7, first.atStartOfDay().atOffset(ZoneOffset.UTC));
            statement.setObject(8, last.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            List<BookedUse> uses = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    uses.add(use(rows));
                }
            }
            return uses;
        }
    }

    private static BookedUse use(ResultSet row) throws SQLException {
        Map<Quantity, BigDecimal> quantities = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            BigDecimal number = row.getBigDecimal(4 + quantity.ordinal());
            quantities.put(quantity, number == null ? BigDecimal.ZERO : number);
        }
        boolean bounded = row.getLong(12) == 0;
        return new BookedUse(
                row.getObject(1, LocalDate.class),
                row.getString(2),
                row.getString(3),
                quantities,
                row.getLong(11),
                bounded ? row.getBigDecimal(13) : null,
                suspects(row.getArray(14), row.getArray(15)),
                row.getLong(16));
    }

    private static List<Suspect> suspects(@Nullable Array ids, @Nullable Array bounds) throws SQLException {
        if (ids == null || bounds == null) {
            return List.of();
        }
        String[] attempts = (String[]) ids.getArray();
        @Nullable BigDecimal[] most = (@Nullable BigDecimal[]) bounds.getArray();
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < attempts.length; i++) {
            suspects.add(new Suspect(new AttemptId(attempts[i]), most[i]));
        }
        return suspects;
    }
}
