package io.headgate.schemas.intake;

import io.headgate.schemas.topic.HeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** The claims of record headers. Only the names that clients may set are read; all others are left behind. */
final class HeaderClaims {
    private HeaderClaims() {}

    static Claims of(Map<String, String> headers) {
        Map<String, String> tags = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith(HeaderNames.TAG_PREFIX)) {
                tags.put(name.substring(HeaderNames.TAG_PREFIX.length()), value);
            }
        });
        return new Claims(
                headers.get(HeaderNames.TENANT),
                headers.get(HeaderNames.ID),
                headers.get(HeaderNames.CORRELATION_ID),
                headers.get(HeaderNames.USER),
                headers.get(HeaderNames.IDEMPOTENCY_KEY),
                headers.get(HeaderNames.TASK_ID),
                headers.get(HeaderNames.TASK_TYPE),
                headers.get(HeaderNames.LOCALE),
                headers.get(HeaderNames.PRIORITY),
                headers.get(HeaderNames.DEADLINE),
                headers.get(HeaderNames.MAX_LATENCY_MS),
                headers.get(HeaderNames.BUDGET),
                headers.get(HeaderNames.BATCH),
                headers.get(HeaderNames.BATCH_SIZE),
                tags);
    }
}
