package io.headgate.deploy.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.reply.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each provider says of the same failure. */
class ErrorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Wire> WIRES =
            List.of(Requests.OPENAI, Requests.ANTHROPIC, Requests.GEMINI, Requests.OLLAMA, Requests.REPLICATE);

    @Test
    void eachItsStatus_whenRefused() throws Exception {
        assertThat(statuses(Refusal.outOfMoney())).containsExactly(429, 400, 429, 429, 402);
        assertThat(statuses(Refusal.contextTooLong())).containsExactly(400, 400, 400, 400, 422);
        assertThat(statuses(Refusal.wrongKey())).containsExactly(401, 401, 400, 401, 401);
        assertThat(statuses(Refusal.noKey())).containsExactly(401, 401, 403, 401, 401);
        assertThat(statuses(Refusal.ofStatus(529))).containsOnly(529);
        assertThat(statuses(Refusal.rateLimited("p"))).containsOnly(429);
    }

    @Test
    void eachItsWords_whenTheAccountIsEmpty() throws Exception {
        assertThat(error(Requests.OPENAI, Refusal.outOfMoney())
                        .at("/error/code")
                        .asText())
                .isEqualTo("insufficient_quota");
        assertThat(error(Requests.ANTHROPIC, Refusal.outOfMoney())
                        .at("/error/message")
                        .asText())
                .contains("credit balance");
        assertThat(error(Requests.GEMINI, Refusal.outOfMoney())
                        .at("/error/status")
                        .asText())
                .isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error(Requests.REPLICATE, Refusal.outOfMoney()).path("title").asText())
                .isEqualTo("Insufficient credit");
    }

    @Test
    void theWaitInTheBody_whenTheFormatHasAPlaceForIt() throws Exception {
        Refusal refusal = Refusal.ofStatus(429).withRetryIn(Duration.ofMillis(1500));
        JsonNode detail = error(Requests.GEMINI, refusal).at("/error/details/0");
        assertThat(detail.path("@type").asText()).endsWith("google.rpc.RetryInfo");
        assertThat(detail.path("retryDelay").asText()).isEqualTo("1.500s");
    }

    @Test
    void reasonBesidesTheStatus_whenTheKeyIsWrongAtGoogle() throws Exception {
        assertThat(error(Requests.GEMINI, Refusal.wrongKey())
                        .at("/error/details/0/reason")
                        .asText())
                .isEqualTo("API_KEY_INVALID");
    }

    private static List<Integer> statuses(Refusal refusal) {
        return WIRES.stream().map(wire -> wire.error(refusal).status()).toList();
    }

    private static JsonNode error(Wire wire, Refusal refusal) throws Exception {
        Reply reply = wire.error(refusal);
        return JSON.readTree(reply.pieces().getFirst());
    }
}
