package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an answer has to end. */
public final class Limits {
    private static final int MOST_CHOICES = 128;

    private Limits() {}

    /**
     * The cap on the tokens of one answer: the client's, else its part of the given one.
     *
     * @param otherwise for all answers together; 0 for none
     * @return 0 when nobody sets one
     */
    public static long outputTokens(Fields body, long otherwise) {
        Long newer = body.count("max_completion_tokens");
        Long older = body.count("max_tokens");
        Long said = newer != null ? newer : older;
        if (said != null && said == 0) {
            body.refuse(newer != null ? "max_completion_tokens" : "max_tokens", "1 or more");
        }
        if (said != null) {
            return said;
        }
        return otherwise == 0 ? 0 : Math.max(1, otherwise / choices(body.peek("n")));
    }

    private static long choices(@Nullable JsonNode n) {
        return n == null || !Counts.isCount(n) ? 1 : Math.clamp(n.longValue(), 1, MOST_CHOICES);
    }

    /** The sequences that end an answer: a string or several. An empty one ends nothing. */
    public static List<String> stop(Fields body) {
        JsonNode stop = body.take("stop");
        List<String> sequences = new ArrayList<>();
        if (stop == null) {
            return sequences;
        }
        for (JsonNode sequence : stop.isArray() ? stop : List.of(stop)) {
            if (!sequence.isTextual()) {
                body.refuse("stop", "a string or an array of strings");
            } else if (!sequence.textValue().isEmpty()) {
                sequences.add(sequence.textValue());
            }
        }
        return sequences;
    }
}
