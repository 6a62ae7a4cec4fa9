package io.headgate.metering.stream;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.PriceId;
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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
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

    static Serde<Line> serde() {
        // Kafka asks for the bytes of null where a range is open, and expects null.
        Serializer<Line> serializer = (_, line) -> line == null ? null : encode(line);
        Deserializer<Line> deserializer = (_, bytes) -> bytes == null ? null : decode(bytes);
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
            if (hasMore(line)) {
                writeMore(out, line);
            }
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
            String code = read(in);
            Currency currency = code.isEmpty() ? null : Currency.getInstance(code);
            if (in.available() == 0) {
                return new Line(tenant, project, alias, target, minute, currency, Map.of(), null, null, false);
            }
            String variant = readNullable(in);
            String price = readNullable(in);
            boolean correction = in.readBoolean();
            return new Line(
                    tenant,
                    project,
                    alias,
                    target,
                    minute,
                    currency,
                    readTags(in),
                    variant,
                    price == null ? null : new PriceId(price),
                    correction);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A line without any of this has the bytes it had before there was any: so an entry that an older release left in the
     * store is found again, and deleted, under the key that it has.
     */
    private static boolean hasMore(Line line) {
        return line.variant() != null
                || line.price() != null
                || line.correction()
                || !line.tags().isEmpty();
    }

    private static void writeMore(DataOutputStream out, Line line) throws IOException {
        PriceId price = line.price();
        writeNullable(out, line.variant());
        writeNullable(out, price == null ? null : price.value());
        out.writeBoolean(line.correction());
        out.writeInt(line.tags().size());
        // In order: equal lines have equal bytes.
        for (Map.Entry<String, String> tag : new TreeMap<>(line.tags()).entrySet()) {
            write(out, tag.getKey());
            write(out, tag.getValue());
        }
    }

    private static Map<String, String> readTags(DataInputStream in) throws IOException {
        Map<String, String> tags = new HashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            tags.put(read(in), read(in));
        }
        return tags;
    }

    private static void writeNullable(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            write(out, text);
        }
    }

    private static @Nullable String readNullable(DataInputStream in) throws IOException {
        return in.readBoolean() ? read(in) : null;
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
