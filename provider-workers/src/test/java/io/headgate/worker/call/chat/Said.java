package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body as a wire says it, for tests: single quotes are double ones. */
public record Said(Translation translation) {
    private static final URI BASE = URI.create("https://provider.test/v1");

    /** With the parameters dropped that cannot be said. */
    public static Said by(Wire wire, String model, String body) {
        return new Said(wire.translate(call(model, body, false, Unsupported.DROP, null)));
    }

    public static Said strictlyBy(Wire wire, String model, String body) {
        return new Said(wire.translate(call(model, body, false, Unsupported.STRICT, null)));
    }

    /** The call, with a key and perhaps a version. */
    public static ChatCall call(
            String model, String body, boolean streamed, Unsupported unsupported, @Nullable String version) {
        String text = body.replace('\'', '"');
        ObjectNode tree = WireJson.object(text).orElseThrow();
        return new ChatCall(tree, text, model, 512, streamed, unsupported, BASE, new ApiKey("key"), version);
    }

    public WireRequest request() {
        assertThat(translation).isInstanceOf(Translation.Ready.class);
        return ((Translation.Ready) translation).request();
    }

    public ObjectNode body() {
        return WireJson.object(request().body()).orElseThrow();
    }

    /** What is at a JSON pointer of the body, as JSON; empty when nothing is. */
    public String at(String pointer) {
        JsonNode value = body().at(pointer);
        return value.isMissingNode() ? "" : WireJson.written(value).replace('"', '\'');
    }

    public List<String> dropped() {
        return ((Translation.Ready) translation).dropped();
    }

    /** What stands in the way. */
    public String refused() {
        assertThat(translation).isInstanceOf(Translation.Unsayable.class);
        return ((Translation.Unsayable) translation).seen();
    }
}
