package io.headgate.router.route;

import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.ModelRefusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model refuses, or that this is over: for people, and for every router.
 *
 * @param key of the record that tells every router
 * @param refusal null when it is over, since the catalogue says otherwise
 */
public record RefusalNews(String key, @Nullable ModelRefusal refusal, Alert alert) {
    static RefusalNews learned(ModelRefusal refusal) {
        String words =
                "refuses %s, though its lines say that it can; requests that need that go elsewhere until its lines"
                        + " say otherwise: see headgate probe";
        return new RefusalNews(refusal.key(), refusal, alert(refusal, Alert.State.RAISED, words, refusal.at()));
    }

    static RefusalNews over(ModelRefusal refusal, Instant now) {
        Alert alert = alert(refusal, Alert.State.RESOLVED, "refused %s until its lines said otherwise", now);
        return new RefusalNews(refusal.key(), null, alert);
    }

    private static Alert alert(ModelRefusal refusal, Alert.State state, String words, Instant now) {
        String capability = refusal.capability().wireName();
        return new Alert(
                "capability_refused/" + refusal.key(),
                state,
                Alert.Kind.CAPABILITY_REFUSED,
                null,
                new Alert.Scope(null, null, null, refusal.said().provider(), refusal.model()),
                "model %s of %s %s".formatted(refusal.model(), refusal.said().provider(), words.formatted(capability)),
                null,
                null,
                now);
    }
}
