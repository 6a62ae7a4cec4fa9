package io.headgate.schemas.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the present version. Processes may do it at the same time: one does it, the others wait. */
public final class Migrations {
    private Migrations() {}

    /** Applies what is missing; throws Flyway's exception when the database cannot be reached or refuses. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
