package io.headgate.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.contract.Finding;
import io.headgate.schemas.contract.ResponseContract;
import java.util.List;
import java.util.function.Predicate;

/** The requests there are, each for one capability. Images by their address, and speaking, are asked for by none. */
final class Trials {
    /** Asks for nothing but an answer. */
    static final String PLAIN = body("Say OK.", "");

    private static final String TOOLS = """
            , "tools": [{"type": "function", "function": {"name": "get_time", "description": "The time in a city.",
               "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]""";

    private static final String OK_SCHEMA = """
            {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"],
             "additionalProperties": false}""";

    private static final ResponseContract ANY_OBJECT = ResponseContract.of("{\"type\": \"object\"}");
    private static final ResponseContract OK = ResponseContract.of(OK_SCHEMA);

    /** One red pixel. */
    private static final String IMAGE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** To be taken is all that shows these. */
    private static final Predicate<JsonNode> TAKEN = completion -> true;

    /** The one request for a model that makes embeddings. */
    static final Trial EMBEDDED = new Trial(
            Capability.EMBEDDINGS,
            "{\"model\": \"probe\", \"input\": \"OK\"}",
            list -> !list.path("data").path(0).path("embedding").isEmpty(),
            true);

    static final List<Trial> ALL = List.of(
            new Trial(
                    Capability.TOOLS,
                    body("What time is it in Bern? Call get_time to find out.", TOOLS),
                    completion -> calls(completion) > 0,
                    false),
            new Trial(
                    Capability.TOOL_CHOICE_REQUIRED,
                    body("Say OK.", TOOLS + ", \"tool_choice\": \"required\""),
                    completion -> calls(completion) > 0,
                    true),
            new Trial(
                    Capability.PARALLEL_TOOLS,
                    body(
                            "What time is it in Bern, and what in Oslo? Call get_time for both at once.",
                            TOOLS + ", \"parallel_tool_calls\": true"),
                    completion -> calls(completion) > 1,
                    false),
            new Trial(
                    Capability.JSON_MODE,
                    body("Answer with a JSON object.", ", \"response_format\": {\"type\": \"json_object\"}"),
                    keeps(ANY_OBJECT),
                    true),
            new Trial(
                    Capability.JSON_SCHEMA,
                    body(
                            "Is everything fine?",
                            ", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"fine\","
                                    + " \"strict\": true, \"schema\": " + OK_SCHEMA + "}}"),
                    keeps(OK),
                    true),
            new Trial(
                    Capability.VISION,
                    "{\"model\": \"probe\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\":"
                            + " \"Which colour is it?\"}, {\"type\": \"image_url\", \"image_url\": {\"url\": \"" + IMAGE
                            + "\"}}]}]}",
                    TAKEN,
                    true),
            new Trial(
                    Capability.AUDIO,
                    "{\"model\": \"probe\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\":"
                            + " \"Is anybody speaking?\"}, {\"type\": \"input_audio\", \"input_audio\": {\"data\": \""
                            + Silence.base64() + "\", \"format\": \"wav\"}}]}]}",
                    TAKEN,
                    true),
            new Trial(Capability.STREAMING, PLAIN, TAKEN, true),
            new Trial(Capability.REASONING, body("Say OK.", ", \"reasoning_effort\": \"low\""), TAKEN, true),
            new Trial(
                    Capability.SYSTEM,
                    "{\"model\": \"probe\", \"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"},"
                            + " {\"role\": \"user\", \"content\": \"Say OK.\"}]}",
                    TAKEN,
                    true),
            new Trial(Capability.SEED, body("Say OK.", ", \"seed\": 7"), TAKEN, true),
            new Trial(
                    Capability.LOGPROBS,
                    body("Say OK.", ", \"logprobs\": true"),
                    completion ->
                            completion.path("choices").path(0).path("logprobs").isObject(),
                    true),
            new Trial(
                    Capability.N,
                    body("Say OK.", ", \"n\": 2"),
                    completion -> completion.path("choices").size() == 2,
                    true));

    private Trials() {}

    private static String body(String prompt, String more) {
        return "{\"model\": \"probe\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]%s}"
                .formatted(prompt, more);
    }

    private static int calls(JsonNode completion) {
        return completion
                .path("choices")
                .path(0)
                .path("message")
                .path("tool_calls")
                .size();
    }

    private static Predicate<JsonNode> keeps(ResponseContract contract) {
        return completion -> contract.judge(completion.toString()) instanceof Finding.Kept;
    }
}
