package io.headgate.api.lookup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists requests, from the index. Blocks. Thread-safe. */
public final class RequestList {
    private static final Logger log = LoggerFactory.getLogger(RequestList.class);
    private static final String CANCELLED_BY_TIMEOUT = "57014";

    private final DataSource dataSource;
    private final Duration within;

    /** @param within how long a list may take, in whole seconds */
    public RequestList(DataSource dataSource, Duration within) {
        this.dataSource = dataSource;
        this.within = within;
    }

    /** What a list shows. */
    public sealed interface Listed {
        /**
         * A page, the newest first; rows have neither their response nor their attempts.
         *
         * @param next where the next page begins; empty on the last
         */
        record Page(List<RequestRow> rows, Optional<ListCursor> next) implements Listed {
            public Page {
                rows = List.copyOf(rows);
            }
        }

        /** Too many requests would have to be looked through. */
        record TooSlow() implements Listed {}
    }

    /** @throws IndexUnavailableException when Postgres does not answer */
    public Listed list(ListQuery query) {
        ListSql sql = ListSql.of(query);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setQueryTimeout((int) within.toSeconds());
            for (int i = 0; i < sql.values().size(); i++) {
                statement.setObject(i + 1, sql.values().get(i));
            }
            List<RequestRow> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return page(rows, query.limit());
        } catch (SQLException e) {
            if (CANCELLED_BY_TIMEOUT.equals(e.getSQLState())) {
                return new Listed.TooSlow();
            }
            log.atWarn().addKeyValue("cause", e.toString()).log("the index cannot be listed");
            throw new IndexUnavailableException(e);
        }
    }

    static Listed.Page page(List<RequestRow> rows, int limit) {
        if (rows.size() <= limit) {
            return new Listed.Page(rows, Optional.empty());
        }
        RequestRow last = rows.get(limit - 1);
        Instant acceptedAt = last.acceptedAt();
        if (acceptedAt == null) {
            throw new IllegalStateException("%s was listed and has no time".formatted(last));
        }
        return new Listed.Page(rows.subList(0, limit), Optional.of(new ListCursor(acceptedAt, last.requestId())));
    }

    private static RequestRow row(ResultSet found) throws SQLException {
        return new RequestRow(
                found.getString("tenant"),
                found.getString("request_id"),
                found.getString("status"),
                found.getString("correlation_id"),
                found.getString("user_id"),
                found.getString("task_id"),
                found.getString("task_type"),
                found.getString("locale"),
                found.getString("alias"),
                found.getString("priority"),
                found.getString("tags"),
                time(found, "accepted_at"),
                time(found, "deadline"),
                found.getString("waiting_for"),
                time(found, "waiting_until"),
                time(found, "ended_at"),
                found.getString("provider"),
                found.getString("endpoint"),
                found.getString("model"),
                found.getString("served_model"),
                null,
                found.getString("usage"),
                found.getBigDecimal("cost"),
                found.getString("currency"),
                found.getString("unpriced_reason"),
                found.getString("failure_code"),
                found.getString("failure_message"),
                found.getString("failure_seen"),
                found.getString("failure_allowed"),
                "[]",
                found.getInt("attempt_count"));
    }

    private static @Nullable Instant time(ResultSet found, String column) throws SQLException {
        OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
