package io.headgate.api.http.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.schemas.catalog.read.SettingsText;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, and what holds for it in place of what the catalogue says.
 *
 * @param object always {@code tenant}
 * @param state {@code catalogue} where it has no settings of its own, {@code set}, or {@code unreadable}
 * @param settings shaped as {@code tenants.<tenant>} of the catalogue
 * @param setAt ISO 8601, UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TenantReply(
        String object,
        String id,
        String state,
        @Nullable Map<String, Object> settings,
        @JsonProperty("set_by") @Nullable String setBy,
        @JsonProperty("set_at") @Nullable String setAt) {
    /** One that the catalogue alone tells of. */
    static TenantReply ofCatalogue(TenantId tenant) {
        return new TenantReply("tenant", tenant.value(), "catalogue", null, null, null);
    }

    /** @param settings empty where they cannot be read */
    static TenantReply of(TenantId tenant, Optional<TenantSettings> settings) {
        return settings.map(known -> new TenantReply(
                        "tenant",
                        tenant.value(),
                        "set",
                        SettingsText.tree(known),
                        known.updatedBy(),
                        known.updatedAt().toString()))
                .orElseGet(() -> new TenantReply("tenant", tenant.value(), "unreadable", null, null, null));
    }
}
