package io.headgate.api.http.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However a body is cut on its way, its file comes out as it went in; and whatever comes, the reader ends. */
class FormReaderProperties {
    private static final String TYPE = "multipart/form-data; boundary=b0und";
    private static final byte[][] NEARLY_THE_END = {
        bytes("\r\n--b0un"),
        bytes("\r\n"),
        bytes("--b0unD"),
        bytes("\r\n-"),
        bytes("\n--b0unn--"),
        bytes("\r"),
        {0},
        {(byte) 0xFF}
    };

    @Property(tries = 300)
    void theFileIsWhatWasSent(@ForAll("contents") byte[] content, @ForAll @IntRange(min = 1, max = 97) int cut)
            throws Exception {
        Told told = read(form(content), cut);

        assertThat(told.content.toByteArray()).isEqualTo(content);
        assertThat(told.files).containsExactly("file=a.bin");
        assertThat(told.fields).containsExactly("purpose=batch");
    }

    @Property(tries = 300)
    void anythingIsAnswered(@ForAll("contents") byte[] garbage, @ForAll @IntRange(min = 1, max = 97) int cut)
            throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("--b0und\r\n"));
        body.writeBytes(garbage);
        try {
            read(body.toByteArray(), cut);
        } catch (MalformedFormException malformed) {
            assertThat(malformed.getMessage()).startsWith("The form");
        }
    }

    /** Bytes that look like the boundary as far as they go. Who makes a form sees to it that it is nowhere in the content. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> pieces = Arbitraries.oneOf(
                Arbitraries.of(NEARLY_THE_END),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
        return pieces.list()
                .ofMaxSize(30)
                .map(list -> {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    list.forEach(all::writeBytes);
                    return all.toByteArray();
                })
                .filter(all -> !new String(all, StandardCharsets.ISO_8859_1).contains("--b0und"));
    }

    private static byte[] form(byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(bytes("--b0und\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"));
        body.writeBytes(bytes("--b0und\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(bytes("\r\n--b0und--\r\n"));
        return body.toByteArray();
    }

    private static Told read(byte[] body, int cut) throws IOException, MalformedFormException {
        Told told = new Told();
        FormReader.of(TYPE).read(new Cut(body, cut), told);
        return told;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Told implements FormParts {
        final List<String> fields = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public void field(String name, String value) {
            fields.add(name + "=" + value);
        }

        @Override
        public void fileBegins(String name, String filename) {
            files.add(name + "=" + filename);
        }

        @Override
        public void content(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }
    }

    /** A body as a network gives it: a few bytes at a time. */
    private static final class Cut extends InputStream {
        private final ByteArrayInputStream body;
        private final int most;

        Cut(byte[] body, int most) {
            this.body = new ByteArrayInputStream(body);
            this.most = most;
        }

        @Override
        public int read() {
            return body.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return body.read(into, offset, Math.min(most, length));
        }
    }
}
