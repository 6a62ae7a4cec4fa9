package io.headgate.schemas.topic;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the topics of one installation.
 *
 * @param prefix what every name begins with, {@value #DEFAULT_PREFIX} by default
 */
public record TopicNames(String prefix) {
    public static final String DEFAULT_PREFIX = "headgate.";

    private static final String CRITICAL = ".critical";

    /** The shared topic that clients publish to. */
    public String requests() {
        return prefix + "requests";
    }

    /** A tenant's own topic: what it says of the tenant is true by the broker's ACL. */
    public String requests(TenantId tenant) {
        return requests() + "." + tenant;
    }

    /** Matches {@link #requests()} and every tenant's own. */
    public Pattern requestsPattern() {
        return Pattern.compile(Pattern.quote(requests()) + "(\\..+)?");
    }

    /** The tenant that owns a {@code requests.<tenant>} topic; empty for the shared one. */
    public Optional<TenantId> tenantOf(String requestsTopic) {
        String owned = requests() + ".";
        return requestsTopic.startsWith(owned)
                ? Optional.of(new TenantId(requestsTopic.substring(owned.length())))
                : Optional.empty();
    }

    public String admissions() {
        return prefix + "admissions";
    }

    public String dispatch(ProviderName provider) {
        return prefix + "dispatch." + provider;
    }

    public String dispatchCritical(ProviderName provider) {
        return dispatch(provider) + CRITICAL;
    }

    /** The provider that a dispatch topic is for, critical or not; empty for any other topic. */
    public Optional<ProviderName> providerOf(String topic) {
        String dispatch = prefix + "dispatch.";
        if (!topic.startsWith(dispatch)) {
            return Optional.empty();
        }
        String name = topic.substring(dispatch.length());
        String provider = name.endsWith(CRITICAL) ? name.substring(0, name.length() - CRITICAL.length()) : name;
        return provider.isEmpty() || provider.length() > ProviderName.MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new ProviderName(provider));
    }

    public String attempts() {
        return prefix + "attempts";
    }

    public String intents() {
        return prefix + "intents";
    }

    public String orphans() {
        return prefix + "orphans";
    }

    public String results() {
        return prefix + "results";
    }

    /** The one topic among Headgate's own to which a tenant's results may be relayed. */
    public String results(TenantId tenant) {
        return results() + "." + tenant;
    }

    /** Whether a tenant's results may be relayed to a topic: any but Headgate's own, for it would read them again. */
    public boolean mayReceiveReplies(TenantId tenant, String topic) {
        return !topic.startsWith(prefix) || topic.equals(results(tenant));
    }

    public String failures() {
        return prefix + "failures";
    }

    public String notices() {
        return prefix + "notices";
    }

    public String deltas() {
        return prefix + "deltas";
    }

    public String cancels() {
        return prefix + "cancels";
    }

    public String judgements() {
        return prefix + "judgements";
    }

    public String feedback() {
        return prefix + "feedback";
    }

    public String health() {
        return prefix + "health";
    }

    public String increments() {
        return prefix + "increments";
    }

    public String quotas() {
        return prefix + "quotas";
    }

    public String canaries() {
        return prefix + "canaries";
    }

    public String refusals() {
        return prefix + "refusals";
    }

    public String catalog() {
        return prefix + "catalog";
    }

    public String tenants() {
        return prefix + "tenants";
    }

    public String batches() {
        return prefix + "batches";
    }

    public String alerts() {
        return prefix + "alerts";
    }

    public String deadletters() {
        return prefix + "deadletters";
    }
}
