package io.headgate.api.files.store;

import io.headgate.api.files.FileDraft;
import io.headgate.api.files.FileId;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.StoreUnavailableException;
import io.headgate.api.files.StoredFile;
import io.headgate.api.sql.Statements;
import io.headgate.schemas.id.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on its way into Postgres: each piece is a short transaction of its own, under a row that is not complete. One that
 * fits in a piece is written at once when it is kept.
 */
final class PostgresDraft implements FileDraft {
    static final int PIECE = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(PostgresDraft.class);
    private static final String BEGIN = """
            INSERT INTO files (tenant, file_id, complete, bytes, created_at, written_at) VALUES (?, ?, false, 0, ?, ?)""";
    private static final String ADD = "INSERT INTO file_pieces (tenant, file_id, piece, content) VALUES (?, ?, ?, ?)";
    private static final String GROW = "UPDATE files SET bytes = ?, written_at = ? WHERE tenant = ? AND file_id = ?";
    private static final String KEEP = """
            UPDATE files SET complete = true, bytes = ?, purpose = ?, filename = ?, sha256 = ?, user_id = ?,
                             written_at = ?, expires_at = ?
            WHERE tenant = ? AND file_id = ?""";
    private static final String DROP = "DELETE FROM files WHERE tenant = ? AND file_id = ? AND NOT complete";

    private final Statements statements;
    private final TenantId tenant;
    private final FileId id;
    private final InstantSource clock;
    private final Instant createdAt;
    private final MessageDigest digest = sha256();
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private int pieces;
    private long bytes;
    private boolean begun;
    private boolean kept;

    PostgresDraft(Statements statements, TenantId tenant, FileId id, InstantSource clock) {
        this.statements = statements;
        this.tenant = tenant;
        this.id = id;
        this.clock = clock;
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        if (kept) {
            throw new IllegalStateException(id + " is kept, nothing can be added to it");
        }
        digest.update(from, offset, length);
        bytes += length;
        int at = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, PIECE - filled);
            System.arraycopy(from, at, piece, filled, taken);
            filled += taken;
            at += taken;
            left -= taken;
            if (filled == PIECE) {
                statements.transaction(this::addPiece);
                begun = true;
                pieces++;
                filled = 0;
            }
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public StoredFile keep(FileLabel label) {
        String sha256 = HexFormat.of().formatHex(digest.digest());
        statements.transaction(connection -> {
            addPiece(connection);
            int rows = Statements.update(connection, KEEP, statement -> {
                statement.setLong(1, bytes);
                statement.setString(2, label.purpose().wireName());
                statement.setString(3, label.filename());
                statement.setString(4, sha256);
                statement.setString(
                        5, label.user() == null ? null : label.user().value());
                statement.setObject(6, FileRows.utc(clock.instant()));
                statement.setObject(7, FileRows.utc(label.expiresAt()));
                statement.setString(8, tenant.value());
                statement.setString(9, id.value());
            });
            if (rows != 1) {
                throw new SQLException("%s is gone while it was written".formatted(id));
            }
            return rows;
        });
        kept = true;
        return new StoredFile(
                tenant,
                id,
                label.purpose(),
                label.filename(),
                bytes,
                sha256,
                createdAt,
                label.expiresAt(),
                label.user());
    }

    /** How many bytes of the file are in the tables then. */
    private long addPiece(Connection connection) throws SQLException {
        if (!begun) {
            Statements.update(connection, BEGIN, statement -> {
                statement.setString(1, tenant.value());
                statement.setString(2, id.value());
                statement.setObject(3, FileRows.utc(createdAt));
                statement.setObject(4, FileRows.utc(clock.instant()));
            });
        }
        if (filled > 0) {
            Statements.update(connection, ADD, statement -> {
                statement.setString(1, tenant.value());
                statement.setString(2, id.value());
                statement.setInt(3, pieces);
                statement.setBytes(4, filled == PIECE ? piece : Arrays.copyOf(piece, filled));
            });
        }
        Statements.update(connection, GROW, statement -> {
            statement.setLong(1, bytes);
            statement.setObject(2, FileRows.utc(clock.instant()));
            statement.setString(3, tenant.value());
            statement.setString(4, id.value());
        });
        return bytes;
    }

    /** When the store does not answer, retention finds the rest of it later: it is not complete, and not written to. */
    @Override
    public void close() {
        if (kept || !begun) {
            return;
        }
        try {
            statements.update(DROP, statement -> {
                statement.setString(1, tenant.value());
                statement.setString(2, id.value());
            });
            begun = false;
        } catch (StoreUnavailableException e) {
            log.atWarn().addKeyValue("file", id).log("a file that was given up is not deleted yet");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
