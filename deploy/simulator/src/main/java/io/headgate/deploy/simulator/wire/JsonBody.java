package io.headgate.deploy.simulator.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes one JSON document to memory. */
public final class JsonBody {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBody() {}

    /** Writes into an object that is opened and closed around it. */
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    public static byte[] object(Content content) {
        return framed("", content, "");
    }

    /** The object as server-sent events have it, without a name. */
    public static byte[] event(Content content) {
        return framed("data: ", content, "\n\n");
    }

    /** The object between two pieces of text, as a stream's events have it. */
    public static byte[] framed(String before, Content content, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(768);
        out.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        out.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
