package io.headgate.schemas.intake;

import io.headgate.schemas.id.RequestId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent, as it came.
 *
 * @param idIfNone asked for an id only if the request names none that is valid
 * @param value null when a record has none; not copied, and not to be changed
 * @param headers names in lower case, and values as text; of a name that comes twice, the last
 */
public record RawRequest(
        Arrival arrival, Supplier<RequestId> idIfNone, byte @Nullable [] value, Map<String, String> headers) {
    // Written out: of a compact one javac loses @Nullable on its way into the class file.
    public RawRequest(
            Arrival arrival, Supplier<RequestId> idIfNone, byte @Nullable [] value, Map<String, String> headers) {
        this.arrival = arrival;
        this.idIfNone = idIfNone;
        this.value = value;
        this.headers = Map.copyOf(headers);
    }

    /** Without the value: a prompt never reaches a log. */
    @Override
    public String toString() {
        return "RawRequest[%s]".formatted(arrival);
    }
}
