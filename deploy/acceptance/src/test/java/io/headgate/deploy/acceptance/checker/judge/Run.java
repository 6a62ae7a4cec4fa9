package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.BatchedLine;
import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.Cancelled;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Held;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Metered.Status;
import io.headgate.deploy.acceptance.checker.evidence.Noticed;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Price;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Limited;
import io.headgate.deploy.acceptance.checker.evidence.Standing;
import io.headgate.deploy.acceptance.checker.evidence.Strays;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.evidence.Unread;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run of three requests, {@code acme/r-0} to {@code acme/r-2}, in which all is as promised. Tests take something away,
 * or add something, and see it found. Each request used 10 + 5 tokens at 2 and 4 USD a million: 0.00004 USD.
 */
final class Run {
    static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
    static final long MONTH_START = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
    static final long MONTH_END = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
    static final long DEADLINE = NOON + 60_000;
    static final int REQUESTS = 3;
    static final Price PRICE = new Price(
            "sim-1@2026", "USD", Map.of("input", new BigDecimal("2"), "output", new BigDecimal("4")), List.of());
    static final Usage USAGE = new Usage(Map.of("input", 10L, "output", 5L, "request", 1L), false);
    static final BigDecimal COST = new BigDecimal("0.000040");
    static final Held HELD = new Held(40, new BigDecimal("0.0002"), "USD");
    static final Limited COST_PER_MONTH = new Limited("acme", null, null, "cost", "month", "USD");
    static final Sum.Line LINE = new Sum.Line("2026-11", "acme", "sim-1", "USD");

    final List<Published> published = new ArrayList<>();
    final List<Admitted> admissions = new ArrayList<>();
    final List<Dispatched> dispatches = new ArrayList<>();
    final List<Intended> intents = new ArrayList<>();
    final List<Intended> orphans = new ArrayList<>();
    final List<Metered> attempts = new ArrayList<>();
    final List<Ended> results = new ArrayList<>();
    final List<Cancelled> cancels = new ArrayList<>();
    final List<Noticed> notices = new ArrayList<>();
    final List<QuotaTold> quotas = new ArrayList<>();
    final Set<Place> buried = new HashSet<>();
    final Map<Sum.Line, Sum> increments = new HashMap<>();
    final List<String> unreadable = new ArrayList<>();
    final Set<String> cut = new HashSet<>();
    final List<LedgerRow> ledger = new ArrayList<>();
    final Map<String, Map<Sum.Line, Sum>> rollups = new HashMap<>();
    final List<QuotaTold> shown = new ArrayList<>();
    final List<BatchedLine> batchedLines = new ArrayList<>();
    final List<UpstreamCall> calls = new ArrayList<>();
    final List<Unread> unread = new ArrayList<>();
    final List<String> hanging = new ArrayList<>();
    final List<String> ofOthers = new ArrayList<>();
    final List<String> secrets = new ArrayList<>();
    long readAt = DEADLINE + 60_000;
    boolean withBooks = true;
    boolean withSimulator = true;

    private Run() {}

    static Run sound() {
        Run run = new Run();
        for (int i = 0; i < REQUESTS; i++) {
            run.published.add(published(i, "acme", "r-" + i));
            run.admissions.add(admitted(i, "r-" + i, null, "hash-" + i, NOON));
            run.dispatches.add(dispatched("r-" + i, 1, 0));
            run.intents.add(new Intended(attempt("r-" + i, 1), "sim", "w-1", 1, NOON + 10, NOON));
            run.attempts.add(metered(i, "r-" + i, 1, Status.COMPLETED, USAGE, COST, i));
            run.results.add(ended(i, "r-" + i));
            run.calls.add(call(i, "r-" + i + "/1", true, NOON + 20));
            run.ledger.add(row(i, "r-" + i, COST));
        }
        BigDecimal total = COST.multiply(BigDecimal.valueOf(REQUESTS));
        Sum sum = new Sum(REQUESTS, 30, 15, total);
        run.increments.put(LINE, sum);
        for (String table : List.of("rollup_minute", "rollup_hour", "rollup_day", "rollup_month")) {
            run.rollups.put(table, new HashMap<>(Map.of(LINE, sum)));
        }
        run.quotas.add(told("1", "0.00012", "0.0002", "0", 1));
        run.quotas.add(told("1", total.toPlainString(), "0", "0", 2));
        run.shown.add(told("1", total.toPlainString(), "0", "0", 2));
        return run;
    }

    Evidence evidence() {
        Log log = new Log(
                readAt,
                published,
                admissions,
                dispatches,
                intents,
                orphans,
                attempts,
                results,
                cancels,
                notices,
                quotas,
                buried,
                increments,
                unreadable,
                Set.of(),
                cut,
                Set.of());
        return new Evidence(
                log,
                withBooks ? new Books(ledger, rollups, List.of(), shown, batchedLines) : null,
                withSimulator ? calls : null,
                new Standing(4, unread, hanging),
                new Strays(100, ofOthers, secrets, 2, 4_096));
    }

    static Place requestPlace(int offset) {
        return new Place("headgate.requests", 0, offset);
    }

    static Published published(int offset, String tenant, String id) {
        return new Published(requestPlace(offset), List.of(tenant), List.of(id), "topic-0-" + offset, true);
    }

    static Admitted admitted(int offset, String id, @Nullable String idempotencyKey, String hash, long at) {
        return new Admitted(
                new Place("headgate.admissions", 0, offset),
                new Key("acme", id),
                true,
                idempotencyKey,
                hash,
                DEADLINE,
                requestPlace(offset),
                null,
                at);
    }

    static Key attempt(String id, int number) {
        return new Key("acme", id + "/" + number);
    }

    static Dispatched dispatched(String id, int number, int earlierCalls) {
        return dispatchedUnder(1, id, number, earlierCalls);
    }

    static Dispatched dispatchedUnder(long revision, String id, int number, int earlierCalls) {
        return new Dispatched(
                new Place("headgate.dispatch.sim", 0, 0),
                attempt(id, number),
                id,
                "sim",
                "sim-1",
                "",
                NOON,
                DEADLINE,
                HELD,
                PRICE,
                earlierCalls,
                false,
                revision);
    }

    /** @param sequence of the provider's call */
    static Metered metered(
            int offset,
            String id,
            int number,
            Status status,
            @Nullable Usage usage,
            @Nullable BigDecimal cost,
            long sequence) {
        return new Metered(
                new Place("headgate.attempts", 0, offset),
                attempt(id, number),
                id,
                "sim",
                "sim-1",
                "",
                status,
                usage,
                cost,
                cost == null ? null : "USD",
                NOON + 10,
                "req_%016x".formatted(sequence),
                NOON);
    }

    static Ended ended(int offset, String id) {
        return new Ended(new Place("headgate.results", 0, offset), new Key("acme", id), id + "/1", "sha-" + id);
    }

    /** Its body is that of the attempt's result. */
    static UpstreamCall call(long sequence, String attemptId, boolean billed, long receivedAt) {
        String id = attemptId.substring(0, attemptId.indexOf('/'));
        return new UpstreamCall(
                sequence,
                "sim",
                attemptId,
                receivedAt,
                billed ? 200 : 503,
                billed,
                billed ? 10 : 0,
                0,
                billed ? 5 : 0,
                0,
                "sha-" + id,
                true,
                null);
    }

    static LedgerRow row(int offset, String id, @Nullable BigDecimal cost) {
        return new LedgerRow(
                LedgerRow.Kind.ATTEMPT,
                attempt(id, 1),
                "sim-1",
                NOON + 10,
                "2026-11",
                USAGE,
                cost,
                cost == null ? null : "USD",
                0,
                offset,
                null,
                NOON);
    }

    static QuotaTold told(String limit, String spent, String reserved, String overshot, long order) {
        return new QuotaTold(
                COST_PER_MONTH,
                new BigDecimal(limit),
                new BigDecimal(spent),
                new BigDecimal(reserved),
                new BigDecimal(overshot),
                MONTH_START,
                MONTH_END,
                order);
    }
}
