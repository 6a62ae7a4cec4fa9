package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.rig.Lane;
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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads from topics and books, when a run is over, when its requests came by each station. */
final class StageReader {
    private final StageTimes times;
    private final MessageCodec<Attempt> attempts = AvroCodecs.singleObject().attempt();

    private StageReader(StageTimes times) {
        this.times = times;
    }

    /** Puts what is told of the run; the reading of its results is its reader's to tell. */
    static void collect(StageTimes times, Lane lane, Ledger ledger) throws SQLException {
        StageReader reader = new StageReader(times);
        TopicNames topics = lane.kafka().topics();
        lane.read(topics.requests(), reader.stamp(Station.REQUEST));
        lane.read(topics.admissions(), reader.stamp(Station.ADMISSION));
        lane.read(topics.dispatch(Sample.PROVIDER), reader.stamp(Station.DISPATCH));
        lane.read(topics.intents(), reader.stamp(Station.CALL_START));
        lane.read(topics.attempts(), reader.stamp(Station.ATTEMPT).andThen(reader::ended));
        lane.read(topics.results(), reader.stamp(Station.RESULT));
        ledger.read((request, bookedAt) ->
                times.put(Station.LEDGER, request.getBytes(StandardCharsets.UTF_8), bookedAt.toEpochMilli()));
    }

    private Consumer<ConsumerRecord<byte[], byte[]>> stamp(Station station) {
        return written -> times.put(station, id(written), written.timestamp());
    }

    private void ended(ConsumerRecord<byte[], byte[]> written) {
        switch (attempts.decode(written.value())) {
            case Decoded.Readable<Attempt>(Attempt attempt) -> {
                AttemptSummary summary = attempt.summary();
                Instant end = summary.startedAt().plus(summary.duration());
                times.put(Station.CALL_END, id(written), end.toEpochMilli());
            }
            case Decoded.Unreadable<Attempt>(var failure) ->
                throw new IllegalStateException("attempt at %d: %s".formatted(written.offset(), failure.code()));
        }
    }

    private static byte[] id(ConsumerRecord<byte[], byte[]> written) {
        Header id = written.headers().lastHeader(HeaderNames.ID);
        if (id == null) {
            throw new IllegalStateException(
                    "%s at %d: a record without %s".formatted(written.topic(), written.offset(), HeaderNames.ID));
        }
        return id.value();
    }
}
