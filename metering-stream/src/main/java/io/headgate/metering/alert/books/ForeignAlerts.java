package io.headgate.metering.alert.books;

import io.headgate.metering.sink.Booking;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Alert;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts that workers and the router put on the topic: into the table, and on to the webhooks. */
public final class ForeignAlerts implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignAlerts.class);

    /** As long as deliveries are tried: who reads the topic from its beginning wakes nobody up for last month. */
    private static final Duration NEWS = Duration.ofHours(24);

    private final MessageCodec<Alert> codec;
    private final Supplier<Catalogue> catalogue;
    private final InstantSource clock;

    /** @param catalogue the one in force; throws while there is none, and the batch is booked later */
    public ForeignAlerts(MessageCodec<Alert> codec, Supplier<Catalogue> catalogue, InstantSource clock) {
        this.codec = codec;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public void book(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        Catalogue inForce = catalogue.get();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) {
                continue;
            }
            switch (codec.decode(record.value())) {
                case Decoded.Readable<Alert>(Alert alert) ->
                    AlertTable.recordForeign(connection, alert, hooks(inForce, alert));
                case Decoded.Unreadable<Alert>(var failure) ->
                    LOG.atWarn()
                            .log(
                                    "alert at {}-{} {} cannot be read, passed over: {}",
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    failure.message());
            }
        }
    }

    private List<Receiver> hooks(Catalogue inForce, Alert alert) {
        return alert.at().isBefore(clock.instant().minus(NEWS)) ? List.of() : Receiver.hooks(inForce, alert.kind());
    }
}
