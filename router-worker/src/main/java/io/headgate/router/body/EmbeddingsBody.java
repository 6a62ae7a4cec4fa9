package io.headgate.router.body;

import io.headgate.router.route.BodyNeeds;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.token.TokenEstimator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of an OpenAI embeddings request that routing looks at: how long its texts are, all together and the longest. */
final class EmbeddingsBody {
    private EmbeddingsBody() {}

    /** What {@code body} demands: nothing is written, and a window has to hold the longest text only. */
    static BodyNeeds needsOf(Obj body, TokenEstimator estimator) {
        long all = 0;
        long longest = 0;
        for (JsonValue text : texts(body.get("input"))) {
            long tokens = tokens(text, estimator);
            all += tokens;
            longest = Math.max(longest, tokens);
        }
        return new BodyNeeds(Set.of(Capability.EMBEDDINGS), all, null, 1, longest);
    }

    /** An array of tokens is one text. */
    private static List<JsonValue> texts(@Nullable JsonValue input) {
        if (input instanceof Arr(List<JsonValue> items) && !items.stream().allMatch(JsonValue.Num.class::isInstance)) {
            return items;
        }
        return input == null ? List.of() : List.of(input);
    }

    private static long tokens(JsonValue text, TokenEstimator estimator) {
        return switch (text) {
            case Text(String said) -> estimator.tokens(said);
            case Arr(List<JsonValue> tokens) -> tokens.size();
            default -> 0;
        };
    }
}
