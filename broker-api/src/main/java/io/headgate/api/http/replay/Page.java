package io.headgate.api.http.replay;

import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: {@code limit}, 1 to 100, and {@code after}. */
final class Page {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private Page() {}

    /** What answers a page. */
    interface Answer<C> {
        /** @param after null from the beginning */
        HttpResponse<?> of(int limit, @Nullable C after);
    }

    /** @param cursor reads {@code after}; throws {@link IllegalArgumentException} when it is none */
    static <C> HttpResponse<?> of(HttpRequest<?> request, Function<String, C> cursor, Answer<C> answer) {
        Optional<String> limit = request.getParameters().getFirst("limit");
        int wanted = limit.map(Page::number).orElse(USUAL);
        if (wanted < 1 || wanted > MOST) {
            return wrong("limit", limit.orElse(""), "1 to " + MOST);
        }
        Optional<String> after = request.getParameters().getFirst("after");
        Optional<C> behind;
        try {
            behind = after.map(cursor);
        } catch (IllegalArgumentException noCursor) {
            return wrong("after", after.orElse(""), "last_id of the page before");
        }
        return answer.of(wanted, behind.orElse(null));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static HttpResponse<?> wrong(String name, String seen, String allowed) {
        String shown = seen.length() <= 80 ? seen : seen.substring(0, 80) + "…";
        return Replies.refused(
                new Failure(FailureCode.INVALID_FIELD, "'%s' is not valid".formatted(name), shown, allowed), name);
    }
}
