package io.headgate.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"r-1", "a/b?c&d=e", "wörter", "0198e2a4-7b1c-7000-8000-000000000000"})
    void isReadAsItWasWritten(String id) {
        ListCursor cursor = new ListCursor(Instant.parse("2026-11-20T12:00:00.123456Z"), id);

        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
        assertThat(ListCursor.parse(cursor.text())).contains(cursor);
    }

    @Test
    void isAsExactAsPostgres() {
        ListCursor cursor = new ListCursor(Instant.parse("2026-11-20T12:00:00.123456789Z"), "r");

        assertThat(cursor.acceptedAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123456Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T12:00:00Z",
                "2026-11-20T12:00:00Z ",
                " r",
                "yesterday r",
                "2026-11-20T12:00:00Z a\0b",
                "+999999999-12-31T23:59:59Z r",
                "-0001-01-01T00:00:00Z r",
                ""
            })
    void isNone_whenItsTextIsAnything(String plain) {
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);

        assertThat(ListCursor.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "....", "r-1!", "_____w", "'; DROP TABLE requests"})
    void isNone_whenItIsNotOurs(String text) {
        assertThat(ListCursor.parse(text)).isEmpty();
        assertThat(ListCursor.parse("A".repeat(5_000))).isEmpty();
    }
}
