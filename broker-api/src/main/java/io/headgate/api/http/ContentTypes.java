package io.headgate.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a body may come as: JSON in UTF-8, not compressed. A request that does not say is read as JSON. */
final class ContentTypes {
    private static final Pattern JSON = Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?\\s*");

    private ContentTypes() {}

    /** A 415, or null when the body may be read. */
    static @Nullable HttpResponse<ApiError> refusal(HttpRequest<?> request) {
        String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && !JSON.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            return unsupported("content-type", type, "application/json");
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
