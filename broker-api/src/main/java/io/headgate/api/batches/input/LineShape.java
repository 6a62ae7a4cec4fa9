package io.headgate.api.batches.input;

import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Bool;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line must have around its request: what intake does not look at, or sees otherwise since a name is no id. */
final class LineShape {
    private static final Set<String> KEYS = Set.of("custom_id", "method", "url", "body", "headgate");
    private static final String INVALID_FIELD = "invalid_field";
    private static final int MAX_SHOWN = 80;

    private LineShape() {}

    /** The first fault of a line that has a name; null when it has a body and all else is as it must be. */
    static @Nullable LineError errorOf(Obj line, String endpoint, int number) {
        for (String key : line.members().keySet()) {
            if (!KEYS.contains(key)) {
                return new LineError(
                        "unknown_key",
                        "The line has a key that nothing is known of: seen %s, allowed body, custom_id, headgate, method, url."
                                .formatted(shown(key)),
                        null,
                        number);
            }
        }
        JsonValue method = line.get("method");
        if (!(method instanceof Text(String verb)) || !verb.equals("POST")) {
            return mismatch("invalid_method", "method", method, "POST", number);
        }
        JsonValue url = line.get("url");
        if (!(url instanceof Text(String address)) || !address.equals(endpoint)) {
            return mismatch("mismatched_url", "url", url, endpoint, number);
        }
        JsonValue context = line.get("headgate");
        if (context != null && !(context instanceof Obj)) {
            return mismatch(INVALID_FIELD, "headgate", context, "an object", number);
        }
        if (context instanceof Obj given && given.get("id") != null) {
            return mismatch(INVALID_FIELD, "headgate.id", given.get("id"), "none: custom_id names the line", number);
        }
        if (!(line.get("body") instanceof Obj body)) {
            return mismatch("invalid_body", "body", line.get("body"), "an object: the request", number);
        }
        return body.get("stream") instanceof Bool(boolean streams) && streams
                ? new LineError(
                        "stream_not_allowed",
                        "A line of a batch cannot stream: seen true, allowed false or nothing.",
                        "body.stream",
                        number)
                : null;
    }

    private static LineError mismatch(String code, String param, @Nullable JsonValue seen, String allowed, int number) {
        String found = seen instanceof Text text ? shown(text.value()) : JsonValue.kindOf(seen);
        return new LineError(
                code,
                "The line's %s is not what is needed: seen %s, allowed %s.".formatted(param, found, allowed),
                param,
                number);
    }

    /** Short, and without what turns a terminal or a page upside down. */
    private static String shown(String value) {
        return value.codePoints()
                .limit(MAX_SHOWN)
                .map(point -> Character.isISOControl(point) ? '_' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
