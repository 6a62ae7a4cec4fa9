package io.headgate.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.api.submit.Incoming;
import io.headgate.api.submit.RequestIds;
import io.headgate.api.submit.RequestReader.Read;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.topic.HeaderNames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one request: those of the envelope, and for each that it lacks the header's. */
final class EnvelopeFields {
    private static final Set<String> KNOWN = Set.of(
            "tenant",
            "id",
            "correlation_id",
            "user_id",
            "idempotency_key",
            "task_id",
            "task_type",
            "locale",
            "priority",
            "deadline",
            "max_latency_ms",
            "budget",
            "tags");
    private static final int MAX_TEXT = 256;
    private static final int MAX_TAGS = 32;

    private final Incoming incoming;
    private final Catalogue catalogue;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> tags = new HashMap<>();

    EnvelopeFields(Incoming incoming, Catalogue catalogue) {
        this.incoming = incoming;
        this.catalogue = catalogue;
    }

    Read read(JsonNode root, String text) {
        try {
            incoming.headers().forEach(this::fromHeader);
            boolean envelope = root.has("headgate");
            if (envelope) {
                fromEnvelope(root.get("headgate"));
            }
            JsonNode body = envelope ? root.path("body") : root;
            if (!body.isObject()) {
                throw new Refused(FailureCode.INVALID_JSON, "body", "The envelope has no body.", null, "a JSON object");
            }
            return request(body, envelope ? JsonStrings.verbatim(text, "body") : text);
        } catch (Refused e) {
            return new Read.Unreadable(e.failure, e.param);
        }
    }

    private void fromHeader(String header, String value) {
        if (header.startsWith(HeaderNames.TAG_PREFIX)) {
            tags.put(header.substring(HeaderNames.TAG_PREFIX.length()), value);
            return;
        }
        String name = header.equals(HeaderNames.USER)
                ? "user_id"
                : header.substring(HeaderNames.PREFIX.length()).replace('-', '_');
        fields.put(name, value);
    }

    private void fromEnvelope(JsonNode headgate) throws Refused {
        if (!headgate.isObject()) {
            throw invalid("headgate", "seen no object", "a JSON object");
        }
        for (Map.Entry<String, JsonNode> member : headgate.properties()) {
            String name = member.getKey();
            if (!KNOWN.contains(name)) {
                throw invalid(
                        "headgate." + shortened(name),
                        "an unknown field",
                        String.join(", ", KNOWN.stream().sorted().toList()));
            }
            JsonNode value = member.getValue();
            if (name.equals("tags")) {
                for (Map.Entry<String, JsonNode> tag : object(name, value).properties()) {
                    tags.put(tag.getKey(), scalar("tags." + shortened(tag.getKey()), tag.getValue()));
                }
            } else if (name.equals("budget") && value.isObject()) {
                fields.put(name, scalar(name, value.path("amount")) + " " + scalar(name, value.path("currency")));
            } else if (!value.isNull()) {
                String given = scalar(name, value);
                String header = fields.put(name, given);
                if (name.equals("tenant") && header != null && !header.equals(given)) {
                    throw new Refused(
                            FailureCode.TENANT_MISMATCH,
                            name,
                            "Header and envelope name two tenants.",
                            null,
                            "one tenant");
                }
            }
        }
    }

    private Read request(JsonNode body, String text) throws Refused {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > catalogue.defaults().maxBodyBytes()) {
            return EnvelopeReader.tooLarge(bytes, catalogue.defaults().maxBodyBytes());
        }
        if (!fields.containsKey("tenant")) {
            throw new Refused(
                    FailureCode.MISSING_TENANT,
                    "tenant",
                    "No tenant is named.",
                    null,
                    "headgate-tenant or headgate.tenant");
        }
        if (!body.path("model").isTextual()) {
            throw new Refused(
                    FailureCode.MISSING_MODEL, "model", "The body names no model.", null, "a string: an alias");
        }
        if (!body.path("messages").isArray() || body.get("messages").isEmpty()) {
            throw invalid("messages", "no message", "an array of one or more objects");
        }
        TenantId tenant = required("tenant", TenantId::new);
        RequestId id = fields.containsKey("id") ? required("id", RequestId::new) : RequestIds.next(incoming.at());
        CorrelationId correlation = fields.containsKey("correlation_id")
                ? required("correlation_id", CorrelationId::new)
                : new CorrelationId(id.value());
        fields.put("model", body.get("model").textValue());
        return new Read.Readable(new InferenceRequest(
                new RequestKey(tenant, id),
                correlation,
                optional("user_id", "a visible text of 1 to 256 characters", UserId::new),
                text("idempotency_key"),
                required("model", Alias::new),
                context(),
                text,
                sha256(text),
                ReplyFormat.JSON,
                incoming.at(),
                Origin.HTTP,
                null));
    }

    private RoutingContext context() throws Refused {
        Priority priority = optional(
                "priority",
                "critical, standard, background",
                value -> Priority.valueOf(value.toUpperCase(Locale.ROOT)));
        Instant deadline = optional("deadline", "an instant in ISO 8601, 2026-11-20T15:00:00Z", Instant::parse);
        if (deadline != null && !deadline.isAfter(incoming.at())) {
            throw new Refused(
                    FailureCode.DEADLINE_EXCEEDED,
                    "deadline",
                    "The deadline is past.",
                    deadline.toString(),
                    "a later one");
        }
        checkTags();
        return new RoutingContext(
                text("task_id"),
                text("task_type"),
                text("locale"),
                priority == null ? Priority.STANDARD : priority,
                deadline == null ? incoming.at().plus(catalogue.defaults().deadline()) : deadline,
                optional("max_latency_ms", "a whole number from 1", EnvelopeFields::positiveMillis),
                optional("budget", "an amount and a currency, 0.05 USD", EnvelopeFields::money),
                tags);
    }

    private void checkTags() throws Refused {
        if (tags.size() > MAX_TAGS) {
            throw invalid("tags", tags.size() + " tags", MAX_TAGS + " tags");
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (tag.getKey().isEmpty()
                    || tag.getKey().length() > MAX_TEXT
                    || tag.getValue().length() > MAX_TEXT) {
                throw invalid("tags", "a name or value too long, or no name", "1 to 256 characters");
            }
        }
    }

    private static Duration positiveMillis(String value) {
        long millis = Long.parseLong(value);
        if (millis < 1) {
            throw new IllegalArgumentException("not positive");
        }
        return Duration.ofMillis(millis);
    }

    private static Money money(String value) {
        String[] parts = value.strip().split(" ", -1);
        BigDecimal amount = new BigDecimal(parts[0]);
        if (parts.length != 2 || amount.signum() <= 0 || amount.precision() > 30 || Math.abs(amount.scale()) > 18) {
            throw new IllegalArgumentException("not a positive amount and a currency");
        }
        return new Money(amount, Currency.getInstance(parts[1]));
    }

    private @Nullable String text(String name) throws Refused {
        return optional(name, "1 to 256 characters", value -> {
            if (value.isEmpty() || value.length() > MAX_TEXT) {
                throw new IllegalArgumentException("length");
            }
            return value;
        });
    }

    private <T> T required(String name, Function<String, T> read) throws Refused {
        T value = optional(name, "a valid one", read);
        if (value == null) {
            throw invalid(name, "nothing", "a value");
        }
        return value;
    }

    private <T> @Nullable T optional(String name, String allowed, Function<String, T> read) throws Refused {
        String value = fields.get(name);
        if (value == null) {
            return null;
        }
        try {
            return read.apply(value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw invalid(name, shortened(value), allowed);
        }
    }

    private static JsonNode object(String name, JsonNode value) throws Refused {
        if (!value.isObject()) {
            throw invalid(name, "no object", "a JSON object");
        }
        return value;
    }

    private static String scalar(String name, JsonNode value) throws Refused {
        if (!value.isTextual() && !value.isNumber()) {
            throw invalid(name, "neither text nor number", "a string");
        }
        return value.asText();
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }

    private static Refused invalid(String param, String seen, String allowed) {
        return new Refused(
                FailureCode.INVALID_FIELD, param, "The field %s is not valid.".formatted(param), seen, allowed);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Leaves the reading; never leaves this class. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Failure failure;
        private final transient String param;

        Refused(FailureCode code, String param, String message, @Nullable String seen, @Nullable String allowed) {
            super(message, null, false, false);
            this.failure = new Failure(code, message, seen, allowed);
            this.param = param;
        }
    }
}
