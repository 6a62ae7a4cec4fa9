package io.headgate.deploy.cli;

import io.headgate.schemas.process.Database;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the books are, for a command that reads them once. */
public final class BooksDatabase {
    private BooksDatabase() {}

    public static PGSimpleDataSource of(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }
}
