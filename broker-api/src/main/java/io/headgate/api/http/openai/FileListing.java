package io.headgate.api.http.openai;

import io.headgate.api.files.FileId;
import io.headgate.api.files.FileQuery;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says of the files it wants listed: {@code purpose}, {@code limit}, {@code order}, {@code after}. */
sealed interface FileListing {
    /** One fewer than a query may have: one more than the page is read, to see whether there is more. */
    int LONGEST_PAGE = FileQuery.MAX_LIMIT - 1;

    Pattern LIMIT = Pattern.compile("[0-9]{1,5}");

    record Asked(
            @Nullable Purpose purpose,
            int limit,
            boolean newestFirst,
            @Nullable FileId after) implements FileListing {}

    record Wrong(Failure failure, String param) implements FileListing {}

    static FileListing of(HttpParameters parameters) {
        for (String name : List.of("purpose", "limit", "order", "after")) {
            if (parameters.getAll(name).size() > 1) {
                return wrong(name, "%d values".formatted(parameters.getAll(name).size()), "one value");
            }
        }
        String purposeName = parameters.get("purpose");
        Optional<Purpose> purpose = purposeName == null ? Optional.empty() : Purpose.named(purposeName);
        if (purposeName != null && purpose.isEmpty()) {
            return wrong("purpose", purposeName, Purpose.allowed());
        }
        String limitText = parameters.get("limit");
        int limit =
                limitText == null ? LONGEST_PAGE : LIMIT.matcher(limitText).matches() ? Integer.parseInt(limitText) : 0;
        // OpenAI's longest page is one more than ours: asking for it is no mistake.
        if (limit < 1 || limit > FileQuery.MAX_LIMIT) {
            return wrong("limit", String.valueOf(limitText), "1 to " + FileQuery.MAX_LIMIT);
        }
        String order = parameters.get("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            return wrong("order", order, "asc, desc");
        }
        String after = parameters.get("after");
        try {
            return new Asked(
                    purpose.orElse(null),
                    Math.min(limit, LONGEST_PAGE),
                    !"asc".equals(order),
                    after == null ? null : new FileId(after));
        } catch (IllegalArgumentException notAnId) {
            return wrong("after", String.valueOf(after), FileId.ALLOWED);
        }
    }

    private static Wrong wrong(String param, String seen, String allowed) {
        String shown = seen.length() <= 100 ? seen : seen.substring(0, 100);
        return new Wrong(new Failure(FailureCode.INVALID_FIELD, "The list cannot be made.", shown, allowed), param);
    }
}
