package io.headgate.router.route;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Means of what is said of answers, by alias and model. Thread-safe; reading takes no lock and makes nothing. */
public final class LearnedFeedback {
    /** After it a score counts half: answers are judged by people, who come the next day. */
    static final Duration HALF_LIFE = Duration.ofDays(1);

    /** How many who are neither pleased nor displeased count beside real ones: a few say little. */
    private static final double PRIOR = 5;

    private final Map<Alias, Map<ModelName, Scores>> aliases = new ConcurrentHashMap<>();

    /** What is thought of a model's answers on a route. Never blocks. */
    public Opinion of(Alias alias, ModelName model) {
        Map<ModelName, Scores> models = aliases.get(alias);
        Scores scores = models == null ? null : models.get(model);
        return scores == null ? Opinion.NONE : scores.opinion;
    }

    /**
     * Takes in what was said.
     *
     * @param at when, by this machine's clock; what is told late is taken as of the last before it
     */
    public void heard(Feedback feedback, Instant at) {
        aliases.computeIfAbsent(feedback.alias(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(feedback.model(), _ -> new Scores())
                .add(feedback.score(), at);
    }

    private static final class Scores {
        private double count;
        private double sum;
        private Instant last = Instant.EPOCH;
        private volatile Opinion opinion = Opinion.NONE;

        synchronized void add(double score, Instant at) {
            if (at.isAfter(last)) {
                double kept = Math.pow(0.5, (double) Duration.between(last, at).toMillis() / HALF_LIFE.toMillis());
                count *= kept;
                sum *= kept;
                last = at;
            }
            count += 1;
            sum += score;
            opinion = new Opinion(count, sum / (count + PRIOR));
        }
    }
}
