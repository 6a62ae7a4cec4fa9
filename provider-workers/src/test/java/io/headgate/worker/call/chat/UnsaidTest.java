package io.headgate.worker.call.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsaidTest {
    private static final WireRequest REQUEST =
            new WireRequest(Method.POST, URI.create("https://provider.test"), Map.of(), new byte[0]);

    private final Unsaid lenient = new Unsaid(Unsupported.DROP, "a format");
    private final Unsaid strict = new Unsaid(Unsupported.STRICT, "a format");

    @Test
    void parametersGoByPolicy() {
        lenient.drop("seed");
        strict.drop("seed");
        strict.drop("n", "1");

        assertThat(lenient.translation(() -> REQUEST)).isEqualTo(new Translation.Ready(REQUEST, lenient.dropped()));
        assertThat(lenient.dropped()).containsExactly("seed");
        assertThat(strict.translation(() -> REQUEST))
                .isEqualTo(new Translation.Unsayable("seed", "parameters of a format"));
    }

    @Test
    void thePromptNeverGoes() {
        lenient.refuse("messages[0]", "text");

        assertThat(lenient.translation(() -> REQUEST)).isEqualTo(new Translation.Unsayable("messages[0]", "text"));
    }

    @Test
    void whatIsOnlyItsProvidersIsNoReasonToRefuse() {
        strict.leaveOut("messages[1].reasoning_content");

        assertThat(strict.translation(() -> REQUEST)).isInstanceOf(Translation.Ready.class);
        assertThat(strict.dropped()).containsExactly("messages[1].reasoning_content");
    }

    @Test
    void aListThatWouldBeLongSaysThatThereWasMore() {
        for (int i = 0; i < 1_000; i++) {
            lenient.drop("unknown_" + i);
        }

        assertThat(lenient.dropped()).hasSize(65).endsWith("…");
    }
}
