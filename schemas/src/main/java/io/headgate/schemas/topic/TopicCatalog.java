package io.headgate.schemas.topic;

import io.headgate.schemas.topic.TopicSpec.Partitioning;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every topic of an installation, in the order a request meets them: what is provisioned, checked and documented. */
public final class TopicCatalog {
    /** Stands in a name for a provider's name. */
    public static final String PROVIDER = "<provider>";

    /** Stands in a name for a tenant's name. */
    public static final String TENANT = "<tenant>";

    /** The largest record any topic takes, in bytes: a failed request holds its body, which may be long. */
    public static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

    private static final String CLIENTS = "clients";
    private static final String ROUTER = "router-worker";
    private static final String WORKERS = "provider-workers";
    private static final String METERING = "metering-stream";
    private static final String API = "broker-api";
    private static final String APPLY = "headgate apply";
    private static final String SETTING = "headgate tenants";

    private static final String TENANT_KEY = "tenant, UTF-8";
    private static final String REQUEST_KEY = "request id, UTF-8";

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<TopicSpec> ALL = List.of(
            spec(
                    "requests",
                    "any",
                    "ClientRequest",
                    Partitioning.FREE,
                    WEEK,
                    of(CLIENTS),
                    of(ROUTER),
                    "Where prompts come in: in Avro, or as an OpenAI chat-completions body in JSON with headgate-* headers."),
            spec(
                    "requests." + TENANT,
                    "any",
                    "ClientRequest",
                    Partitioning.FREE,
                    WEEK,
                    of(CLIENTS),
                    of(ROUTER),
                    "The same for one tenant alone; the broker's ACL says who may write it, so its name says who pays."),
            spec(
                    "admissions",
                    TENANT_KEY,
                    "Admission",
                    Partitioning.TENANT,
                    WEEK,
                    of(ROUTER, API),
                    of(ROUTER),
                    "Requests checked and completed, or found invalid, with a tenant's in one partition."),
            spec(
                    "dispatch." + PROVIDER,
                    REQUEST_KEY,
                    "Dispatch",
                    Partitioning.FREE,
                    WEEK,
                    of(ROUTER),
                    of(WORKERS),
                    "Attempts for a provider's workers, and with each the custody of its request."),
            spec(
                    "dispatch." + PROVIDER + ".critical",
                    REQUEST_KEY,
                    "Dispatch",
                    Partitioning.FREE,
                    WEEK,
                    of(ROUTER),
                    of(WORKERS),
                    "The same for critical requests, in a queue of their own."),
            spec(
                    "attempts",
                    TENANT_KEY,
                    "Attempt",
                    Partitioning.TENANT,
                    MONTH,
                    of(WORKERS),
                    of(ROUTER, METERING),
                    "Attempts as they happened: the router settles them, metering rates them."),
            spec(
                    "intents",
                    TENANT_KEY,
                    "Intent",
                    Partitioning.TENANT,
                    WEEK,
                    of(WORKERS),
                    of(METERING),
                    "Calls about to be made, acknowledged before their first byte: what a crash left open is found by them."),
            spec(
                    "orphans",
                    TENANT_KEY,
                    "Intent",
                    Partitioning.TENANT,
                    MONTH,
                    of(METERING),
                    of(ROUTER, METERING),
                    "Intents whose outcome nobody wrote: calls that a crash cut off, and that may have been billed."),
            spec(
                    "results",
                    REQUEST_KEY,
                    "InferenceResult",
                    Partitioning.FREE,
                    WEEK,
                    of(WORKERS, ROUTER),
                    of(CLIENTS, API, ROUTER),
                    "The one terminal event of every request, in Avro or JSON as the request was; read committed."),
            spec(
                    "failures",
                    REQUEST_KEY,
                    "FailedRequest",
                    Partitioning.FREE,
                    MONTH,
                    of(WORKERS, ROUTER),
                    of(API, "headgate replay"),
                    "Requests that failed, whole, with every attempt: what replay reads."),
            spec(
                    "notices",
                    REQUEST_KEY,
                    "Notice",
                    Partitioning.FREE,
                    DAY,
                    of(ROUTER),
                    of(API, CLIENTS),
                    "What a client may want to know before the end; never terminal."),
            spec(
                    "deltas",
                    REQUEST_KEY,
                    "Delta",
                    Partitioning.FREE,
                    HOUR,
                    of(WORKERS),
                    of(API, CLIENTS),
                    "Pieces of streamed replies; not transactional."),
            spec(
                    "cancels",
                    TENANT_KEY,
                    "Cancel",
                    Partitioning.TENANT,
                    DAY,
                    of(API, CLIENTS),
                    of(ROUTER, WORKERS),
                    "Asks whoever has custody of a request to close it."),
            spec(
                    "judgements",
                    "any",
                    "JudgementJson",
                    Partitioning.FREE,
                    WEEK,
                    of(CLIENTS),
                    of(API),
                    "What users say of answers, as JSON; the headers say whose answer it was."),
            spec(
                    "feedback",
                    TENANT_KEY,
                    "Feedback",
                    Partitioning.FREE,
                    MONTH,
                    of(API),
                    of(ROUTER),
                    "The same, checked, with the alias that was asked for and the model that answered."),
            spec(
                    "health",
                    "provider/model, UTF-8",
                    "AttemptStats",
                    Partitioning.FREE,
                    HOUR,
                    of(WORKERS),
                    of(ROUTER, API),
                    "How attempts went, a few records a second per worker, endpoint and model."),
            spec(
                    "increments",
                    TENANT_KEY,
                    "Increment",
                    Partitioning.FREE,
                    MONTH,
                    of(METERING),
                    of(METERING),
                    "Pre-aggregated metering; each attempt is in exactly one."),
            spec(
                    "quotas",
                    "tenant and limit, UTF-8",
                    "QuotaState",
                    Partitioning.TENANT,
                    null,
                    of(ROUTER),
                    of(METERING, API),
                    "How much of each limit is used, by the router's own books; the last of a key is of its present window."),
            spec(
                    "canaries",
                    "alias, UTF-8",
                    "CanaryStop",
                    Partitioning.SINGLE,
                    null,
                    of(ROUTER),
                    of(ROUTER),
                    "Replacements that broke their rule and are tried no more; a record without a value ends it."),
            spec(
                    "refusals",
                    "model and capability, UTF-8",
                    "ModelRefusal",
                    Partitioning.SINGLE,
                    null,
                    of(ROUTER),
                    of(ROUTER),
                    "What models refused though their lines say that they can, and are not asked for; a record without a value ends it."),
            spec(
                    "catalog",
                    "constant",
                    "PublishedCatalog",
                    Partitioning.SINGLE,
                    null,
                    of(APPLY),
                    of(ROUTER, WORKERS, METERING, API),
                    "The catalogue in force; its history is in Postgres."),
            spec(
                    "tenants",
                    TENANT_KEY,
                    "TenantSettings",
                    Partitioning.TENANT,
                    null,
                    of(SETTING, API),
                    of(ROUTER, API),
                    "What holds for a tenant in place of what the catalogue says of it."),
            spec(
                    "alerts",
                    TENANT_KEY + "; none when the whole installation is meant",
                    "Alert",
                    Partitioning.FREE,
                    MONTH,
                    of(METERING, WORKERS, ROUTER),
                    of(METERING, API, CLIENTS),
                    "Budgets, anomalies, models without a price, broken contracts."),
            spec(
                    "batches",
                    TENANT_KEY,
                    "BatchEndJson",
                    Partitioning.FREE,
                    MONTH,
                    of(API),
                    of(CLIENTS),
                    "Batches that have ended, uploaded or published, as JSON: one event each, told again after a crash under the same id."),
            spec(
                    "deadletters",
                    "none",
                    TopicSpec.BYTES,
                    Partitioning.FREE,
                    MONTH,
                    of(ROUTER, WORKERS, METERING, API),
                    of("people"),
                    "Bytes that nobody can attribute, as they came, with the reason in headers."));

    private TopicCatalog() {}

    /** Every topic and family of topics. */
    public static List<TopicSpec> all() {
        return ALL;
    }

    /** Those whose partition counts must be one and the same. */
    public static List<TopicSpec> sharingTenantPartitions() {
        return ALL.stream()
                .filter(spec -> spec.partitioning() == Partitioning.TENANT)
                .toList();
    }

    private static TopicSpec spec(
            String name,
            String key,
            String value,
            Partitioning partitioning,
            @Nullable Duration retention,
            List<String> writers,
            List<String> readers,
            String description) {
        return new TopicSpec(name, key, value, partitioning, retention, writers, readers, description);
    }

    private static List<String> of(String... names) {
        return List.of(names);
    }
}
