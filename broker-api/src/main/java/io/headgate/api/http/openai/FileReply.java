package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.files.StoredFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as OpenAI describes one.
 *
 * @param createdAt seconds since 1970, as {@code expiresAt}, which is left out where only the installation's retention ends it
 * @param status always {@code processed}: a file is kept whole or not at all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileReply(
        String id,
        String object,
        long bytes,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("expires_at") @Nullable Long expiresAt,
        String filename,
        String purpose,
        String status) {
    static FileReply of(StoredFile file) {
        Instant expiresAt = file.expiresAt();
        return new FileReply(
                file.id().value(),
                "file",
                file.bytes(),
                file.createdAt().getEpochSecond(),
                expiresAt == null ? null : expiresAt.getEpochSecond(),
                file.filename(),
                file.purpose().wireName(),
                "processed");
    }
}
