package io.headgate.api.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.batches.OrderReader.Read;
import io.headgate.schemas.json.jackson.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderReaderTest {
    private static final String ORDER =
            "{\"input_file_id\":\"file-a\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",%s}";

    private final OrderReader reader = new OrderReader(new StrictJson(), Set.of("/v1/chat/completions"));

    @Test
    void readsWhatOpenAisClientsSend() {
        Read read = read("""
                {"input_file_id":"file-abc","endpoint":"/v1/chat/completions","completion_window":"24h",
                 "metadata":{"night":"7"},"output_expires_after":{"anchor":"created_at","seconds":3600}}""");
        assertThat(read).isInstanceOfSatisfying(Read.Good.class, good -> {
            assertThat(good.order().input().value()).isEqualTo("file-abc");
            assertThat(good.order().metadata()).containsEntry("night", "7");
            assertThat(good.order().keepOutput()).isEqualTo(Duration.ofHours(1));
        });
    }

    @Test
    void whatIsNotSaidIsLeftToTheInstallation() {
        assertThat(
                        read(
                                "{\"input_file_id\":\"file-a\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"))
                .isInstanceOfSatisfying(
                        Read.Good.class,
                        good -> assertThat(good.order().keepOutput()).isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "metadata":{"night":"7","headgate_resubmit":"other-text"}
            "metadata":{"night":"7"},"headgate":{"resubmit":"other-text"}
            "metadata":{"night":"7","headgate_resubmit":"text"},"headgate":{"resubmit":"other-text"}""")
    void saysWhereUndoneLinesAreSent_andKeepsItWithTheBatch(String how) {
        assertThat(read(ORDER.formatted(how)))
                .isInstanceOfSatisfying(
                        Read.Good.class,
                        good -> assertThat(good.order().metadata())
                                .containsExactlyInAnyOrderEntriesOf(
                                        Map.of("night", "7", "headgate_resubmit", "other-text")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "metadata":{"headgate_resubmit":"no alias"} | metadata.headgate_resubmit
            "headgate":{"resubmit":""} | headgate.resubmit
            "headgate":{"resubmit":7} | headgate
            "headgate":{"resubmit":"text","again":"text"} | headgate
            "headgate":"text" | headgate""")
    void whereUndoneLinesCannotBeSentIsRefused_withTheField(String how, String param) {
        assertThat(read(ORDER.formatted(how)))
                .isInstanceOfSatisfying(
                        Read.Bad.class, bad -> assertThat(bad.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [] |
            not json |
            {} | input_file_id
            {"input_file_id":"../etc","endpoint":"/v1/chat/completions","completion_window":"24h"} | input_file_id
            {"input_file_id":"file-a","endpoint":"/v1/images","completion_window":"24h"} | endpoint
            {"input_file_id":"file-a","endpoint":7,"completion_window":"24h"} | endpoint
            {"input_file_id":"file-a","endpoint":"/v1/chat/completions"} | completion_window
            {"input_file_id":"file-a","endpoint":"/v1/chat/completions","completion_window":"1h"} | completion_window
            {"input_file_id":"file-a","endpoint":"/v1/chat/completions","completion_window":"24h","metadata":{"a":1}} | metadata
            {"input_file_id":"file-a","endpoint":"/v1/chat/completions","completion_window":"24h","output_expires_after":{"anchor":"created_at","seconds":1}} | output_expires_after
            {"input_file_id":"file-a","endpoint":"/v1/chat/completions","completion_window":"24h","window":"1h"} |""")
    void whatCannotBeIsRefused_withTheField(String body, String param) {
        assertThat(read(body)).isInstanceOfSatisfying(Read.Bad.class, bad -> {
            assertThat(bad.param()).isEqualTo(param);
            assertThat(bad.failure().message()).isNotBlank();
        });
    }

    private Read read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
