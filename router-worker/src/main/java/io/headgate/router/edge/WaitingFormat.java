package io.headgate.router.edge;

import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a waiting request beside the request: a version, then fields in fixed order. Read again by the next
 * release, from the changelog: a field is only ever added at the end, under the next version.
 */
final class WaitingFormat {
    private static final byte VERSION = 1;
    /** Longer reasons are cut: they are stored with every request. */
    private static final int MAX_WHY = 1_000;

    private static final long NONE = Long.MIN_VALUE;

    private WaitingFormat() {}

    /** A waiting request and under which heading its records go on. */
    record Stored(Waiting entry, RecordHeading heading) {}

    static byte[] write(Stored stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeHeading(stored.heading(), out);
            Waiting entry = stored.entry();
            out.writeUTF(entry.priority().name());
            writeInstant(entry.deadline(), out);
            out.writeLong(entry.arrival());
            writeInstant(entry.since(), out);
            out.writeInt(entry.attempt());
            out.writeInt(entry.bytes());
            writeWait(entry.reason(), out);
            out.writeBoolean(entry.told());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException when a later release wrote it */
    static Stored read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "stored waiting request: seen version %d, allowed %d".formatted(version, VERSION));
            }
            RecordHeading heading = readHeading(in);
            return new Stored(
                    new Waiting(
                            heading.key(),
                            Priority.valueOf(in.readUTF()),
                            readInstant(in),
                            in.readLong(),
                            readInstant(in),
                            in.readInt(),
                            in.readInt(),
                            readWait(in),
                            in.readBoolean()),
                    heading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeHeading(RecordHeading heading, DataOutputStream out) throws IOException {
        out.writeUTF(heading.key().tenant().value());
        out.writeUTF(heading.key().request().value());
        out.writeUTF(heading.correlationId().value());
        out.writeUTF(heading.trace().traceparent());
        writeText(heading.trace().state(), out);
    }

    private static RecordHeading readHeading(DataInputStream in) throws IOException {
        return new RecordHeading(
                new RequestKey(new TenantId(in.readUTF()), new RequestId(in.readUTF())),
                new CorrelationId(in.readUTF()),
                TraceContext.of(in.readUTF(), readText(in)));
    }

    private static void writeWait(Reason reason, DataOutputStream out) throws IOException {
        switch (reason.lane()) {
            case Lane.ForProvider(ProviderName provider) -> {
                out.writeByte('p');
                out.writeUTF(provider.value());
            }
            case Lane.ForAlias(Alias alias) -> {
                out.writeByte('a');
                out.writeUTF(alias.value());
            }
            case Lane.ForLimit(TenantId tenant, String limit) -> {
                out.writeByte('l');
                out.writeUTF(tenant.value());
                out.writeUTF(limit);
            }
            case Lane.ForOthersToEnd(TenantId tenant) -> {
                out.writeByte('o');
                out.writeUTF(tenant.value());
            }
        }
        String why = reason.why();
        out.writeUTF(why.length() > MAX_WHY ? why.substring(0, MAX_WHY) : why);
        writeInstant(reason.notBefore(), out);
        writeInstantOrNone(reason.until(), out);
        writeInstantOrNone(reason.again(), out);
    }

    private static Reason readWait(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        Lane lane = switch (kind) {
            case 'p' -> new Lane.ForProvider(new ProviderName(in.readUTF()));
            case 'a' -> new Lane.ForAlias(new Alias(in.readUTF()));
            case 'l' -> new Lane.ForLimit(new TenantId(in.readUTF()), in.readUTF());
            case 'o' -> new Lane.ForOthersToEnd(new TenantId(in.readUTF()));
            default ->
                throw new IllegalStateException(
                        "stored waiting request: seen lane %d, allowed p, a, l, o".formatted(kind));
        };
        String why = in.readUTF();
        Instant notBefore = readInstant(in);
        return new Reason(lane, why, notBefore, readInstantOrNone(in), readInstantOrNone(in));
    }

    private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.toEpochMilli());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static void writeInstantOrNone(@Nullable Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant == null ? NONE : instant.toEpochMilli());
    }

    private static @Nullable Instant readInstantOrNone(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        out.writeUTF(text == null ? "" : text);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        boolean there = in.readBoolean();
        String text = in.readUTF();
        return there ? text : null;
    }
}
