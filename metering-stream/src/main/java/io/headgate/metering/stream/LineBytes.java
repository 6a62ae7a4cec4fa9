package io.headgate.metering.stream;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Increment.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A line as the key of the store: the minute first, so that older lines come first, then each name behind its length.
 * One line has one encoding. The changelog lives for seconds at work, and for as long as a job is stopped.
 */
final class LineBytes {
    private LineBytes() {}

    static Serde<@Nullable Line> serde() {
        // Kafka asks for the bytes of null where a range is open, and expects null.
        Serializer<@Nullable Line> serializer = (_, line) -> line == null ? null : encode(line);
        Deserializer<@Nullable Line> deserializer = (_, bytes) -> bytes == null ? null : decode(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static byte[] encode(Line line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(line.minute().getEpochSecond());
            write(out, line.tenant().value());
            write(out, line.project());
            write(out, line.alias().value());
            write(out, line.target().provider().value());
            write(out, line.target().endpoint().value());
            write(out, line.target().model().value());
            write(out, line.target().providerModel());
            Currency currency = line.currency();
            write(out, currency == null ? "" : currency.getCurrencyCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Line decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Instant minute = Instant.ofEpochSecond(in.readLong());
            TenantId tenant = new TenantId(read(in));
            String project = read(in);
            Alias alias = new Alias(read(in));
            Target target = new Target(
                    new ProviderName(read(in)), new EndpointName(read(in)), new ModelName(read(in)), read(in));
            String currency = read(in);
            return new Line(
                    tenant, project, alias, target, minute, currency.isEmpty() ? null : Currency.getInstance(currency));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
