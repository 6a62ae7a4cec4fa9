package io.headgate.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a body may come as: JSON, or lines of it, in UTF-8, not compressed. A request that does not say is read as such. */
public final class ContentTypes {
    private static final Pattern JSON = Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?\\s*");

    private static final Pattern LINES =
            Pattern.compile("application/(x-ndjson|jsonl)(\\s*;\\s*charset=\"?utf-8\"?)?\\s*");

    private ContentTypes() {}

    /** A 415, or null when the body may be read as JSON. */
    public static @Nullable HttpResponse<ApiError> refusal(HttpRequest<?> request) {
        return refusal(request, JSON, "application/json");
    }

    /** A 415, or null when the body may be read as lines of JSON. */
    public static @Nullable HttpResponse<ApiError> refusalOfLines(HttpRequest<?> request) {
        return refusal(request, LINES, "application/x-ndjson, application/jsonl");
    }

    private static @Nullable HttpResponse<ApiError> refusal(HttpRequest<?> request, Pattern types, String allowed) {
        String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && !types.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            return unsupported("content-type", type, allowed);
        }
        String encoding = request.getHeaders().get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return unsupported("content-encoding", encoding, "identity");
        }
        return null;
    }

    private static HttpResponse<ApiError> unsupported(String header, String seen, String allowed) {
        String shown = seen.length() <= 100 ? seen : seen.substring(0, 100);
        return Replies.error(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                ApiError.invalid("unsupported_media_type", "A body of this kind is not read.", header, shown, allowed));
    }
}
