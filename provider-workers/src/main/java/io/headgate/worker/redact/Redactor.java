package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.RedactionPolicy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what a policy names from leaving in a prompt. Thread-safe; any body is an answer, never an exception. */
public final class Redactor {
    private final JsonReader json;

    public Redactor(JsonReader json) {
        this.json = json;
    }

    /**
     * What becomes of a request's body.
     *
     * @param policy null where all may leave
     */
    public Redacted redact(InferenceRequest request, @Nullable RedactionPolicy policy) {
        if (policy == null || policy.redaction().entities().isEmpty()) {
            return new Redacted.Cleared(request.body());
        }
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> new Redacted.Refused(refused.failure());
            case JsonDocument.Parsed parsed -> redact(request, parsed.root(), policy);
        };
    }

    private Redacted redact(InferenceRequest request, JsonValue body, RedactionPolicy policy) {
        Redaction redaction = policy.redaction();
        List<Entity> entities = Entity.of(redaction.entities());
        if (entities.size() < redaction.entities().size()) {
            return new Redacted.Refused(unknownEntity(request.key(), redaction));
        }
        Placeholders placeholders = new Placeholders(entities);
        PromptTexts look = new PromptTexts(text -> {
            placeholders.avoidThoseOf(text);
            return text;
        });
        look.ofRequest(body);
        if (policy.strict() && look.uncertain() != null) {
            return new Redacted.Refused(notCertain(request.key(), look.uncertain()));
        }
        JsonValue masked = new PromptTexts(placeholders::mask).ofRequest(body);
        if (placeholders.found().isEmpty()) {
            return new Redacted.Cleared(request.body());
        }
        return switch (redaction.action()) {
            case BLOCK -> new Redacted.Refused(blocked(request.key(), placeholders, entities));
            case REMOVE -> new Redacted.Cleared(JsonText.of(masked));
            case MASK ->
                new Redacted.Cleared(
                        JsonText.of(masked), answer -> restored(answer, placeholders), new PieceRestorer(placeholders));
        };
    }

    /** An answer that is no JSON stays as it is. */
    private String restored(String answer, Placeholders placeholders) {
        return switch (json.read(answer)) {
            case JsonDocument.Refused _ -> answer;
            case JsonDocument.Parsed parsed -> {
                JsonValue restored = new PromptTexts(placeholders::restore).ofAnswer(parsed.root());
                yield restored.equals(parsed.root()) ? answer : JsonText.of(restored);
            }
        };
    }

    /** The policy of a newer release: what it names must not be passed over. */
    private static Failure unknownEntity(RequestKey key, Redaction redaction) {
        return new Failure(
                FailureCode.REDACTION_REFUSED,
                "request %s is to be redacted in ways that this worker does not know".formatted(key),
                String.join(", ", redaction.entities().stream().sorted().toList()),
                words(List.of(Entity.values())));
    }

    private static Failure notCertain(RequestKey key, String place) {
        return new Failure(
                FailureCode.REDACTION_REFUSED,
                "request %s has what redaction cannot look into, and its route is strict".formatted(key),
                place,
                "texts only");
    }

    private static Failure blocked(RequestKey key, Placeholders placeholders, List<Entity> entities) {
        return new Failure(
                FailureCode.REDACTION_REFUSED,
                "request %s has what must not leave".formatted(key),
                words(placeholders.found()),
                "a prompt without " + words(entities));
    }

    private static String words(Collection<Entity> entities) {
        return entities.stream().map(Entity::word).collect(Collectors.joining(", "));
    }
}
