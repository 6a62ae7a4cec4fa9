package io.headgate.api.batches.store;

import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.StopCause;
import io.headgate.api.batches.input.LineError;
import io.headgate.api.batches.run.Claim;
import io.headgate.api.batches.run.EndedLine;
import io.headgate.api.batches.run.Line;
import io.headgate.api.batches.run.LineBook;
import io.headgate.api.batches.run.Refused;
import io.headgate.api.files.FileId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@link LineBook} in the tables {@code batches} and {@code batch_lines}, and from the index {@code requests}. */
public final class PostgresLines implements LineBook {
    private static final int ADD_AT_ONCE = 5_000;
    /** Of so many lines at once the database has to be told. */
    private static final int MANY = 1_000;

    private final Sql sql;

    public PostgresLines(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    @Override
    public void begin(Claim claim, List<Line> lines, Instant now) {
        sql.holding(claim, connection -> {
            Sql.update(connection, LineStatements.CLEAR, tenant(claim), batch(claim));
            for (int from = 0; from < lines.size(); from += ADD_AT_ONCE) {
                add(connection, claim, lines.subList(from, Math.min(lines.size(), from + ADD_AT_ONCE)));
            }
            if (lines.size() >= MANY) {
                Sql.update(connection, LineStatements.COUNT_ANEW);
            }
            return Sql.update(connection, LineStatements.BEGIN, lines.size(), now, tenant(claim), batch(claim));
        });
    }

    private static void add(Connection connection, Claim claim, List<Line> lines) throws SQLException {
        Sql.update(
                connection,
                LineStatements.ADD,
                tenant(claim),
                batch(claim),
                connection.createArrayOf(
                        "integer", lines.stream().map(Line::number).toArray()),
                connection.createArrayOf(
                        "text", lines.stream().map(Line::customId).toArray()),
                connection.createArrayOf(
                        "bigint", lines.stream().map(Line::begins).toArray()));
    }

    @Override
    public void refuse(Claim claim, List<LineError> problems, Instant now) {
        write(claim, LineStatements.REFUSE, BatchJson.text(problems), now);
    }

    @Override
    public List<Line> unsent(Claim claim, int limit) {
        return sql.query(
                LineStatements.UNSENT,
                rows -> new Line(rows.getInt(1), rows.getString(2), rows.getLong(3)),
                limit,
                tenant(claim),
                batch(claim));
    }

    @Override
    public void sent(Claim claim, int upTo, List<Refused> refused, int flightLimit) {
        sql.holding(claim, connection -> {
            int lines = Sql.update(connection, LineStatements.SENT, tenant(claim), batch(claim), upTo);
            for (Refused one : refused) {
                Failure failure = one.failure();
                Sql.update(
                        connection,
                        LineStatements.REFUSED,
                        failure.code().wireName(),
                        failure.message(),
                        tenant(claim),
                        batch(claim),
                        one.line());
            }
            int failed = refused.size();
            return Sql.update(
                    connection,
                    LineStatements.FED,
                    lines - failed,
                    failed,
                    upTo,
                    flightLimit,
                    tenant(claim),
                    batch(claim));
        });
    }

    @Override
    public int collect(Claim claim, int limit) {
        return sql.holding(
                claim,
                connection -> Sql.query(
                                connection,
                                LineStatements.COLLECT,
                                rows -> rows.getInt(1),
                                tenant(claim),
                                batch(claim),
                                limit,
                                tenant(claim),
                                batch(claim),
                                tenant(claim),
                                batch(claim))
                        .stream()
                        .findFirst()
                        .orElse(0));
    }

    @Override
    public int waitingAtRouter(Claim claim) {
        return sql.query(LineStatements.WAITING_AT_ROUTER, rows -> rows.getInt(1), tenant(claim), batch(claim))
                .getFirst();
    }

    @Override
    public int peers(Claim claim) {
        return sql.query(LineStatements.PEERS, rows -> rows.getInt(1), tenant(claim))
                .getFirst();
    }

    @Override
    public void stop(Claim claim, StopCause cause, int limit) {
        sql.holding(claim, connection -> {
            List<Integer> lines = Sql.query(
                    connection,
                    LineStatements.STOP,
                    rows -> rows.getInt(1),
                    cause.wireName(),
                    tenant(claim),
                    batch(claim),
                    tenant(claim),
                    batch(claim),
                    limit);
            int upTo = lines.isEmpty() ? 0 : Collections.max(lines);
            return Sql.update(
                    connection,
                    LineStatements.STOPPED,
                    cause == StopCause.EXPIRED ? lines.size() : 0,
                    cause == StopCause.CANCELLED ? lines.size() : 0,
                    upTo,
                    cause.wireName(),
                    tenant(claim),
                    batch(claim));
        });
    }

    @Override
    public List<Integer> inFlight(Claim claim) {
        return sql.query(LineStatements.IN_FLIGHT, rows -> rows.getInt(1), tenant(claim), batch(claim));
    }

    @Override
    public void cancelsAsked(Claim claim, StopCause cause) {
        write(claim, LineStatements.CANCELS_ASKED, cause.wireName());
    }

    @Override
    public void abandon(Claim claim, StopCause cause) {
        sql.holding(claim, connection -> {
            int lines = Sql.update(connection, LineStatements.ABANDON, cause.wireName(), tenant(claim), batch(claim));
            return Sql.update(
                    connection,
                    LineStatements.ABANDONED,
                    cause == StopCause.EXPIRED ? lines : 0,
                    cause == StopCause.CANCELLED ? lines : 0,
                    tenant(claim),
                    batch(claim));
        });
    }

    @Override
    public void finalizing(Claim claim, Instant now) {
        write(claim, LineStatements.FINALIZING, now);
    }

    @Override
    public List<EndedLine> ended(Claim claim, int after, int limit) {
        return sql.query(LineStatements.ENDED, PostgresLines::ended, tenant(claim), batch(claim), after, limit);
    }

    private static EndedLine ended(ResultSet rows) throws SQLException {
        String code = rows.getString("failure_code");
        String message = Objects.requireNonNullElse(rows.getString("failure_message"), "The request failed.");
        return new EndedLine(
                rows.getInt("line"),
                rows.getString("custom_id"),
                rows.getString("state"),
                rows.getString("response"),
                code == null ? null : Failure.of(FailureCode.ofWireName(code).orElse(FailureCode.UNKNOWN), message));
    }

    @Override
    public void finish(Claim claim, BatchStatus as, @Nullable FileId output, @Nullable FileId error, Instant now) {
        write(
                claim,
                LineStatements.FINISH,
                as.wireName(),
                output == null ? null : output.value(),
                error == null ? null : error.value(),
                as == BatchStatus.COMPLETED ? now : null,
                as == BatchStatus.FAILED ? now : null,
                as == BatchStatus.EXPIRED ? now : null,
                as == BatchStatus.CANCELLED ? now : null);
    }

    @Override
    public boolean count(Claim claim, Instant now) {
        record Counted(int inFlight, int completed, int failed) {}
        Counted counted = sql.query(
                        LineStatements.COUNT,
                        rows -> new Counted(rows.getInt(1), rows.getInt(2), rows.getInt(3)),
                        tenant(claim),
                        batch(claim))
                .getFirst();
        var before = claim.batch().counts();
        return sql.holding(claim, connection -> {
            Sql.update(
                    connection,
                    LineStatements.COUNTED,
                    counted.inFlight(),
                    counted.completed(),
                    counted.failed(),
                    tenant(claim),
                    batch(claim));
            boolean over = Sql.update(connection, LineStatements.OVER, now, tenant(claim), batch(claim)) > 0;
            return over
                    || counted.inFlight() != before.inFlight()
                    || counted.completed() != before.completed()
                    || counted.failed() != before.failed();
        });
    }

    @Override
    public void announced(Claim claim, Instant now) {
        write(claim, LineStatements.ANNOUNCED, now);
    }

    /** One statement whose parameters are followed by tenant and batch. */
    private void write(Claim claim, String statement, @Nullable Object... parameters) {
        @Nullable Object[] all = new @Nullable Object[parameters.length + 2];
        System.arraycopy(parameters, 0, all, 0, parameters.length);
        all[parameters.length] = tenant(claim);
        all[parameters.length + 1] = batch(claim);
        sql.holding(claim, connection -> Sql.update(connection, statement, all));
    }

    private static String tenant(Claim claim) {
        return claim.batch().tenant().value();
    }

    private static String batch(Claim claim) {
        return claim.batch().id().value();
    }
}
