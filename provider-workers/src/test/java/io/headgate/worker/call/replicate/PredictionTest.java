package io.headgate.worker.call.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireReply;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prediction that is not done is asked for at our own address, whatever it says of itself. */
class PredictionTest {
    private static final URI BASE = URI.create("https://provider.test/v1");
    private static final ReplicateWire WIRE = new ReplicateWire();

    @ParameterizedTest
    @CsvSource({"starting, 2000", "processing, 500"})
    void underWay_itIsAskedForWithItsIdAtTheEndpoint(String status, long pause) {
        WireReply.Pending pending = (WireReply.Pending) read("""
                {"id": "abc123", "status": "%s", "output": ["so", " far"],
                 "urls": {"get": "https://elsewhere.test/", "cancel": "https://elsewhere.test/"}}
                """.formatted(status));

        assertThat(pending.pause()).isEqualTo(Duration.ofMillis(pause));
        assertThat(pending.poll().method()).isEqualTo(Method.GET);
        assertThat(pending.poll().uri()).hasToString("https://provider.test/v1/predictions/abc123");
        assertThat(pending.poll().headers()).containsEntry("Authorization", "Bearer sk-test");
        WireRequest cancel = Objects.requireNonNull(pending.cancel());
        assertThat(cancel.method()).isEqualTo(Method.POST);
        assertThat(cancel.uri()).hasToString("https://provider.test/v1/predictions/abc123/cancel");
    }

    @Property
    void idOfAReply_leadsNowhereElse(@ForAll String id) {
        WireReply reply = read("{\"status\": \"starting\", \"id\": \"%s\"}".formatted(id));

        if (reply instanceof WireReply.Pending pending) {
            assertThat(pending.poll().uri()).hasToString(BASE + "/predictions/" + id);
            assertThat(id).matches("[A-Za-z0-9_-]+");
        }
    }

    @Property
    void modelOfTheCatalogue_leadsNowhereElse(@ForAll("models") String model) {
        if (WIRE.translate(call(model)) instanceof Translation.Ready(WireRequest request, var _)) {
            assertThat(request.uri().normalize()).isEqualTo(request.uri());
            assertThat(request.uri().getPath())
                    .matches("/v1/predictions|/v1/(models|deployments)/[^/]+/[^/]+/predictions");
        }
    }

    /** Few characters, so that many are nearly a model's name. */
    @Provide
    Arbitrary<String> models() {
        Arbitrary<String> rest = Arbitraries.strings().withChars("a./:_-%?#").ofMaxLength(9);
        return Combinators.combine(Arbitraries.of("", "deployments/"), rest).as(String::concat);
    }

    @Example
    void ofAVersion_theVersionIsWhatWasServed() {
        String version = "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa";
        String body = """
                {"id": "a", "status": "succeeded", "output": "x", "model": "acme/talker", "version": "%s"}
                """.formatted(version);

        assertThat(served(body, version)).isEqualTo(version);
        assertThat(served(body, "acme/talker:" + version)).isEqualTo("acme/talker:" + version);
        assertThat(served(body, "acme/talker")).isEqualTo("acme/talker");
        assertThat(served(body, "deployments/ours/chat")).isEqualTo("deployments/ours/chat");
    }

    @Example
    void anAnswerWithAllTheTokensItWasAllowed_wasCut() {
        assertThat(finish(63)).isEqualTo("stop");
        assertThat(finish(64)).isEqualTo("length");
    }

    private static String finish(int tokens) {
        WireReply reply = read("""
                {"id": "a", "status": "succeeded", "output": "x",
                 "metrics": {"input_token_count": 3, "output_token_count": %d}}
                """.formatted(tokens));
        return ((WireReply.Completion) reply)
                .completion()
                .at("/choices/0/finish_reason")
                .asText();
    }

    @ParameterizedTest
    @CsvSource({"PT90S, 90s", "PT89.001S, 90s", "PT5S, 5s", "PT0.3S, 5s", "PT2H, 7200s"})
    void itIsToEnd_whenNobodyWaitsAnyMore(Duration left, String told) {
        assertThat(WIRE.givenUpAfter(left)).containsExactly(Map.entry("Cancel-After", told));
    }

    private static String served(String body, String asked) {
        WireReply reply = WIRE.read(body.getBytes(StandardCharsets.UTF_8), call(asked));
        return ((WireReply.Completion) reply).completion().path("model").asText();
    }

    private static WireReply read(String body) {
        return WIRE.read(body.getBytes(StandardCharsets.UTF_8), call("meta/llama"));
    }

    private static ChatCall call(String model) {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return new ChatCall(body, model, 64, false, Unsupported.STRICT, BASE, new ApiKey("sk-test"), null);
    }
}
