package io.headgate.deploy.simulator.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddingsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Simulator SIMULATOR =
            Simulator.start(SimulatorConfig.of(SimulatedProvider.named("a").withPrices("1", "0", "USD")));

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void everyTextHasItsVector_andIsBilledAsInput() throws Exception {
        JsonNode reply = post("{'model':'small','input':['canals','locks','canals'],'dimensions':8}", 200);

        assertThat(reply.path("data")).hasSize(3);
        assertThat(reply.at("/data/0/embedding")).hasSize(8).isEqualTo(reply.at("/data/2/embedding"));
        assertThat(reply.at("/data/1/embedding")).isNotEqualTo(reply.at("/data/0/embedding"));
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
        LedgerEntry entry = SIMULATOR.ledger().entries().getLast();
        assertThat(entry.usage().prompt()).isEqualTo(6);
        assertThat(entry.usage().completion()).isZero();
        assertThat(entry.billed()).isTrue();
    }

    @Test
    void base64HasTheSameNumbers() throws Exception {
        JsonNode numbers =
                post("{'model':'small','input':[1,2,3],'dimensions':4}", 200).at("/data/0/embedding");
        String text = post("{'model':'small','input':[1,2,3],'dimensions':4,'encoding_format':'base64'}", 200)
                .at("/data/0/embedding")
                .asText();

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode number : numbers) {
            assertThat(bytes.getFloat()).isEqualTo(number.floatValue());
        }
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        for (String input : new String[] {"''", "[]", "{}", "[['a']]"}) {
            assertThat(post("{'model':'small','input':%s}".formatted(input), 400)
                            .at("/error/param")
                            .asText())
                    .isEqualTo("input");
        }
    }

    private static JsonNode post(String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SIMULATOR.baseUrl("a") + "/embeddings"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
