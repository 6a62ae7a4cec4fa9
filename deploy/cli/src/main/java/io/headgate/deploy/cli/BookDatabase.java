package io.headgate.deploy.cli;

import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.OptionError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The books, as commands reach them, and the moments that they are asked about. */
public final class BookDatabase {
    private BookDatabase() {}

    /** Those that are named, or else of the Headgate that runs here. */
    public static DataSource of(ConnectOptions connect, DatabaseOptions options) {
        Database database = connect.database(options);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** @throws OptionError when the text is neither a day nor an instant */
    public static Instant instant(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new OptionError("%s: seen '%s', allowed a day (2026-11-20) or an instant (2026-11-20T15:00:00Z), UTC"
                    .formatted(option, text));
        }
    }
}
