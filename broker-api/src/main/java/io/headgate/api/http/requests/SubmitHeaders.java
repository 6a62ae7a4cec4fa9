package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.http.HeadgateHeaders;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;

/** The headers of what is sent in, as a record would have them, with the tenant that the caller acts for. */
sealed interface SubmitHeaders {
    /** {@code headgate-webhook: crm} is the tag {@code webhook}, which results carry: so it holds on topics as well. */
    String WEBHOOK = "headgate-webhook";

    String WEBHOOK_TAG = HeaderNames.TAG_PREFIX + "webhook";

    record Readable(Map<String, String> values) implements SubmitHeaders {}

    record Refused(Failure failure, String header) implements SubmitHeaders {}

    static SubmitHeaders of(HttpRequest<?> request, Caller caller) {
        return switch (HeadgateHeaders.of(request.getHeaders())) {
            case HeadgateHeaders.Unreadable(Failure failure, String header) -> new Refused(failure, header);
            case HeadgateHeaders.Readable(var read) -> {
                Map<String, String> values = new TreeMap<>(read);
                String webhook = values.remove(WEBHOOK);
                if (webhook != null) {
                    values.put(WEBHOOK_TAG, webhook);
                }
                yield caller.tenant().map(tenant -> of(tenant, values)).orElseGet(() -> new Readable(values));
            }
        };
    }

    private static SubmitHeaders of(TenantId own, Map<String, String> values) {
        String named = values.putIfAbsent(HeaderNames.TENANT, own.value());
        return named == null || named.equals(own.value())
                ? new Readable(values)
                : new Refused(
                        new Failure(
                                FailureCode.TENANT_MISMATCH,
                                "Another tenant is named than the caller acts for.",
                                "another tenant",
                                own.value()),
                        HeaderNames.TENANT);
    }
}
