package io.headgate.schemas.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InferenceResult.Completed;
import io.headgate.schemas.message.InferenceResult.Failed;
import io.headgate.schemas.message.InferenceResult.Outcome;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one result from its fields, the response apart. Throws unchecked exceptions where a field is not allowed. */
final class ResultJsonReader {
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

    private final ObjectNode fields;

    ResultJsonReader(ObjectNode fields) {
        this.fields = fields;
    }

    InferenceResult result(@Nullable String response) {
        String user = text(fields, "user_id");
        String alias = text(fields, "model");
        return new InferenceResult(
                new RequestKey(new TenantId(needed(fields, "tenant")), new RequestId(needed(fields, "id"))),
                new CorrelationId(needed(fields, "correlation_id")),
                user == null ? null : new UserId(user),
                text(fields, "task_id"),
                alias == null ? null : new Alias(alias),
                tags(),
                outcome(response),
                attempts(),
                decision(),
                Instant.parse(needed(fields, "accepted_at")),
                Instant.parse(needed(fields, "ended_at")),
                ReplyFormat.JSON);
    }

    private Outcome outcome(@Nullable String response) {
        String status = needed(fields, "status");
        return switch (status) {
            case "completed" -> completed(response);
            case "failed" -> new Failed(failure(fields.path("error")));
            default ->
                throw new IllegalArgumentException("status: seen '%s', allowed completed, failed".formatted(status));
        };
    }

    private Completed completed(@Nullable String response) {
        if (response == null) {
            throw new IllegalArgumentException("response: seen none, allowed a chat completion");
        }
        Money cost = money(fields.path("cost"));
        return new Completed(
                response,
                target(fields),
                text(fields, "served_model"),
                usage(),
                cost == null ? new Cost.Unpriced(needed(fields, "unpriced")) : new Cost.Priced(cost));
    }

    private Usage usage() {
        EnumMap<Meter, Long> quantities = new EnumMap<>(Meter.class);
        JsonNode usage = fields.path("usage");
        for (Map.Entry<String, JsonNode> used : usage.properties()) {
            if (!used.getKey().equals("estimated")) {
                Meter meter = Meter.ofWireName(used.getKey())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "usage: seen meter '%s', allowed a known one".formatted(used.getKey())));
                quantities.put(meter, used.getValue().longValue());
            }
        }
        boolean estimated = usage.path("estimated").booleanValue();
        return new Usage(
                quantities,
                estimated ? Usage.Source.ESTIMATED : Usage.Source.REPORTED,
                ServiceTier.ofWireName(text(fields, "service_tier")));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        for (Map.Entry<String, JsonNode> tag : fields.path("tags").properties()) {
            tags.put(tag.getKey(), tag.getValue().asText());
        }
        return tags;
    }

    private List<AttemptSummary> attempts() {
        List<AttemptSummary> attempts = new ArrayList<>();
        for (JsonNode attempt : fields.path("attempts")) {
            JsonNode httpStatus = attempt.path("http_status");
            attempts.add(new AttemptSummary(
                    new AttemptId(needed(attempt, "id")),
                    target(attempt),
                    AttemptStatus.valueOf(needed(attempt, "status").toUpperCase(Locale.ROOT)),
                    attempt.path("error").isObject() ? failure(attempt.path("error")) : null,
                    httpStatus.isNumber() ? httpStatus.intValue() : null,
                    Instant.parse(needed(attempt, "started_at")),
                    Duration.ofMillis(attempt.path("duration_ms").longValue()),
                    dropped(attempt),
                    attempt.path("upstream_request_id").textValue()));
        }
        return attempts;
    }

    private static List<String> dropped(JsonNode attempt) {
        List<String> dropped = new ArrayList<>();
        attempt.path("dropped").forEach(path -> dropped.add(path.asText()));
        return dropped;
    }

    private @Nullable Decision decision() {
        JsonNode decision = fields.path("decision");
        if (!decision.isObject()) {
            return null;
        }
        List<Decision.Considered> considered = new ArrayList<>();
        for (JsonNode candidate : decision.path("considered")) {
            JsonNode score = candidate.path("score");
            considered.add(new Decision.Considered(
                    target(candidate),
                    money(candidate.path("expected_cost")),
                    text(candidate, "passed_over"),
                    score.isNumber() ? score.doubleValue() : null));
        }
        return new Decision(
                needed(decision, "strategy"),
                new CatalogRevision(fields.path("catalog_revision").longValue()),
                considered,
                text(decision, "variant"));
    }

    private static Target target(JsonNode in) {
        return new Target(
                new ProviderName(needed(in, "provider")),
                new EndpointName(needed(in, "endpoint")),
                new ModelName(needed(in, "catalog_model")),
                needed(in, "provider_model"));
    }

    private static Failure failure(JsonNode error) {
        return new Failure(
                FailureCode.ofWireName(needed(error, "code")).orElse(FailureCode.UNKNOWN),
                needed(error, "message"),
                text(error, "seen"),
                text(error, "allowed"));
    }

    private static @Nullable Money money(JsonNode money) {
        if (!money.isObject()) {
            return null;
        }
        // As text: a number with an exponent of nine digits is short to write and long to hold.
        String amount = needed(money, "amount");
        if (!AMOUNT.matcher(amount).matches()) {
            throw new IllegalArgumentException("amount: allowed %s".formatted(AMOUNT));
        }
        return Money.of(amount, needed(money, "currency"));
    }

    private static String needed(JsonNode in, String name) {
        String text = text(in, name);
        if (text == null) {
            throw new IllegalArgumentException(name + ": seen none, allowed text");
        }
        return text;
    }

    private static @Nullable String text(JsonNode in, String name) {
        JsonNode value = in.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
