package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AnswersIT {
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            SimulatedProvider.named("open"),
            SimulatedProvider.named("closed")
                    .withApiKey("sk-1")
                    .withModels("m", "n")
                    .withRateLimit(1000, 100_000),
            SimulatedProvider.named("tight").withRateLimit(2, 1000),
            SimulatedProvider.named("clever")
                    .withBehaviour(Behaviour.DEFAULT
                            .withServedModel("m-2026")
                            .withCachedPercent(50)
                            .withReasoningTokens(10)
                            .withCallsTools(true))));
    private static final Client CLIENT = new Client(SIMULATOR);

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void looksLikeOpenAi_whenAskedPlainly() throws Exception {
        HttpResponse<String> response = CLIENT.call("open", Client.prompt("12345"));
        JsonNode answer = Client.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("model").asText()).isEqualTo("m");
        assertThat(answer.path("choices").size()).isEqualTo(1);
        JsonNode choice = answer.path("choices").get(0);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(3 + 2);
        int length = choice.path("message").path("content").asText().length();
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo((length + 3) / 4);
    }

    @Test
    void sameTextAndOtherId_whenAskedAgain() throws Exception {
        JsonNode first = Client.json(CLIENT.call("open", Client.prompt("again")));
        JsonNode second = Client.json(CLIENT.call("open", Client.prompt("again")));
        JsonNode other = Client.json(CLIENT.call("open", Client.prompt("other")));
        assertThat(second.path("choices")).isEqualTo(first.path("choices")).isNotEqualTo(other.path("choices"));
        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void cutOff_whenTokensAreLimited() throws Exception {
        for (String field : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode answer = Client.json(CLIENT.call("open", with("\"" + field + "\":3")));
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(answer.at("/choices/0/message/content").asText()).hasSize(12);
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        }
    }

    @Test
    void streamsTheSameAnswer_whenAskedTo() throws Exception {
        String whole = Client.json(CLIENT.call("open", with("\"user\":\"u\"")))
                .at("/choices/0/message/content")
                .asText();
        HttpResponse<String> response = CLIENT.call("open", with("\"stream\":true"));
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        List<JsonNode> events = Client.events(response.body());
        assertThat(events.stream()
                        .map(event -> event.at("/choices/0/delta/content").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(whole);
        assertThat(events).noneMatch(event -> event.has("usage"));
        assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void endsWithUsage_whenAStreamAsksForIt() throws Exception {
        HttpResponse<String> response =
                CLIENT.call("open", with("\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        List<JsonNode> events = Client.events(response.body());
        assertThat(events.getLast().path("choices").isEmpty()).isTrue();
        assertThat(events.getLast().at("/usage/total_tokens").asInt()).isPositive();
        assertThat(events.getFirst().get("usage").isNull()).isTrue();
    }

    @Test
    void detailsItsTokensAndVersion_whenBehaviourSaysSo() throws Exception {
        JsonNode answer = Client.json(CLIENT.call("clever", Client.prompt("x".repeat(68))));
        assertThat(answer.path("model").asText()).isEqualTo("m-2026");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(20);
        assertThat(answer.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(10);
        assertThat(answer.at("/usage/completion_tokens_details/reasoning_tokens")
                        .asInt())
                .isEqualTo(10);
    }

    @Test
    void callsATool_whenOffered() throws Exception {
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Oslo\"]}}}}}]";
        JsonNode answer = Client.json(CLIENT.call("clever", with(tools)));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(answer.at("/choices/0/message/content").isNull()).isTrue();
        JsonNode function = answer.at("/choices/0/message/tool_calls/0/function");
        assertThat(function.path("name").asText()).isEqualTo("weather");
        assertThat(Client.JSON
                        .readTree(function.path("arguments").asText())
                        .path("city")
                        .asText())
                .isEqualTo("Oslo");
        String streamed =
                CLIENT.call("clever", with(tools + ",\"stream\":true")).body();
        assertThat(Client.events(streamed).stream()
                        .map(event -> event.at("/choices/0/delta/tool_calls/0/function/arguments")
                                .asText())
                        .collect(Collectors.joining()))
                .isEqualTo("{\"city\":\"Oslo\"}");
    }

    @Test
    void answersInJson_whenAFormatIsAsked() throws Exception {
        JsonNode any = Client.json(CLIENT.call("open", with("\"response_format\":{\"type\":\"json_object\"}")));
        assertThat(Client.JSON
                        .readTree(any.at("/choices/0/message/content").asText())
                        .isObject())
                .isTrue();
        JsonNode fitted = Client.json(
                CLIENT.call(
                        "open",
                        with(
                                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                                        + "{\"name\":\"s\",\"schema\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}")));
        assertThat(Client.JSON
                        .readTree(fitted.at("/choices/0/message/content").asText())
                        .path("n")
                        .isInt())
                .isTrue();
    }

    @Test
    void refusesAsOpenAiDoes_whenTheRequestIsWrong() throws Exception {
        refused("open", "{not json", 400, null);
        refused("open", "[]", 400, null);
        refused("open", "", 400, null);
        refused("open", "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", 400, "model");
        refused("open", "{\"model\":\"m\"}", 400, "messages");
        refused("open", "{\"model\":\"m\",\"messages\":[]}", 400, "messages");
        refused(
                "open",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}",
                400,
                "messages[0].role");
        refused("open", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}", 400, "messages[0].content");
        refused("open", with("\"max_tokens\":0"), 400, "max_tokens");
        refused("open", with("\"stream\":\"yes\""), 400, "stream");
        refused("open", with("\"stream_options\":{}"), 400, "stream_options");
        refused("closed", Client.prompt("x"), 401, null);
        refused("closed", Client.prompt("x"), 401, null, "authorization", "Bearer sk-2");
        refused("closed", Client.prompt("x").replace("\"m\"", "\"z\""), 404, "model", "authorization", "Bearer sk-1");
        refused("open", Client.prompt("x"), 400, "x-sim-fault", "x-sim-fault", "ohno");
    }

    @Test
    void tellsTheStanding_whenARateLimitIsSet() throws Exception {
        HttpResponse<String> response = CLIENT.call("closed", Client.prompt("x"), "authorization", "Bearer sk-1");
        assertThat(response.statusCode()).isEqualTo(200);
        for (String kind : List.of("requests", "tokens")) {
            for (String field : List.of("limit", "remaining", "reset")) {
                assertThat(response.headers().firstValue("x-ratelimit-" + field + "-" + kind))
                        .isPresent();
            }
        }
        HttpResponse<String> first = CLIENT.call("tight", Client.prompt("x"));
        assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
        assertThat(first.headers().firstValue("x-ratelimit-limit-tokens")).contains("1000");
        assertThat(first.headers().firstValue("x-ratelimit-remaining-tokens")).contains("996");
        assertThat(first.headers().firstValue("x-ratelimit-reset-tokens").orElseThrow())
                .matches("[1-9]\\d*ms");
        CLIENT.call("tight", Client.prompt("x"));
        HttpResponse<String> third = CLIENT.call("tight", Client.prompt("x"));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(third.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1, 60);
    }

    @Test
    void listsItsModels_whenAsked() throws Exception {
        JsonNode models = Client.json(CLIENT.get("/closed/v1/models"));
        assertThat(models.at("/data/1/id").asText()).isEqualTo("n");
        assertThat(CLIENT.get("/nobody/v1/models").statusCode()).isEqualTo(404);
        assertThat(CLIENT.get("/open/v1/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void answersInOrder_whenRequestsArePipelined() throws Exception {
        String first = Client.prompt("first");
        try (var socket = CLIENT.socket("open", first, "ok")) {
            String head = "GET /open/v1/models HTTP/1.1\r\nhost: sim\r\nconnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            StringBuilder seen = new StringBuilder();
            Client.readAll(socket, seen);
            assertThat(seen.indexOf("chat.completion")).isPositive().isLessThan(seen.indexOf("\"list\""));
        }
    }

    private static String with(String field) {
        return Client.prompt("the same prompt").replaceFirst("\\{", "{" + field.replace("$", "\\$") + ",");
    }

    private static void refused(String provider, String body, int status, @Nullable String param, String... headers)
            throws Exception {
        HttpResponse<String> response = CLIENT.call(provider, body, headers);
        JsonNode error = Client.json(response).path("error");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(error.path("param").asText(null)).as(response.body()).isEqualTo(param);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.has("code")).isTrue();
    }
}
