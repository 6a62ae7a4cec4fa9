package io.headgate.api.http.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
    private static final String PART = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/mixed; boundary=b",
                "text/plain; boundary=b",
                "multipart/form-data; charset=utf-8"
            })
    void isNotRead_whenItIsNoFormOrHasNoBoundary(String type) {
        assertThat(FormReader.reads(type)).isFalse();
    }

    @Test
    void readsFields_withAQuotedBoundaryToo() throws Exception {
        assertThat(FormReader.reads("Multipart/Form-Data; charset=utf-8; boundary=\"b\""))
                .isTrue();

        read(PART.formatted("purpose", "bätch") + PART.formatted("x", "") + "--b--\r\nepilogue");

        assertThat(told).containsExactly("purpose=bätch", "x=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n",
                "--c\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--c--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nvalue without an end",
                "--b\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--b--\r\n",
                "--b\r\nno header\r\n\r\n1\r\n--b--\r\n",
                "{\"model\":\"x\"}"
            })
    void isMalformed_whenItIsNoWholeForm(String body) {
        assertThatExceptionOfType(MalformedFormException.class)
                .isThrownBy(() -> read(body))
                .withMessageStartingWith("The form")
                .withMessageNotContaining("value");
    }

    @Test
    void isMalformed_whenAFieldOrItsNameIsHugeOrThereAreMany() {
        String huge = "x".repeat(1_000_000);
        malformed(PART.formatted("purpose", huge) + "--b--\r\n");
        malformed(PART.formatted(huge, "batch") + "--b--\r\n");
        malformed("--b\r\n" + "X-Header: y\r\n".repeat(100_000));
        malformed(PART.formatted("x", "y").repeat(100) + "--b--\r\n");
    }

    @Test
    void passesOnWhatItsListenerThrows() {
        FormParts failing = new FormParts() {
            @Override
            public void field(String name, String value) {
                throw new IllegalStateException("not now");
            }

            @Override
            public void fileBegins(String name, String filename) {}

            @Override
            public void content(byte[] bytes, int offset, int length) {}
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> FormReader.of("multipart/form-data; boundary=b")
                        .read(stream(PART.formatted("a", "b") + "--b--\r\n"), failing))
                .withMessage("not now");
    }

    private void malformed(String body) {
        assertThatExceptionOfType(MalformedFormException.class).isThrownBy(() -> read(body));
    }

    private void read(String body) throws Exception {
        FormReader.of("multipart/form-data; boundary=b").read(stream(body), new FormParts() {
            @Override
            public void field(String name, String value) {
                told.add(name + "=" + value);
            }

            @Override
            public void fileBegins(String name, String filename) {
                told.add("file " + name);
            }

            @Override
            public void content(byte[] bytes, int offset, int length) {}
        });
    }

    private static ByteArrayInputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
