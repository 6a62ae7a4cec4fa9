package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.StopCause;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.LineError;
import io.headgate.api.files.FileId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One batch and its lines, in memory: what the tables hold, and the same rules. Each write is whole or not at all. */
final class MemoryBook implements LineBook, Claims {
    private final Map<Integer, Line> lines = new TreeMap<>();
    private final Map<Integer, String> states = new TreeMap<>();
    private final Map<Integer, Failure> refusals = new HashMap<>();
    private final MemoryBroker broker;
    private final Supplier<Instant> clock;
    private final Mishaps mishaps;
    private Batch batch;
    private @Nullable StopCause stop;
    private @Nullable String holder;
    private Instant heldUntil = Instant.MIN;
    private int tokens;
    private boolean announced;

    MemoryBook(Batch batch, MemoryBroker broker, Supplier<Instant> clock, Mishaps mishaps) {
        this.batch = batch;
        this.broker = broker;
        this.clock = clock;
        this.mishaps = mishaps;
    }

    Batch batch() {
        return batch;
    }

    boolean isAnnounced() {
        return announced;
    }

    void cancel(Instant now) {
        if ((batch.status() == BatchStatus.VALIDATING || batch.status() == BatchStatus.IN_PROGRESS)
                && batch.times().finalizingAt() == null) {
            Times t = batch.times();
            change(
                    BatchStatus.CANCELLING,
                    new Times(t.createdAt(), t.expiresAt(), t.inProgressAt(), null, null, null, null, now, null));
        }
    }

    @Override
    public Optional<Claim> claim(Duration lease) {
        if (announced || heldUntil.isAfter(clock.get())) {
            return Optional.empty();
        }
        holder = "t" + tokens++;
        heldUntil = clock.get().plus(lease);
        return Optional.of(new Claim(batch, holder));
    }

    @Override
    public void keep(Claim claim, Duration lease) {
        holding(claim, () -> heldUntil = clock.get().plus(lease));
    }

    @Override
    public void release(Claim claim, Duration pause) {
        if (claim.token().equals(holder)) {
            heldUntil = Instant.MIN;
        }
    }

    private void holding(Claim claim, Runnable write) {
        mishaps.pass();
        if (!claim.token().equals(holder) || !heldUntil.isAfter(clock.get())) {
            throw new ClaimLostException(batch.id());
        }
        write.run();
        mishaps.pass();
    }

    @Override
    public void begin(Claim claim, List<Line> read, Instant now) {
        holding(claim, () -> {
            lines.clear();
            states.clear();
            read.forEach(line -> {
                lines.put(line.number(), line);
                states.put(line.number(), "waiting");
            });
            Times t = batch.times();
            change(
                    batch.status() == BatchStatus.VALIDATING ? BatchStatus.IN_PROGRESS : batch.status(),
                    new Times(t.createdAt(), t.expiresAt(), now, null, null, null, null, t.cancellingAt(), null));
        });
    }

    @Override
    public void refuse(Claim claim, List<LineError> errors, Instant now) {
        throw new AssertionError("these inputs are good");
    }

    @Override
    public List<Line> unsent(Claim claim, int limit) {
        return lines.values().stream()
                .filter(line -> "waiting".equals(states.get(line.number())))
                .limit(limit)
                .toList();
    }

    @Override
    public void sent(Claim claim, int upTo, List<Refused> refused, int flightLimit) {
        holding(claim, () -> {
            states.replaceAll((line, state) -> line <= upTo && state.equals("waiting") ? "sent" : state);
            for (Refused one : refused) {
                states.put(one.line(), "failed");
                refusals.put(one.line(), one.failure());
            }
            change(batch.status(), batch.times());
        });
    }

    @Override
    public int collect(Claim claim, int limit) {
        int[] moved = {0};
        holding(claim, () -> {
            states.replaceAll((line, state) -> {
                MemoryBroker.End end = state.equals("sent") ? end(line) : null;
                moved[0] += end == null ? 0 : 1;
                return end == null ? state : ended(end);
            });
            change(batch.status(), batch.times());
        });
        return moved[0];
    }

    private MemoryBroker.@Nullable End end(int line) {
        return broker.end(Line.request(batch.id(), line).value());
    }

    private String ended(MemoryBroker.End end) {
        Failure failure = end.failure();
        if (failure == null) {
            return "completed";
        }
        return failure.code() == FailureCode.CANCELLED && stop != null ? stop.wireName() : "failed";
    }

    @Override
    public int waitingAtRouter(Claim claim) {
        return 0;
    }

    @Override
    public int peers(Claim claim) {
        return 1;
    }

    @Override
    public void stop(Claim claim, StopCause cause, int limit) {
        List<Line> next = unsent(claim, limit);
        holding(claim, () -> {
            next.forEach(line -> states.put(line.number(), cause.wireName()));
            stop = stop == null ? cause : stop;
            change(batch.status(), batch.times());
        });
    }

    @Override
    public List<Integer> inFlight(Claim claim) {
        return states.entrySet().stream()
                .filter(line -> line.getValue().equals("sent"))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void cancelsAsked(Claim claim, StopCause cause) {
        holding(claim, () -> {
            stop = stop == null ? cause : stop;
            batch = with(batch, batch.status(), counts(), batch.times(), true);
        });
    }

    @Override
    public void abandon(Claim claim, StopCause cause) {
        holding(claim, () -> {
            states.replaceAll((line, state) -> state.equals("sent") ? cause.wireName() : state);
            change(batch.status(), batch.times());
        });
    }

    @Override
    public void finalizing(Claim claim, Instant now) {
        holding(claim, () -> {
            Times t = batch.times();
            boolean plain = batch.status() == BatchStatus.IN_PROGRESS && counts().expired() == 0;
            Instant since = t.finalizingAt() == null ? now : t.finalizingAt();
            change(
                    plain ? BatchStatus.FINALIZING : batch.status(),
                    new Times(
                            t.createdAt(),
                            t.expiresAt(),
                            t.inProgressAt(),
                            since,
                            null,
                            null,
                            null,
                            t.cancellingAt(),
                            null));
        });
    }

    @Override
    public List<EndedLine> ended(Claim claim, int after, int limit) {
        return lines.values().stream()
                .filter(line -> line.number() > after)
                .limit(limit)
                .map(line -> {
                    MemoryBroker.End end = end(line.number());
                    Failure refusal = refusals.get(line.number());
                    return new EndedLine(
                            line.number(),
                            line.customId(),
                            states.getOrDefault(line.number(), "waiting"),
                            end == null ? null : end.response(),
                            refusal != null ? refusal : end == null ? null : end.failure());
                })
                .toList();
    }

    @Override
    public void finish(Claim claim, BatchStatus as, @Nullable FileId output, @Nullable FileId error, Instant now) {
        holding(claim, () -> {
            Upload u = batch.upload();
            if (u == null) {
                throw new AssertionError("it is uploaded");
            }
            batch = new Batch(
                    batch.tenant(),
                    batch.id(),
                    as,
                    new Upload(u.input(), u.endpoint(), output, error, null, null),
                    batch.metadata(),
                    null,
                    null,
                    counts(),
                    batch.times(),
                    batch.tokens(),
                    List.of(),
                    0,
                    true);
        });
    }

    @Override
    public boolean count(Claim claim, Instant now) {
        throw new AssertionError("it is uploaded");
    }

    @Override
    public void announced(Claim claim, Instant now) {
        holding(claim, () -> announced = true);
    }

    private void change(BatchStatus status, Times times) {
        batch = with(batch, status, counts(), times, batch.cancelsAsked());
    }

    private static Batch with(Batch b, BatchStatus status, Counts counts, Times times, boolean cancelsAsked) {
        return new Batch(
                b.tenant(),
                b.id(),
                status,
                b.upload(),
                b.metadata(),
                b.createdBy(),
                b.project(),
                counts,
                times,
                b.tokens(),
                b.errors(),
                b.flightLimit(),
                cancelsAsked);
    }

    private Counts counts() {
        return new Counts(
                states.isEmpty() ? null : states.size(),
                in("sent"),
                in("completed"),
                in("failed"),
                in("expired"),
                in("cancelled"));
    }

    private int in(String state) {
        return Math.toIntExact(states.values().stream().filter(state::equals).count());
    }
}
