package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Sample;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** When each request of one run came by each station; read from the records when the run is over. Steps of a millisecond. */
final class StageTimes {
    private static final long NEVER = -1;

    private final int first;
    private final int count;
    private final Map<Station, long[]> times = new EnumMap<>(Station.class);
    private final MessageCodec<Attempt> attempts = AvroCodecs.singleObject().attempt();

    /**
     * @param first number of the run's first request
     * @param count how many it has
     */
    StageTimes(int first, int count) {
        this.first = first;
        this.count = count;
        for (Station station : Station.values()) {
            long[] never = new long[count];
            Arrays.fill(never, NEVER);
            times.put(station, never);
        }
    }

    /** The result of the run's request of this number, counted from 0, is read now. */
    void read(int index) {
        at(Station.READ)[index] = System.currentTimeMillis();
    }

    /** Reads what the topics and the books tell of the run. */
    void collect(Lane lane, Ledger ledger) throws SQLException {
        TopicNames topics = lane.kafka().topics();
        lane.read(topics.requests(), stamp(Station.REQUEST));
        lane.read(topics.admissions(), stamp(Station.ADMISSION));
        lane.read(topics.dispatch(Sample.PROVIDER), stamp(Station.DISPATCH));
        lane.read(topics.intents(), stamp(Station.CALL_START));
        lane.read(topics.attempts(), stamp(Station.ATTEMPT));
        lane.read(topics.attempts(), this::ended);
        lane.read(topics.results(), stamp(Station.RESULT));
        ledger.read((request, bookedAt) ->
                put(Station.LEDGER, request.getBytes(StandardCharsets.UTF_8), bookedAt.toEpochMilli()));
    }

    private Consumer<ConsumerRecord<byte[], byte[]>> stamp(Station station) {
        return written -> put(station, id(written), written.timestamp());
    }

    private void ended(ConsumerRecord<byte[], byte[]> written) {
        if (attempts.decode(written.value()) instanceof Decoded.Readable<Attempt>(Attempt attempt)) {
            AttemptSummary summary = attempt.summary();
            Instant end = summary.startedAt().plus(summary.duration());
            put(Station.CALL_END, id(written), end.toEpochMilli());
        }
    }

    private static byte[] id(ConsumerRecord<byte[], byte[]> written) {
        Header id = written.headers().lastHeader(HeaderNames.ID);
        return id == null ? new byte[0] : id.value();
    }

    /** The last stands: of a request that was tried again, the last attempt. */
    private void put(Station station, byte[] request, long millis) {
        int index = Sample.index(request) - first;
        if (request.length > 0 && index >= 0 && index < count) {
            at(station)[index] = millis;
        }
    }

    private long[] at(Station station) {
        return times.getOrDefault(station, new long[0]);
    }

    /** How long the run's requests took from one station to another; those that are not known at both are not counted. */
    Percentiles of(Stage stage) {
        ConcurrentHistogram histogram = Percentiles.histogram();
        long[] from = at(stage.from());
        long[] to = at(stage.to());
        for (int i = 0; i < count; i++) {
            if (from[i] != NEVER && to[i] != NEVER) {
                Percentiles.record(histogram, TimeUnit.MILLISECONDS.toNanos(to[i] - from[i]));
            }
        }
        return Percentiles.of(histogram);
    }
}
