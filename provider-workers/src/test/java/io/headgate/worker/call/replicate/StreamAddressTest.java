package io.headgate.worker.call.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireRequest;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
    private static final String REPLICATE = "https://api.replicate.com/v1";

    @ParameterizedTest
    @CsvSource({
        "https://api.replicate.com/v1, https://api.replicate.com/v1/predictions/a/stream",
        "https://api.replicate.com/v1, https://API.replicate.com:443/s",
        "http://127.0.0.1:8089/r/v1, http://127.0.0.1:8089/r/v1/predictions/a/stream",
        "https://proxy.acme.test/v1, https://proxy.acme.test/anywhere"
    })
    void theEndpointItself_isToldTheKey(String base, String address) {
        assertThat(asked(base, TextNode.valueOf(address))).hasValueSatisfying(request -> {
            assertThat(request.uri()).hasToString(address);
            assertThat(request.headers()).containsEntry("Authorization", "Bearer sk-test");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://stream.replicate.com/v1/files/abc",
                "https://streaming-api.svc.us.c.replicate.net/v1/streams/abc",
                "https://replicate.com.replicate.com/x"
            })
    void replicatesOtherHosts_areAskedWithoutIt(String address) {
        assertThat(asked(REPLICATE, TextNode.valueOf(address)))
                .hasValueSatisfying(request -> assertThat(request.headers()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.replicate.com/v1, https://elsewhere.test/steal",
        "https://api.replicate.com/v1, https://evilreplicate.com/x",
        "https://api.replicate.com/v1, https://stream.replicate.com.evil.test/x",
        "https://api.replicate.com/v1, http://stream.replicate.com/x",
        "https://api.replicate.com/v1, http://api.replicate.com/x",
        "https://api.replicate.com/v1, https://stream.replicate.com:8443/x",
        "https://api.replicate.com/v1, https://me@api.replicate.com/x",
        "https://api.replicate.com/v1, https://169.254.169.254/latest",
        "https://api.replicate.com/v1, //stream.replicate.com/x",
        "https://api.replicate.com/v1, not an address",
        "http://127.0.0.1:8089/r/v1, http://127.0.0.1:8090/x",
        "http://127.0.0.1:8089/r/v1, https://stream.replicate.com/x",
        "https://proxy.acme.test/v1, https://stream.replicate.com/x"
    })
    void nobodyElseIsAsked(String base, String address) {
        assertThat(asked(base, TextNode.valueOf(address))).isEmpty();
    }

    @Test
    void whatIsNoAddressIsNone() {
        assertThat(asked(REPLICATE, MissingNode.getInstance())).isEmpty();
        assertThat(asked(REPLICATE, JsonNodeFactory.instance.objectNode())).isEmpty();
        assertThat(asked(REPLICATE, TextNode.valueOf(REPLICATE + "/" + "x".repeat(3_000))))
                .isEmpty();
    }

    private static Optional<WireRequest> asked(String base, JsonNode named) {
        ChatCall call = new ChatCall(
                "{}", "meta/llama", 64, true, Unsupported.STRICT, URI.create(base), new ApiKey("sk-test"), null);
        return StreamAddress.of(named, call);
    }
}
