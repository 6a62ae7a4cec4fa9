package io.headgate.api.files.store;

import io.headgate.api.files.FileId;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code files} as values. */
final class FileRows {
    static final String COLUMNS = "tenant, file_id, purpose, filename, bytes, sha256, created_at, expires_at, user_id";

    private FileRows() {}

    /** The row that {@code rows} stands at, which is a complete file's. */
    static StoredFile read(ResultSet rows) throws SQLException {
        String user = rows.getString("user_id");
        OffsetDateTime expiresAt = rows.getObject("expires_at", OffsetDateTime.class);
        return new StoredFile(
                new TenantId(rows.getString("tenant")),
                new FileId(rows.getString("file_id")),
                Purpose.named(rows.getString("purpose")).orElseThrow(),
                rows.getString("filename"),
                rows.getLong("bytes"),
                rows.getString("sha256"),
                rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                user == null ? null : new UserId(user));
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
