package io.headgate.api.files;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept, without its content.
 *
 * @param filename as the client called it: 1 to 255 characters, no path and no control characters
 * @param bytes its size
 * @param sha256 of its content, in hex
 * @param expiresAt when it is deleted; null when the installation's retention alone decides
 * @param user on whose behalf it was uploaded, so that it is deleted with that person's data; null when nobody said
 */
public record StoredFile(
        TenantId tenant,
        FileId id,
        Purpose purpose,
        String filename,
        long bytes,
        String sha256,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable UserId user) {
    /** Without the filename, which a person may have put a name into. */
    @Override
    public String toString() {
        return "StoredFile[%s/%s, %s, %d bytes]".formatted(tenant, id, purpose.wireName(), bytes);
    }
}
