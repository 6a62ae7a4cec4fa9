package io.headgate.schemas.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the tables of this release: the migrations in {@code db/migration}, each once, in order. */
public final class Migrations {
    private Migrations() {}

    /**
     * Applies what is missing; blocks. Any number of processes may do so at once: one applies, the others wait.
     *
     * Tables of a newer release are left as they are: a release can be rolled back.
     *
     * @throws org.flywaydb.core.api.FlywayException when the database does not answer, or a migration was edited
     */
    public static void migrate(DataSource dataSource) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .cleanDisabled(true)
                .load()
                .migrate();
    }
}
