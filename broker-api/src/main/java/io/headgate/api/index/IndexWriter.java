package io.headgate.api.index;

import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts batches into Postgres, one transaction each. One thread at a time. */
final class IndexWriter {
    private static final Logger log = LoggerFactory.getLogger(IndexWriter.class);

    private final DataSource dataSource;
    private boolean migrated;

    IndexWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Writes a batch; the tables are made first where they are missing.
     *
     * @throws SQLException when Postgres cannot take anything at present: the same batch may be written later
     */
    void write(IndexBatch batch) throws SQLException {
        if (!migrated) {
            Migrations.migrate(dataSource);
            migrated = true;
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            writeWhole(batch);
        } catch (SQLException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            writeOneByOne(batch);
        }
    }

    private void writeWhole(IndexBatch batch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                IndexTables.write(connection, batch);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** A row that Postgres refuses for what is in it must not keep the others out for ever. */
    private void writeOneByOne(IndexBatch batch) throws SQLException {
        for (IndexBatch one : batch.singles()) {
            try {
                writeWhole(one);
            } catch (SQLException e) {
                if (!isOfTheData(e)) {
                    throw e;
                }
                log.atError()
                        .addKeyValue("row", one.name())
                        .addKeyValue("sqlState", e.getSQLState())
                        .log("Postgres refuses a row, it is not in the index");
            }
        }
    }

    /** SQLSTATE classes: 22 data exception, 23 constraint violation, 54 program limit exceeded. */
    private static boolean isOfTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
