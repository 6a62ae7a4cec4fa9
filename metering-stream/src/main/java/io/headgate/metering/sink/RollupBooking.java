package io.headgate.metering.sink;

import io.headgate.metering.sink.BookedRounds.Known;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.sql.BulkInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Increments added to the rollups; those of closed months are counted besides. What the stream read again, after its state or its
 * offsets were lost, is not added again. For one sink.
 */
public final class RollupBooking implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(RollupBooking.class);
    private static final BulkInsert<Reject> REJECT =
            new BulkInsert<>("metering_reject", Reject.columns(), "DO NOTHING");

    private final MessageCodec<Increment> codec;
    private final Replays replays = new Replays();
    private @Nullable RollupSources uncommitted;

    public RollupBooking(MessageCodec<Increment> codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "rollup";
    }

    /** What was not added again. */
    public Replays replays() {
        return replays;
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        records.forEach(record -> partitions.add(partition(record)));
        RollupSources sources = RollupSources.read(connection, partitions);
        List<Increment> increments = new ArrayList<>(records.size());
        List<Reject> rejects = new ArrayList<>();
        records.forEach(record -> read(record, sources, increments, rejects));
        sources.write(connection);
        Rollups.add(connection, increments);
        LateAttempts.count(connection, increments);
        REJECT.write(connection, rejects);
        uncommitted = sources;
    }

    @Override
    public void committed() {
        RollupSources sources = uncommitted;
        uncommitted = null;
        if (sources == null) {
            return;
        }
        long known = sources.replayed();
        long unclear = sources.unclear();
        replays.add(known, unclear);
        if (known > 0) {
            LOG.atWarn().log("rollup sink: {} attempts were read again, and are not added again", known);
        }
        if (unclear > 0) {
            LOG.atWarn()
                    .log(
                            "rollup sink: {} attempts came summed up with such as were read again, and are not added;"
                                    + " 'headgate books check <month> --repair' adds those that the rollups lack",
                            unclear);
        }
    }

    private void read(
            ConsumerRecord<byte[], byte[]> record,
            RollupSources sources,
            List<Increment> increments,
            List<Reject> rejects) {
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Increment>(var increment) -> {
                if (sources.take(partition(record), increment) == Known.NOTHING) {
                    increments.add(increment);
                }
            }
            case Decoded.Unreadable<Increment>(var failure) -> {
                LOG.atError()
                        .log(
                                "increment at {} {} cannot be read, kept in metering_reject: {}",
                                record.topic() + "-" + record.partition(),
                                record.offset(),
                                failure);
                rejects.add(new Reject(record, failure));
            }
        }
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
