package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON document to memory. */
final class JsonBody {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBody() {}

    /** Writes into an object that is opened and closed around it. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static byte[] object(Content content) {
        return framed("", content, "");
    }

    /** The object between two pieces of text, as a stream's events have it. */
    static byte[] framed(String before, Content content, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(768);
        out.writeBytes(before.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        out.writeBytes(after.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
