package io.headgate.api.http.replay;

import io.headgate.api.replay.FailureFilter;
import io.headgate.api.replay.Overrides;
import io.headgate.api.replay.ReplayOrder;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** The body of {@code POST /v1/replays}. */
sealed interface ReplayForm {
    /** @param execute whether it is to be done, and not only said what would be */
    record Filled(ReplayOrder order, boolean execute) implements ReplayForm {}

    /** @param param the field at fault */
    record Wrong(Failure failure, String param) implements ReplayForm {}

    /** What a body asks for; of the tenant that the caller acts for, whatever the body says. */
    static ReplayForm read(byte[] body, TenantId tenant, JsonReader json) {
        return switch (json.read(body)) {
            case JsonDocument.Refused(Failure failure) -> new Wrong(failure, "body");
            case JsonDocument.Parsed(String _, Obj root) -> read(root, tenant);
            case JsonDocument.Parsed(String _, JsonValue other) ->
                new Wrong(
                        new Failure(
                                FailureCode.INVALID_JSON,
                                "the body is JSON, but no replay",
                                JsonValue.kindOf(other),
                                "an object"),
                        "body");
        };
    }

    private static ReplayForm read(Obj root, TenantId tenant) {
        Fields.Faults faults = new Fields.Faults();
        Fields fields = Fields.of(root, faults, "filter", "overrides", "include_replayed", "per_second", "execute");
        FailureFilter filter = filter(fields.within(
                "filter", "requests", "since", "until", "codes", "alias", "provider", "model", "batch", "tags"));
        Overrides overrides = overrides(fields.within("overrides", "alias", "provider", "deadline", "priority"));
        boolean again = fields.flag("include_replayed");
        int perSecond = fields.number("per_second", ReplayOrder.USUAL, 1, ReplayOrder.FASTEST);
        boolean execute = fields.flag("execute");
        if (filter.isEmpty()) {
            faults.add(
                    "filter",
                    new Failure(
                            FailureCode.INVALID_FIELD,
                            "the filter says nothing: all that ever failed is not sent again by accident",
                            "an empty filter",
                            "one or more of requests, since, until, codes, alias, provider, model, batch, tags"));
        }
        Failure first = faults.first();
        return first == null
                ? new Filled(new ReplayOrder(tenant, filter, again, overrides, perSecond), execute)
                : new Wrong(first, faults.param());
    }

    private static FailureFilter filter(Fields fields) {
        String time = "an ISO 8601 instant, as 2026-11-20T15:00:00Z";
        return new FailureFilter(
                fields.texts("requests", RequestId::new, 1_000, "ids of requests: 1 to 256 visible characters"),
                fields.text("since", Instant::parse, time),
                fields.text("until", Instant::parse, time),
                Set.copyOf(fields.texts("codes", ReplayForm::code, FailureCode.values().length, "codes of failures")),
                fields.text("alias", Alias::new, "an alias"),
                fields.text("provider", ProviderName::new, "a provider's name"),
                fields.text("model", ModelName::new, "a model's name in the catalogue"),
                fields.text("batch", BatchId::new, "the id of a batch"),
                fields.strings("tags"));
    }

    private static FailureCode code(String name) {
        return FailureCode.ofWireName(name).orElseThrow(() -> new IllegalArgumentException("no such code"));
    }

    private static Overrides overrides(Fields fields) {
        return new Overrides(
                fields.text("alias", Alias::new, "an alias"),
                fields.text("provider", ProviderName::new, "a provider's name"),
                fields.text("deadline", ReplayForm::deadline, "a duration from PT1S to P30D, as PT10M"),
                fields.text("priority", ReplayForm::priority, "critical, standard or background"));
    }

    private static Duration deadline(String text) {
        Duration deadline = Duration.parse(text);
        if (deadline.compareTo(Duration.ofSeconds(1)) < 0 || deadline.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return deadline;
    }

    private static Priority priority(String text) {
        for (Priority priority : Priority.values()) {
            if (priority.name().toLowerCase(Locale.ROOT).equals(text)) {
                return priority;
            }
        }
        throw new IllegalArgumentException("no such priority");
    }
}
