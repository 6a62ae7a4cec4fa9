package io.headgate.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown: to programs, to people, in the audit log. Without anything that a key could be made of.
 *
 * @param object always {@code api_key}
 * @param tenant null for the whole installation
 * @param state {@code valid}, {@code expired}, {@code revoked}
 * @param lastUsedAt some seconds behind. This and the other moments in ISO 8601, UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyView(
        String object,
        String id,
        String label,
        String role,
        List<String> scopes,
        @Nullable String tenant,
        @Nullable String project,
        String state,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("expires_at") @Nullable String expiresAt,
        @JsonProperty("revoked_at") @Nullable String revokedAt,
        @Nullable String replaces,
        @JsonProperty("last_used_at") @Nullable String lastUsedAt) {
    public static KeyView of(StoredKey key, Instant now) {
        return new KeyView(
                "api_key",
                key.id().value(),
                key.label(),
                key.role().wireName(),
                key.scopes().stream().sorted().map(Scope::wireName).toList(),
                key.tenant().map(TenantId::value).orElse(null),
                key.project().orElse(null),
                key.at(now).wireName(),
                key.createdAt().toString(),
                key.createdBy(),
                text(key.expiresAt()),
                text(key.revokedAt()),
                key.replaces().map(KeyId::value).orElse(null),
                text(key.lastUsedAt()));
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }
}
