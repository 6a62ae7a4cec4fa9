package io.headgate.deploy.acceptance.checker.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final int ID = 7;
    private final Schema schema = released();
    private final Values values = new Values(new Schemas(null));

    @Test
    void aValueThatBearsAFingerprintIsReadByTheReleasedSchema() throws IOException {
        Fields cancel = values.read(singleObject(encoded("r-1"))).orElseThrow();
        assertThat(cancel.name()).isEqualTo("Cancel");
        assertThat(cancel.text("requestId")).isEqualTo("r-1");
        assertThat(cancel.text("reason")).isNull();
        assertThat(cancel.number("at")).isEqualTo(42);
        assertThat(cancel.text("aFieldOfALaterVersion")).isNull();
    }

    @Test
    void aValueThatBearsAnIdIsReadByTheRegistrysSchema() throws IOException {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/schemas/ids/" + ID, exchange -> {
            byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("schema", schema.toString()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
            Values registered = new Values(new Schemas(address));
            assertThat(registered
                            .read(confluent(ID, encoded("r-1")))
                            .orElseThrow()
                            .text("requestId"))
                    .isEqualTo("r-1");
            assertThat(registered.read(confluent(8, encoded("r-1")))).isEmpty();
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void anyBytesAreAnAnswer() throws IOException {
        byte[] good = singleObject(encoded("r-1"));
        assertThat(values.read(null)).isEmpty();
        assertThat(values.read(new byte[0])).isEmpty();
        assertThat(values.read("{\"id\":1}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(values.read(Arrays.copyOf(good, good.length - 1)))
                .as("cut short")
                .isEmpty();
        assertThat(values.read(Arrays.copyOf(good, good.length + 1)))
                .as("with a byte behind it")
                .isEmpty();
        assertThat(values.read(confluent(ID, encoded("r-1"))))
                .as("without a registry")
                .isEmpty();
        byte[] absurd = singleObject(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F, 1});
        assertThat(values.read(absurd)).as("a text of two billion bytes").isEmpty();
    }

    private byte[] encoded(String id) throws IOException {
        GenericRecord cancel = new GenericData.Record(schema);
        cancel.put("tenant", "acme");
        cancel.put("requestId", id);
        cancel.put("at", 42L);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(cancel, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private byte[] singleObject(byte[] avro) {
        return ByteBuffer.allocate(10 + avro.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(avro)
                .array();
    }

    private static byte[] confluent(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }

    private static Schema released() {
        try (InputStream text = ValuesTest.class.getResourceAsStream("/avro-history/Cancel/v1.avsc")) {
            return new Schema.Parser().parse(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
