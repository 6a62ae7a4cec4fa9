package io.headgate.api.http.admin;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which page of a list a query asks for: {@code limit} and {@code after}. */
sealed interface PageQuery {
    /** @param after what the page comes after; empty for the first */
    record Readable(int limit, Optional<String> after) implements PageQuery {}

    record Unreadable(Failure failure, String param) implements PageQuery {}

    int MOST = 100;
    int UNSAID = 20;
    Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    /** @param form what {@code after} has to look like */
    static PageQuery of(HttpRequest<?> request, Pattern form, String allowed) {
        List<String> limits = request.getParameters().getAll("limit");
        List<String> afters = request.getParameters().getAll("after");
        int limit = limits.isEmpty() ? UNSAID : number(limits);
        if (limit < 1 || limit > MOST) {
            return unreadable("limit", "1 to " + MOST);
        }
        if (afters.size() > 1 || !afters.stream().allMatch(form.asMatchPredicate())) {
            return unreadable("after", allowed);
        }
        return new Readable(limit, afters.stream().findFirst());
    }

    /** Zero where it is none. */
    private static int number(List<String> texts) {
        return texts.size() == 1 && NUMBER.matcher(texts.getFirst()).matches() ? Integer.parseInt(texts.getFirst()) : 0;
    }

    private static Unreadable unreadable(String param, String allowed) {
        return new Unreadable(
                new Failure(FailureCode.INVALID_FIELD, "The query cannot be read: " + param + ".", null, allowed),
                param);
    }
}
