package io.headgate.api.files.store;

import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileQuery;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.StoreUnavailableException;
import io.headgate.api.files.StoredFile;
import io.headgate.api.sql.Statements;
import io.headgate.schemas.id.TenantId;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** {@link FileStore} in the tables {@code files} and {@code file_pieces}. */
public final class PostgresFileStore implements FileStore {
    /** One that has expired is gone at its moment, though its row is deleted only in the next round of retention. */
    private static final String THERE = " AND complete AND (expires_at IS NULL OR expires_at > ?)";

    private static final String FIND =
            "SELECT " + FileRows.COLUMNS + " FROM files WHERE tenant = ? AND file_id = ?" + THERE;
    private static final String LIST = "SELECT " + FileRows.COLUMNS + " FROM files WHERE tenant = ?" + THERE + """
             AND (?::text IS NULL OR purpose = ?) AND (?::text IS NULL OR file_id %s ?)
            ORDER BY file_id %s LIMIT ?""";
    private static final String OLDEST_FIRST = LIST.formatted(">", "ASC");
    private static final String NEWEST_FIRST = LIST.formatted("<", "DESC");
    private static final String DELETE = "DELETE FROM files WHERE tenant = ? AND file_id = ?" + THERE;
    private static final String BYTES = "SELECT coalesce(sum(bytes), 0) FROM files WHERE tenant = ?";

    private final Statements statements;
    private final InstantSource clock;

    public PostgresFileStore(DataSource dataSource, InstantSource clock) {
        this.statements = new Statements(dataSource, StoreUnavailableException::new);
        this.clock = clock;
    }

    @Override
    public FileDraft begin(TenantId tenant) {
        return new PostgresDraft(statements, tenant, FileId.next(clock.instant()), clock);
    }

    @Override
    public Optional<StoredFile> find(TenantId tenant, FileId id) {
        return statements.query(
                FIND,
                statement -> {
                    statement.setString(1, tenant.value());
                    statement.setString(2, id.value());
                    statement.setObject(3, FileRows.utc(clock.instant()));
                },
                rows -> rows.next() ? Optional.of(FileRows.read(rows)) : Optional.empty());
    }

    @Override
    public InputStream open(TenantId tenant, FileId id, long from) throws FileNotFoundException {
        StoredFile file = find(tenant, id).orElseThrow(() -> new FileNotFoundException(id.value()));
        if (from < 0 || from > file.bytes()) {
            throw new IllegalArgumentException("%s from byte %d: allowed 0 to %d".formatted(id, from, file.bytes()));
        }
        return new PieceStream(statements, file, from);
    }

    @Override
    public boolean delete(TenantId tenant, FileId id) {
        return statements.update(DELETE, statement -> {
                    statement.setString(1, tenant.value());
                    statement.setString(2, id.value());
                    statement.setObject(3, FileRows.utc(clock.instant()));
                })
                > 0;
    }

    @Override
    public List<StoredFile> list(TenantId tenant, FileQuery query) {
        String purpose = query.purpose() == null ? null : query.purpose().wireName();
        String after = query.after() == null ? null : query.after().value();
        return statements.query(
                query.newestFirst() ? NEWEST_FIRST : OLDEST_FIRST,
                statement -> {
                    statement.setString(1, tenant.value());
                    statement.setObject(2, FileRows.utc(clock.instant()));
                    statement.setString(3, purpose);
                    statement.setString(4, purpose);
                    statement.setString(5, after);
                    statement.setString(6, after);
                    statement.setInt(7, query.limit());
                },
                rows -> {
                    List<StoredFile> files = new ArrayList<>();
                    while (rows.next()) {
                        files.add(FileRows.read(rows));
                    }
                    return files;
                });
    }

    @Override
    public long bytesOf(TenantId tenant) {
        return statements.query(BYTES, statement -> statement.setString(1, tenant.value()), rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }
}
