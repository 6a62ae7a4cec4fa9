package io.headgate.schemas.intake;

import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RequestKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands JSON in three shapes: a body by itself, of chat completions or of embeddings; an envelope {@code {"headgate":
 * …, "body": …}}; a line of an OpenAI batch file, {@code {"custom_id", "method", "url", "body"}}, which may hold {@code
 * headgate} too.
 */
final class JsonInput {
    private static final String CONTEXT = "headgate";
    private static final String BODY = "body";
    private static final String CUSTOM_ID = "custom_id";
    private static final String URL = "url";
    private static final Set<String> ENVELOPE_KEYS = Set.of(CONTEXT, BODY);
    private static final Set<String> BATCH_LINE_KEYS = Set.of(CUSTOM_ID, "method", URL, BODY, CONTEXT);

    private final JsonReader json;

    JsonInput(JsonReader json) {
        this.json = json;
    }

    ClientInput read(byte[] value) {
        return switch (json.read(value)) {
            case JsonDocument.Refused refused -> refused(refused.failure());
            case JsonDocument.Parsed document when document.root() instanceof Obj root -> shape(document, root);
            case JsonDocument.Parsed document ->
                refused(new Failure(
                        FailureCode.INVALID_JSON,
                        "the value is JSON, but no request",
                        JsonValue.kindOf(document.root()),
                        "an object"));
        };
    }

    private static ClientInput shape(JsonDocument.Parsed document, Obj root) {
        if (root.get(CUSTOM_ID) != null) {
            return wrapped(document, root, BATCH_LINE_KEYS, "the batch line");
        }
        boolean plain =
                !root.members().containsKey(CONTEXT) && (root.get(BODY) == null || root.get("messages") != null);
        return plain
                ? new ClientInput.Understood(Claims.NONE, document.verbatim(root), root, ReplyFormat.JSON)
                : wrapped(document, root, ENVELOPE_KEYS, "the envelope");
    }

    private static ClientInput wrapped(JsonDocument.Parsed document, Obj root, Set<String> keys, String name) {
        Problems problems = new Problems();
        EnvelopeClaims.refuseUnknown(root, keys, name, problems);
        Claims claims = batchLine(root, context(root, problems), problems);
        if (!(root.get(BODY) instanceof Obj body)) {
            problems.field(BODY, JsonValue.kindOf(root.get(BODY)), "a request of chat completions or embeddings");
            return new ClientInput.NotUnderstood(claims, firstOf(problems), ReplyFormat.JSON);
        }
        url(root, RequestKind.of(field -> body.get(field) != null), problems);
        return problems.first() == null
                ? new ClientInput.Understood(claims, document.verbatim(body), body, ReplyFormat.JSON)
                : new ClientInput.NotUnderstood(claims, firstOf(problems), ReplyFormat.JSON);
    }

    private static Claims context(Obj root, Problems problems) {
        return switch (root.members().get(CONTEXT)) {
            case null -> Claims.NONE;
            case Obj context -> EnvelopeClaims.of(context, problems);
            case JsonValue other -> {
                problems.field(CONTEXT, JsonValue.kindOf(other), "an object");
                yield Claims.NONE;
            }
        };
    }

    private static Claims batchLine(Obj root, Claims claims, Problems problems) {
        expect(root, "method", "POST", problems);
        return switch (root.get(CUSTOM_ID)) {
            case null -> claims;
            case Text id -> {
                if (claims.id() != null && !claims.id().equals(id.value())) {
                    problems.field("headgate.id", claims.id(), "none, or the same as custom_id");
                }
                yield claims.withId(id.value());
            }
            case JsonValue other -> {
                problems.field(CUSTOM_ID, JsonValue.kindOf(other), "a string");
                yield claims;
            }
        };
    }

    private static void expect(Obj root, String key, String allowed, Problems problems) {
        expect(root, key, allowed, allowed, problems);
    }

    /** @param shown what is allowed, for people */
    private static void expect(Obj root, String key, String allowed, String shown, Problems problems) {
        @Nullable JsonValue value = root.get(key);
        if (value != null && !(value instanceof Text text && text.value().equals(allowed))) {
            problems.field(key, value instanceof Text text ? text.value() : JsonValue.kindOf(value), shown);
        }
    }

    /** The address says what the body is, or is another one's. */
    private static void url(Obj root, RequestKind kind, Problems problems) {
        boolean known = root.get(URL) instanceof Text text
                && RequestKind.ofPath(text.value()).isPresent();
        String has = kind == RequestKind.CHAT ? "messages" : "input";
        expect(root, URL, kind.path(), known ? kind.path() + ", of a body that has " + has : kind.path(), problems);
    }

    private static Fault firstOf(Problems problems) {
        Fault first = problems.first();
        if (first == null) {
            throw new IllegalStateException("a refusal without a problem");
        }
        return first;
    }

    private static ClientInput refused(Failure failure) {
        return new ClientInput.NotUnderstood(Claims.NONE, new Fault(failure, BODY), ReplyFormat.JSON);
    }
}
