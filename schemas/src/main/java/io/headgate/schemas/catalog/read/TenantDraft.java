package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.TierName;
import io.headgate.schemas.message.TenantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a text says of a tenant, and what it does not say: that is for the catalogue's defaults, or for the catalogue. */
record TenantDraft(
        boolean enabled,
        Optional<TierName> tier,
        Optional<Integer> weight,
        List<Limit> limits,
        Map<ModelName, List<Limit>> modelLimits,
        Map<String, List<Limit>> projectLimits,
        Optional<Set<Alias>> aliases,
        Optional<Set<ProviderName>> providers,
        Optional<Set<String>> regions,
        Optional<Redaction> redaction,
        Optional<Long> maxBodyBytes,
        Set<String> replyTopics,
        Place tierPlace) {

    /** The tenant of a catalogue; empty, and reported, when there is no tier for it. */
    Optional<Tenant> complete(TenantId id, Optional<TierName> fallback) {
        Optional<TierName> effective = tier.or(() -> fallback);
        if (effective.isEmpty()) {
            return tierPlace.refuse("required, and not there: there is no defaults.tier either");
        }
        return effective.map(name -> new Tenant(
                id,
                enabled,
                name,
                limits,
                modelLimits,
                projectLimits,
                aliases.orElse(Set.of()),
                providers.orElse(Set.of()),
                regions.orElse(Set.of()),
                redaction.orElse(null),
                maxBodyBytes.orElse(null),
                weight.orElse(null),
                replyTopics));
    }

    /** Settings in place of what a catalogue says. */
    TenantSettings settings(TenantId id, String by, Instant at) {
        return new TenantSettings(
                id,
                enabled,
                tier.orElse(null),
                limits,
                modelLimits,
                projectLimits,
                new TenantSettings.Policy(
                        aliases.orElse(null),
                        providers.orElse(null),
                        regions.orElse(null),
                        redaction.orElse(null),
                        maxBodyBytes.orElse(null)),
                replyTopics,
                weight.orElse(null),
                by,
                at);
    }
}
