package io.headgate.deploy.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Intent;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the providers billed, call by call, and which calls a crash cut off.
 *
 * @param cutOff by attempt and start: those that were begun, as the topics have them, and of which no attempt tells
 */
record ProvidersBill(List<LedgerEntry> calls, Set<String> cutOff) {
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();

    private static final String ROWS = """
            SELECT attempt_id, attempt_id || ' ' || round(extract(EPOCH FROM started_at) * 1000)::bigint, status,
                   input_tokens || ' + ' || output_tokens, cost, upper_bound
            FROM usage_ledger WHERE kind = '%s' AND status <> 'not_called'""";

    private record Row(
            String attempt,
            String call,
            String status,
            String tokens,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal upperBound) {}

    static ProvidersBill of(MoneyFlow flow) {
        Set<String> cutOff = new HashSet<>();
        for (Intent intent : read(flow, flow.topics().intents(), CODECS.intent())) {
            cutOff.add(intent.attempt() + " " + intent.startedAt().toEpochMilli());
        }
        for (Attempt attempt : read(flow, flow.topics().attempts(), CODECS.attempt())) {
            cutOff.remove(
                    attempt.summary().id() + " " + attempt.summary().startedAt().toEpochMilli());
        }
        return new ProvidersBill(flow.bills().entries(), cutOff);
    }

    static <T> List<T> read(MoneyFlow flow, String topic, MessageCodec<T> codec) {
        return flow.topic(topic).read(_ -> true).stream()
                .map(record -> ((Decoded.Readable<T>) codec.decode(record.value())).value())
                .toList();
    }

    /** I5: every row has a call of the same tokens, and what is left of the calls are calls that were cut off. */
    void isThatOfTheLedger(MoneyFlow flow) throws SQLException {
        List<Row> attempts = rows(flow, "attempt");
        List<Row> orphans = rows(flow, "orphan");
        assertThat(attempts).noneMatch(row -> row.status().equals("unknown"));
        assertThat(cutOff).as("calls that the kill cut off").isNotEmpty();
        assertThat(orphans).extracting(Row::call).containsExactlyInAnyOrderElementsOf(cutOff);

        List<LedgerEntry> left = leftOver(attempts);
        List<String> orphaned =
                new ArrayList<>(orphans.stream().map(Row::attempt).toList());
        // A call may be cut off before it reaches the provider: an orphan that nobody billed.
        assertThat(left)
                .allSatisfy(call -> assertThat(orphaned.remove(attempt(call)))
                        .as("call %s is an orphan", attempt(call))
                        .isTrue());
        BigDecimal billed = sum(calls.stream().map(call -> counted(call.cost())));
        BigDecimal booked = sum(attempts.stream().map(row -> counted(row.cost())));
        assertThat(billed.subtract(booked))
                .as("billed less booked")
                .isEqualByComparingTo(sum(left.stream().map(call -> counted(call.cost()))))
                .isLessThanOrEqualTo(sum(orphans.stream().map(row -> counted(row.upperBound()))));
    }

    /** The calls that no row of the ledger is of. */
    private List<LedgerEntry> leftOver(List<Row> attempts) {
        Map<String, List<LedgerEntry>> byAttempt = new HashMap<>();
        calls.forEach(call ->
                byAttempt.computeIfAbsent(attempt(call), _ -> new ArrayList<>()).add(call));
        for (Row row : attempts) {
            List<LedgerEntry> candidates = byAttempt.getOrDefault(row.attempt(), List.of());
            LedgerEntry same = candidates.stream()
                    .filter(call -> tokens(call).equals(row.tokens()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("%s is booked with %s tokens, billed: %s"
                            .formatted(row.attempt(), row.tokens(), candidates)));
            candidates.remove(same);
        }
        return byAttempt.values().stream().flatMap(List::stream).toList();
    }

    private static String attempt(LedgerEntry call) {
        return requireNonNull(call.caller().attemptId());
    }

    private static String tokens(LedgerEntry call) {
        return call.usage().prompt() + " + " + call.usage().completion();
    }

    private static List<Row> rows(MoneyFlow flow, String kind) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (var books = flow.books();
                var statement = books.createStatement();
                var row = statement.executeQuery(ROWS.formatted(kind))) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6)));
            }
        }
        return rows;
    }

    private static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What has no price counts nothing. */
    private static BigDecimal counted(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
