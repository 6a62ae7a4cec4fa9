package io.headgate.router.route;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Means of what is said of answers, by alias and model. What is said of the same answer again counts in place of what was
 * said before, as long as that is remembered. Thread-safe; reading takes no lock and makes nothing.
 */
public final class LearnedFeedback {
    /** After it a score counts half: answers are judged by people, who come the next day. */
    static final Duration HALF_LIFE = Duration.ofDays(1);

    /** How many who are neither pleased nor displeased count beside real ones: a few say little. */
    private static final double PRIOR = 5;

    /** Of so many answers of a model on a route it is remembered what was said: some megabyte. */
    static final int REMEMBERED = 5_000;

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
                .add(feedback.key(), feedback.score(), at);
    }

    private static final class Scores {
        private record Said(double score, Instant at) {}

        private final Map<RequestKey, Said> lately = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RequestKey, Said> eldest) {
                return size() > REMEMBERED;
            }
        };
        private double count;
        private double sum;
        private double good;
        private Instant last = Instant.EPOCH;
        private volatile Opinion opinion = Opinion.NONE;

        synchronized void add(RequestKey answer, double score, Instant at) {
            if (at.isAfter(last)) {
                double kept = kept(last, at);
                count *= kept;
                sum *= kept;
                good *= kept;
                last = at;
            }
            Said before = lately.put(answer, new Said(score, last));
            if (before != null) {
                double left = kept(before.at(), last);
                count -= left;
                sum -= left * before.score();
                good -= left * good(before.score());
            }
            count += 1;
            sum += score;
            good += good(score);
            // What is subtracted was rounded: a share must not leave its bounds by it.
            opinion = new Opinion(count, sum / (count + PRIOR), Math.clamp(good / count, 0, 1));
        }

        private static int good(double score) {
            return score > 0 ? 1 : 0;
        }

        /** How much of what was said at {@code one} time still counts at {@code other}. */
        private static double kept(Instant one, Instant other) {
            return Math.pow(0.5, (double) Duration.between(one, other).toMillis() / HALF_LIFE.toMillis());
        }
    }
}
