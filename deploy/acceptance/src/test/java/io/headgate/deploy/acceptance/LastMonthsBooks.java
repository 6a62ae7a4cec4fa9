package io.headgate.deploy.acceptance;

import io.headgate.deploy.cli.BooksDatabase;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.metering.sink.Booking;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.metering.sink.RollupBooking;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Attempts of last month in a database of books, booked by metering's own code at the prices of a catalogue. */
final class LastMonthsBooks {
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();

    private final Catalogue catalogue;
    private final YearMonth month;
    private final List<Attempt> attempts = new ArrayList<>();

    LastMonthsBooks(String catalogue, YearMonth month) {
        this.catalogue = switch (new CatalogReader(Clock.systemUTC()).read(catalogue, new CatalogRevision(1))) {
            case ReadCatalog.Valid valid -> valid.catalogue();
            case ReadCatalog.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().toString());
        };
        this.month = month;
    }

    /** A request that was answered, at noon of a day. */
    LastMonthsBooks answered(int day, String tenant, String model, long input, long output) {
        Usage usage =
                new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, output, Meter.REQUEST, 1L), Usage.Source.REPORTED);
        return add(day, tenant, model, AttemptStatus.COMPLETED, null, usage);
    }

    /** A call of which nobody knows how it ended: it may have been billed, half a dollar at most. */
    LastMonthsBooks unknown(int day, String tenant, String model) {
        Failure failure = Failure.of(FailureCode.PROVIDER_TIMEOUT, "no answer");
        return add(day, tenant, model, AttemptStatus.UNKNOWN, failure, null);
    }

    private LastMonthsBooks add(
            int day,
            String tenant,
            String name,
            AttemptStatus status,
            @Nullable Failure failure,
            @Nullable Usage usage) {
        Model model = catalogue.models().get(new ModelName(name));
        if (model == null) {
            throw new IllegalArgumentException("no model " + name);
        }
        Instant noon = month.atDay(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        Price price = model.priceAt(noon).orElse(null);
        String request = "r-" + attempts.size();
        attempts.add(new Attempt(
                new RequestKey(new TenantId(tenant), new RequestId(request)),
                new AttemptSummary(
                        new AttemptId(request + "/1"),
                        new Target(model.provider(), new EndpointName("main"), model.name(), model.providerModel()),
                        status,
                        failure,
                        failure == null ? 200 : null,
                        noon,
                        Duration.ofSeconds(2)),
                1,
                new Alias("all"),
                null,
                null,
                Map.of("project", "search"),
                noon.plusMillis(500),
                usage,
                price,
                Rating.rate(usage == null ? Usage.none() : usage, price),
                new Reservation(100, 100, Money.of("0.5", "USD")),
                model.providerModel(),
                null,
                catalogue.revision(),
                new Disposition.Final()));
        return this;
    }

    /** Makes the tables and books it all, as the sinks do. */
    void book(Database database) throws SQLException {
        var books = BooksDatabase.of(database);
        Migrations.migrate(books);
        try (Connection connection = books.getConnection()) {
            connection.setAutoCommit(false);
            book(connection, new LedgerBooking(CODECS.attempt()), CODECS.attempt(), attempts);
            List<Increment> increments = attempts.stream()
                    .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt)).increment())
                    .toList();
            book(connection, new RollupBooking(CODECS.increment()), CODECS.increment(), increments);
            connection.commit();
        }
    }

    private static <T> void book(Connection connection, Booking booking, MessageCodec<T> codec, List<T> messages)
            throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (T message : messages) {
            records.add(new ConsumerRecord<>("topic", 0, records.size(), null, codec.encode(message)));
        }
        booking.book(connection, records);
    }
}
