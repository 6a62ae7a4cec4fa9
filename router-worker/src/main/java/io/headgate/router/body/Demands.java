package io.headgate.router.body;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Bool;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parameters of a body ask of a model; what its messages ask is {@link ChatBody}'s to see. */
final class Demands {
    private final Obj body;
    private final Set<Capability> found = EnumSet.noneOf(Capability.class);

    private Demands(Obj body) {
        this.body = body;
    }

    static Set<Capability> of(Obj body) {
        Demands demands = new Demands(body);
        demands.readTools();
        demands.readForm();
        demands.readManner();
        demands.readDetails();
        return demands.found;
    }

    private void demand(boolean asked, Capability capability) {
        if (asked) {
            found.add(capability);
        }
    }

    /** Tools, and functions, which is what they were called before. */
    private void readTools() {
        demand(isFilled(body.get("tools")) || isFilled(body.get("functions")), Capability.TOOLS);
        demand(isTrue(body.get("parallel_tool_calls")), Capability.PARALLEL_TOOLS);
        demand(
                says(body.get("tool_choice"), "required")
                        || body.get("tool_choice") instanceof Obj
                        || body.get("function_call") instanceof Obj,
                Capability.TOOL_CHOICE_REQUIRED);
    }

    private void readForm() {
        if (body.get("response_format") instanceof Obj format) {
            demand(says(format.get("type"), "json_object"), Capability.JSON_MODE);
            demand(says(format.get("type"), "json_schema"), Capability.JSON_SCHEMA);
        }
    }

    /** In what manner it wants to be answered: piece by piece, after thinking, aloud. */
    private void readManner() {
        demand(isTrue(body.get("stream")), Capability.STREAMING);
        demand(
                body.get("reasoning_effort") instanceof Text effort
                        && !effort.value().equals("none"),
                Capability.REASONING);
        boolean aloud = body.get("modalities") instanceof Arr modalities
                && modalities.items().stream().anyMatch(each -> says(each, "audio"));
        demand(aloud || body.get("audio") instanceof Obj, Capability.AUDIO);
    }

    private void readDetails() {
        demand(WholeNumber.of(body.get("seed")) != null, Capability.SEED);
        Long alternatives = WholeNumber.of(body.get("top_logprobs"));
        demand(isTrue(body.get("logprobs")) || (alternatives != null && alternatives > 0), Capability.LOGPROBS);
        Long choices = WholeNumber.of(body.get("n"));
        demand(choices != null && choices > 1, Capability.N);
    }

    private static boolean isFilled(@Nullable JsonValue value) {
        return value instanceof Arr list && !list.items().isEmpty();
    }

    private static boolean isTrue(@Nullable JsonValue value) {
        return value instanceof Bool flag && flag.value();
    }

    private static boolean says(@Nullable JsonValue value, String word) {
        return value instanceof Text text && text.value().equals(word);
    }
}
