package io.headgate.metering.rerate.sql;

import io.headgate.metering.rerate.Correction;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/** The rates that corrections were reckoned with, so that each can be checked by hand as what it corrects can. */
final class CorrectionRates {
    private static final String INSERT = """
            INSERT INTO price_rate (price_id, meter, currency, rate, units_per_price, effective_from)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private CorrectionRates() {}

    /** In the order of ids, as the sink writes them: so that nobody waits in a circle. */
    static void keep(Connection connection, List<Correction> corrections) throws SQLException {
        TreeMap<String, Price> prices = new TreeMap<>();
        corrections.forEach(correction -> prices.put(correction.price().id().value(), correction.price()));
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Price price : prices.values()) {
                for (Meter meter : Meter.values()) {
                    BigDecimal rate = Rating.rateOf(meter, price);
                    if (rate != null) {
                        add(insert, price, meter, rate);
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(PreparedStatement insert, Price price, Meter meter, BigDecimal rate) throws SQLException {
        insert.setString(1, price.id().value());
        insert.setString(2, meter.wireName());
        insert.setString(3, price.currency().getCurrencyCode());
        insert.setBigDecimal(4, rate);
        insert.setInt(5, meter.unitsPerPrice());
        insert.setObject(6, price.effectiveFrom().atOffset(ZoneOffset.UTC));
        insert.addBatch();
    }
}
