package io.headgate.metering.alert.books;

import io.headgate.metering.sink.Booking;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Alert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts that workers and the router put on the topic: into the table, and on to the webhooks. */
public final class ForeignAlerts implements Booking {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignAlerts.class);

    private final MessageCodec<Alert> codec;
    private final Supplier<Catalogue> catalogue;

    /** @param catalogue the one in force; throws while there is none, and the batch is booked later */
    public ForeignAlerts(MessageCodec<Alert> codec, Supplier<Catalogue> catalogue) {
        this.codec = codec;
        this.catalogue = catalogue;
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
                    AlertTable.recordForeign(connection, alert, Receiver.hooks(inForce, alert.kind()));
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
}
