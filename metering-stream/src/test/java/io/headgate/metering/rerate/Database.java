package io.headgate.metering.rerate;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.sql.Migrations;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of one test's own, with all tables and nothing in them. */
public final class Database {
    private Database() {}

    public static DataSource fresh() {
        Servers servers = TestServers.shared();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(TestServers.freshDatabase());
        database.setUser(servers.jdbcUser());
        database.setPassword(servers.jdbcPassword());
        Migrations.migrate(database);
        return database;
    }
}
