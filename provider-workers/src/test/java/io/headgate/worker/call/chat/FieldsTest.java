package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final WireRequest REQUEST =
            new WireRequest(Method.GET, URI.create("https://provider.test"), Map.of(), new byte[0]);

    private final Unsaid unsaid = new Unsaid(Unsupported.DROP, "a format");

    private Fields fields(String json) {
        return Fields.ofBody(WireJson.object(json.replace('\'', '"')).orElseThrow(), unsaid);
    }

    private static Fields inner(Fields fields) {
        return Objects.requireNonNull(fields.object("a"));
    }

    private String refused() {
        return unsaid.translation(() -> REQUEST) instanceof Translation.Unsayable(String seen, String _) ? seen : "";
    }

    @Test
    void aNullIsAMissingField() {
        Fields fields = fields("{'a':null,'b':null}");

        assertThat(fields.text("a")).isNull();
        fields.done();
        assertThat(unsaid.dropped()).isEmpty();
    }

    @Test
    void whatNobodyTookIsUnsaid_whereverItIs() {
        Fields fields = fields("{'a':{'b':[{'c':1,'d':2}]},'e':[],'stream':true}");

        for (Fields element : inner(fields).objects("b")) {
            element.take("c");
            element.done();
        }
        fields.done();

        assertThat(unsaid.dropped()).containsExactly("a.b[0].d");
    }

    @Test
    void aWrongTypeIsRefused_byItsPath() {
        assertThat(inner(fields("{'a':{'b':7}}")).text("b")).isNull();
        assertThat(refused()).isEqualTo("a.b");
    }

    @Test
    void anElementThatIsNoObjectIsRefused() {
        assertThat(fields("{'a':[{},7]}").objects("a")).hasSize(1);
        assertThat(refused()).isEqualTo("a[1]");
    }

    @Test
    void aCountIsWholeAndNotNegative() {
        assertThat(fields("{'a':3}").count("a")).isEqualTo(3);
        for (String wrong : List.of("-1", "1.5", "1e3", "9223372036854775807", "'3'")) {
            assertThat(fields("{'a':%s}".formatted(wrong)).count("a")).isNull();
        }
    }

    @Test
    void aLongNameIsShownInPart() {
        fields("{'%s':1}".formatted("x".repeat(1_000))).done();

        assertThat(unsaid.dropped()).containsExactly("x".repeat(64));
    }
}
