package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.SketchBucket;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** How attempts went. */
public final class Stats implements Mapping<AttemptStats, io.headgate.schemas.avro.AttemptStats> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.AttemptStats.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.AttemptStats toAvro(AttemptStats stats) {
        return io.headgate.schemas.avro.AttemptStats.newBuilder()
                .setWorker(stats.worker())
                .setTarget(Parts.avro(stats.target()))
                .setWindowStart(stats.windowStart())
                .setWindowMillis(stats.window().toMillis())
                .setEnded(named(stats.ended()))
                .setFailures(named(stats.failures()))
                .setLatency(avro(stats.latency()))
                .setFirstByte(avro(stats.firstByte()))
                .setInputTokens(stats.generation().inputTokens())
                .setOutputTokens(stats.generation().outputTokens())
                .setGeneratingMillis(stats.generation().time().toMillis())
                .setInFlight(stats.load().inFlight())
                .setInFlightLimit(stats.load().inFlightLimit())
                .setQueued(stats.load().queued())
                .setUnread(stats.load().unread())
                .setServiceRate(stats.load().serviceRate())
                .setTenants(stats.load().tenants())
                .setBreaker(avro(stats.gate().breaker()))
                .setNotBefore(stats.gate().notBefore())
                .setRequestsLeft(stats.gate().requestsLeft())
                .setTokensLeft(stats.gate().tokensLeft())
                .setChecksPassed(stats.checks().passed())
                .setChecksFailed(stats.checks().failed())
                .build();
    }

    @Override
    public AttemptStats toDomain(io.headgate.schemas.avro.AttemptStats stats) {
        return new AttemptStats(
                stats.getWorker(),
                Parts.domain(stats.getTarget()),
                stats.getWindowStart(),
                Duration.ofMillis(stats.getWindowMillis()),
                ended(stats.getEnded()),
                failures(stats.getFailures()),
                domain(stats.getLatency()),
                domain(stats.getFirstByte()),
                new AttemptStats.Generation(
                        stats.getInputTokens(),
                        stats.getOutputTokens(),
                        Duration.ofMillis(stats.getGeneratingMillis())),
                new AttemptStats.Load(
                        stats.getInFlight(),
                        stats.getInFlightLimit(),
                        stats.getQueued(),
                        stats.getUnread(),
                        stats.getServiceRate(),
                        stats.getTenants()),
                new AttemptStats.Gate(
                        domain(stats.getBreaker()),
                        stats.getNotBefore(),
                        stats.getRequestsLeft(),
                        stats.getTokensLeft()),
                new AttemptStats.Checks(stats.getChecksPassed(), stats.getChecksFailed()));
    }

    private static Map<String, Long> named(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((constant, count) -> named.put(constant.name().toLowerCase(Locale.ROOT), count));
        return named;
    }

    private static Map<AttemptStatus, Long> ended(Map<String, Long> named) {
        EnumMap<AttemptStatus, Long> ended = new EnumMap<>(AttemptStatus.class);
        named.forEach((name, count) -> ended.merge(
                Arrays.stream(AttemptStatus.values())
                        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst()
                        .orElse(AttemptStatus.UNKNOWN),
                count,
                Math::addExact));
        return ended;
    }

    private static Map<FailureCode, Long> failures(Map<String, Long> named) {
        EnumMap<FailureCode, Long> failures = new EnumMap<>(FailureCode.class);
        named.forEach((name, count) ->
                failures.merge(FailureCode.ofWireName(name).orElse(FailureCode.UNKNOWN), count, Math::addExact));
        return failures;
    }

    private static List<SketchBucket> avro(DurationSketch sketch) {
        return sketch.counts().entrySet().stream()
                .map(bucket -> new SketchBucket(bucket.getKey(), bucket.getValue()))
                .toList();
    }

    private static DurationSketch domain(List<SketchBucket> buckets) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        buckets.forEach(bucket -> counts.merge(bucket.getBucket(), bucket.getCount(), Math::addExact));
        return new DurationSketch(counts);
    }

    private static io.headgate.schemas.avro.BreakerState avro(BreakerState breaker) {
        return switch (breaker) {
            case CLOSED -> io.headgate.schemas.avro.BreakerState.CLOSED;
            case OPEN -> io.headgate.schemas.avro.BreakerState.OPEN;
            case HALF_OPEN -> io.headgate.schemas.avro.BreakerState.HALF_OPEN;
        };
    }

    private static BreakerState domain(io.headgate.schemas.avro.BreakerState breaker) {
        return switch (breaker) {
            case CLOSED -> BreakerState.CLOSED;
            case OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
        };
    }
}
