package io.headgate.schemas.topic;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.telemetry.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What every internal record says of itself in its headers, so that even one whose value cannot be read is attributed
 * and ended.
 */
public record RecordHeading(RequestKey key, CorrelationId correlationId, TraceContext trace) {
    /** The heading of an internal record; empty when id or tenant is missing or not valid. */
    public static Optional<RecordHeading> readFrom(Headers headers) {
        String id = text(headers, HeaderNames.ID);
        String tenant = text(headers, HeaderNames.TENANT);
        if (id == null || tenant == null) {
            return Optional.empty();
        }
        try {
            RequestKey key = new RequestKey(new TenantId(tenant), new RequestId(id));
            String correlation = text(headers, HeaderNames.CORRELATION_ID);
            return Optional.of(new RecordHeading(
                    key, new CorrelationId(correlation == null ? id : correlation), TraceContext.from(headers)));
        } catch (IllegalArgumentException notAnIdentifier) {
            return Optional.empty();
        }
    }

    /** The same request, one hop on. */
    public RecordHeading nextHop() {
        return new RecordHeading(key, correlationId, trace.child());
    }

    /** Puts id, tenant, correlation id and trace into headers, in place of any that are there. */
    public void writeTo(Headers headers) {
        put(headers, HeaderNames.ID, key.request().value());
        put(headers, HeaderNames.TENANT, key.tenant().value());
        put(headers, HeaderNames.CORRELATION_ID, correlationId.value());
        trace.writeTo(headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
