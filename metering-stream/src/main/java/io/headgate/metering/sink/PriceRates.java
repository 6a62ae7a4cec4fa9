package io.headgate.metering.sink;

import static io.headgate.schemas.sql.Column.integer;
import static io.headgate.schemas.sql.Column.numeric;
import static io.headgate.schemas.sql.Column.text;
import static io.headgate.schemas.sql.Column.timestamp;

import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.sql.BulkInsert;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The rates that attempts were rated at, so that each amount in the books can be checked by hand. */
final class PriceRates {
    private static final BulkInsert<Rate> INSERT = new BulkInsert<>(
            "price_rate",
            List.of(
                    text("price_id", rate -> rate.price().id().value()),
                    text("meter", rate -> rate.meter().wireName()),
                    text("currency", rate -> rate.price().currency().getCurrencyCode()),
                    numeric("rate", Rate::rate),
                    integer("units_per_price", rate -> rate.meter().unitsPerPrice()),
                    timestamp("effective_from", rate -> rate.price().effectiveFrom())),
            "DO NOTHING");

    /** The years that Postgres reads as Java writes them. A price of another is a fault, and does not stop the books. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private PriceRates() {}

    private record Rate(Price price, Meter meter, BigDecimal rate) {}

    /** Keeps the rates of prices that are new, in the caller's transaction; in order, so that nobody waits in a circle. */
    static void keep(Connection connection, Collection<Price> seen) throws SQLException {
        TreeMap<String, Price> prices = new TreeMap<>();
        for (Price price : seen) {
            if (isWritable(price.effectiveFrom())) {
                prices.putIfAbsent(price.id().value(), price);
            }
        }
        List<Rate> rates = new ArrayList<>();
        for (Price price : prices.values()) {
            for (Meter meter : Meter.values()) {
                BigDecimal rate = Rating.rateOf(meter, price);
                if (rate != null) {
                    rates.add(new Rate(price, meter, rate));
                }
            }
        }
        INSERT.write(connection, rates);
    }

    private static boolean isWritable(Instant moment) {
        return !moment.isBefore(FIRST) && !moment.isAfter(LAST);
    }
}
