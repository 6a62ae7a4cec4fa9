package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a body looks like, and wherever in it something is. */
class RedactedPlacesProperties {
    private static final String EMAIL = "ada@example.org";
    private static final int DEEPEST = 7;
    /** Those that mean something somewhere, and some that mean nothing. */
    private static final List<String> NAMES = List.of(
            "messages",
            "role",
            "content",
            "name",
            "type",
            "text",
            "refusal",
            "tool_calls",
            "function",
            "custom",
            "arguments",
            "input",
            "id",
            "tool_call_id",
            "tools",
            "functions",
            "parameters",
            "properties",
            "enum",
            "const",
            "description",
            "required",
            "items",
            "anyOf",
            "default",
            "metadata",
            "response_format",
            "json_schema",
            "schema",
            "image_url",
            "url",
            "file",
            "file_data",
            "filename",
            "prediction",
            "user",
            "stop",
            "tool_choice",
            "reasoning_effort",
            "seed",
            "extra_content",
            "function_call",
            "guided_json",
            "x",
            EMAIL);

    private static final List<String> TEXTS =
            List.of("text", "image_url", "file", "function", "a", "to " + EMAIL + ".", "data:;base64," + EMAIL);

    private final Redactor redactor = new Redactor(new StrictJson());

    @Property
    void strictLetsNothingLeave(@ForAll long seed) {
        String body = body(seed);
        switch (redacted(body, Action.MASK, true)) {
            case Redacted.Refused refused ->
                assertThat(refused.failure().toString()).doesNotContain(EMAIL);
            case Redacted.Cleared cleared -> {
                assertThat(cleared.body()).doesNotContain(EMAIL);
                assertThat(body.contains(EMAIL)).isEqualTo(!cleared.body().equals(body));
            }
        }
    }

    /** Placeholders apart it is the same, byte by byte: nothing is left out, and nothing has moved. */
    @Property
    void whatIsMaskedIsTheBodyOtherwise(@ForAll long seed) {
        String body = body(seed);
        Redacted.Cleared cleared = (Redacted.Cleared) redacted(body, Action.MASK, false);
        assertThat(cleared.body().replace("<EMAIL_1>", EMAIL)).isEqualTo(body);
    }

    private Redacted redacted(String body, Action action, boolean strict) {
        RedactionPolicy policy = new RedactionPolicy(new Redaction(Redaction.ENTITIES, action), strict);
        return redactor.redact(Samples.request("r-1", Instant.EPOCH, body), policy);
    }

    private static String body(long seed) {
        return JsonText.of(object(new Random(seed), 0));
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 9 : 4)) {
            case 0 -> new JsonValue.Num(Integer.toString(random.nextInt(100)));
            case 1 -> new JsonValue.Null();
            case 2, 3 -> new JsonValue.Text(TEXTS.get(random.nextInt(TEXTS.size())));
            case 4, 5 -> array(random, depth + 1);
            default -> object(random, depth + 1);
        };
    }

    private static JsonValue array(Random random, int depth) {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(value(random, depth));
        }
        return new JsonValue.Arr(items);
    }

    private static JsonValue object(Random random, int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(NAMES.get(random.nextInt(NAMES.size())), value(random, depth));
        }
        return new JsonValue.Obj(members, 0, 0);
    }
}
