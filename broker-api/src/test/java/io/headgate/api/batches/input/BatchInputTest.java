package io.headgate.api.batches.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInputTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String GOOD = Lines.line("good");

    @Test
    void isValid_whenEveryLineCanBeSent() throws Exception {
        String other = Lines.BODY.replace("fast-text", "deep-thought");

        assertThat(check(Lines.line("my request 1") + "\n" + Lines.line("b", other) + "\n" + Lines.line("c")))
                .isEqualTo(new BatchCheck.Valid(3, Map.of(new Alias("fast-text"), 2, new Alias("deep-thought"), 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "\uFEFF%s\r\n", "\n\n%s\n \t\r\n\n", "%s\r\n\r\n"})
    void toleratesHowLinesAreSeparated(String file) throws Exception {
        assertThat(check(file.formatted(GOOD))).isInstanceOf(BatchCheck.Valid.class);
    }

    @Test
    void carriesARoutingContext() throws Exception {
        String line =
                GOOD.replace("\"body\"", "\"headgate\":{\"user_id\":\"u-1\",\"tags\":{\"project\":\"a\"}},\"body\"");

        assertThat(check(line)).isInstanceOf(BatchCheck.Valid.class);
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                Arguments.of("{", "invalid_json_line", null),
                Arguments.of("[]", "invalid_json_line", null),
                Arguments.of("\"text\"", "invalid_json_line", null),
                Arguments.of(GOOD + GOOD, "invalid_json_line", null),
                Arguments.of("{\"custom_id\":\"a\",\"custom_id\":\"a\"}", "invalid_json_line", null),
                Arguments.of("[".repeat(200), "invalid_json_line", null),
                Arguments.of(Lines.line(""), "invalid_custom_id", "custom_id"),
                Arguments.of(Lines.line(" "), "invalid_custom_id", "custom_id"),
                Arguments.of(Lines.line("x".repeat(513)), "invalid_custom_id", "custom_id"),
                Arguments.of(GOOD.replace("\"good\"", "7"), "invalid_custom_id", "custom_id"),
                Arguments.of(Lines.BODY, "invalid_custom_id", "custom_id"),
                Arguments.of(GOOD.replace("POST", "GET"), "invalid_method", "method"),
                Arguments.of(GOOD.replace("\"method\":\"POST\",", ""), "invalid_method", "method"),
                Arguments.of(GOOD.replace("/v1/chat", "/v2/chat"), "mismatched_url", "url"),
                Arguments.of(GOOD.replace(Lines.CHAT, "/v1/embeddings"), "mismatched_url", "url"),
                Arguments.of(GOOD.replace("\"url\"", "\"uri\""), "unknown_key", null),
                Arguments.of(Lines.line("a", "[]"), "invalid_body", "body"),
                Arguments.of(Lines.line("a", "null"), "invalid_body", "body"),
                Arguments.of(Lines.line("a", "{\"stream\":true}"), "stream_not_allowed", "body.stream"),
                Arguments.of(Lines.line("a", "{\"messages\":[{}]}"), "missing_model", "model"),
                Arguments.of(Lines.line("a", "{\"model\":\"fast-text\"}"), "invalid_field", "messages"),
                Arguments.of(GOOD.replace("fast-text", "fasttext"), "unknown_alias", "model"),
                Arguments.of(GOOD.replace("\"body\"", "\"headgate\":1,\"body\""), "invalid_field", "headgate"),
                Arguments.of(
                        GOOD.replace("\"body\"", "\"headgate\":{\"id\":\"r\"},\"body\""),
                        "invalid_field",
                        "headgate.id"),
                Arguments.of(
                        GOOD.replace("\"body\"", "\"headgate\":{\"tenant\":\"globex\"},\"body\""),
                        "invalid_field",
                        "tenant"),
                Arguments.of(
                        GOOD.replace("\"body\"", "\"headgate\":{\"priority\":\"now\"},\"body\""),
                        "invalid_field",
                        "priority"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void tellsWhatIsWrongAndWhere(String line, String code, @Nullable String param) throws Exception {
        assertThat(check(Lines.line("first") + "\n\n" + line + "\n" + Lines.line("last")))
                .isInstanceOfSatisfying(BatchCheck.Invalid.class, invalid -> {
                    assertThat(invalid.complete()).isTrue();
                    assertThat(invalid.errors()).hasSize(1);
                    LineError error = invalid.errors().getFirst();
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.param()).isEqualTo(param);
                    assertThat(error.line()).isEqualTo(3);
                    assertThat(error.message()).isNotBlank().doesNotContain("Hello");
                });
    }

    @Test
    void tellsOfEveryLine_andOfANameThatComesTwice() throws Exception {
        String file = String.join(
                "\n", "{", Lines.line("same"), Lines.line("same"), Lines.line("bad", "1"), Lines.line("bad"));

        assertThat(check(file)).isInstanceOfSatisfying(BatchCheck.Invalid.class, invalid -> {
            assertThat(invalid.errors().stream().map(LineError::code))
                    .containsExactly("invalid_json_line", "duplicate_custom_id", "invalid_body", "duplicate_custom_id");
            assertThat(invalid.errors().stream().map(LineError::line)).containsExactly(1, 3, 4, 5);
            assertThat(invalid.errors().get(1).message()).contains("line 2");
        });
    }

    @Test
    void isRefused_whenItIsNotUtf8() throws Exception {
        byte[] file = Lines.line("grün").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(check(file))
                .isInstanceOfSatisfying(
                        BatchCheck.Invalid.class,
                        invalid ->
                                assertThat(invalid.errors().getFirst().code()).isEqualTo("invalid_json_line"));
    }

    @Test
    void isRefused_whenALineIsTooLong_andReadsTheNext() throws Exception {
        String huge = Lines.line("huge", "\"" + "x".repeat(200_000) + "\"");

        assertThat(check(huge + "\n{\n"))
                .isInstanceOfSatisfying(
                        BatchCheck.Invalid.class,
                        invalid -> assertThat(invalid.errors().stream().map(LineError::code))
                                .containsExactly("line_too_long", "invalid_json_line"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " \r\n\t\n"})
    void isRefused_whenThereIsNoLine(String file) throws Exception {
        assertThat(check(file))
                .isInstanceOfSatisfying(
                        BatchCheck.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.code()).isEqualTo("empty_file")));
    }

    @Test
    void isRefused_whenThereAreTooManyLines() throws Exception {
        BatchInput small = new BatchInput(Lines.reader(), 2);
        String file = Stream.of("a", "b", "c", "d").map(Lines::line).collect(Collectors.joining("\n"));

        assertThat(small.check(ACME, Lines.CHAT, stream(file.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(BatchCheck.Invalid.class, invalid -> {
                    assertThat(invalid.complete()).isFalse();
                    assertThat(invalid.errors()).singleElement().satisfies(error -> {
                        assertThat(error.code()).isEqualTo("too_many_lines");
                        assertThat(error.line()).isEqualTo(3);
                    });
                });
    }

    @Test
    void stopsReading_whenThereAreManyErrors() throws Exception {
        String file = IntStream.range(0, 1_000).mapToObj(_ -> "{").collect(Collectors.joining("\n"));

        assertThat(check(file)).isInstanceOfSatisfying(BatchCheck.Invalid.class, invalid -> {
            assertThat(invalid.errors()).hasSize(BatchInput.MAX_ERRORS);
            assertThat(invalid.complete()).isFalse();
        });
    }

    @Test
    void isTakenInLater_underAnyId() {
        LineRead read = Lines.reader().read(ACME, Lines.CHAT, new RawLine.Text(1, bytes(Lines.line("my \\\"one\\\""))));

        assertThat(read).isInstanceOfSatisfying(LineRead.Good.class, good -> {
            assertThat(good.line().customId()).isEqualTo("my \"one\"");
            assertThat(good.line().body()).isEqualTo(Lines.BODY);
            assertThat(good.request().body()).isEqualTo(Lines.BODY);
        });
    }

    private static BatchCheck check(String file) throws IOException {
        return check(bytes(file));
    }

    private static BatchCheck check(byte[] file) throws IOException {
        return new BatchInput(Lines.reader()).check(ACME, Lines.CHAT, stream(file));
    }

    private static ByteArrayInputStream stream(byte[] file) {
        return new ByteArrayInputStream(file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
