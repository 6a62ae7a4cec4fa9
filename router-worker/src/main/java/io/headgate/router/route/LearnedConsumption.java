package io.headgate.router.route;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns what requests take: by alias and model from attempts, and where there are too few of those by alias alone, and
 * then by model alone from what workers tell. Later ones count for more. Thread-safe; reading takes no lock and makes
 * nothing.
 */
public final class LearnedConsumption {
    private final Map<Alias, OfAlias> aliases = new ConcurrentHashMap<>();
    private final Map<ModelName, Learner> models = new ConcurrentHashMap<>();

    private static final class OfAlias {
        private final Learner all = new Learner();
        private final Map<ModelName, Learner> models = new ConcurrentHashMap<>();
    }

    /** What an alias' requests take of a model; {@link Consumption#UNKNOWN} before there were enough. Never blocks. */
    public Consumption of(Alias alias, ModelName model) {
        OfAlias ofAlias = aliases.get(alias);
        Learner both = ofAlias == null ? null : ofAlias.models.get(model);
        if (both != null && both.known()) {
            return both.learned();
        }
        if (ofAlias != null && ofAlias.all.known()) {
            return ofAlias.all.learned();
        }
        Learner ofModel = models.get(model);
        return ofModel != null && ofModel.known() ? ofModel.learned() : Consumption.UNKNOWN;
    }

    /** Takes in an attempt that is over; one that did not complete, or whose usage nobody reported, says nothing. */
    public void heard(Attempt attempt) {
        Usage usage = attempt.usage();
        if (usage == null
                || usage.source() != Usage.Source.REPORTED
                || attempt.summary().status() != AttemptStatus.COMPLETED) {
            return;
        }
        OfAlias ofAlias = aliases.computeIfAbsent(attempt.alias(), _ -> new OfAlias());
        Learner both = ofAlias.models.computeIfAbsent(attempt.summary().target().model(), _ -> new Learner());
        for (Learner learner : new Learner[] {both, ofAlias.all}) {
            learner.add(
                    1,
                    usage.outputTokens(),
                    usage.inputTokens(),
                    attempt.reservation().estimatedTokens(),
                    usage.of(Meter.CACHE_READ));
        }
    }

    /** Takes in what a worker told. */
    public void heard(AttemptStats stats) {
        long completed = stats.ended().getOrDefault(AttemptStatus.COMPLETED, 0L);
        if (completed > 0) {
            models.computeIfAbsent(stats.target().model(), _ -> new Learner())
                    .add(completed, stats.generation().outputTokens(), 0, 0, 0);
        }
    }

    /** Means over about the last {@value #SPAN} requests. */
    private static final class Learner {
        private static final double SPAN = 200;
        private static final long ENOUGH = 10;

        /** A provider counts differently, not by orders of magnitude; what claims so is a mistake. */
        private static final double MOST = 4;

        private long seen;
        private double requests;
        private double output;
        private double reported;
        private double estimated;
        private double cached;
        private volatile boolean known;
        private volatile Consumption learned = Consumption.UNKNOWN;

        boolean known() {
            return known;
        }

        Consumption learned() {
            return learned;
        }

        synchronized void add(long more, long outputTokens, long reportedInput, long estimatedInput, long cachedInput) {
            double kept = Math.pow(1 - 1 / SPAN, more);
            seen += more;
            requests = requests * kept + more;
            output = output * kept + outputTokens;
            reported = reported * kept + (estimatedInput > 0 ? reportedInput : 0);
            estimated = estimated * kept + estimatedInput;
            cached = cached * kept + (estimatedInput > 0 ? cachedInput : 0);
            boolean countable = estimated > 0 && reported > 0;
            learned = new Consumption(
                    output / requests,
                    countable ? Math.clamp(reported / estimated, 1 / MOST, MOST) : 1,
                    countable ? Math.clamp(cached / reported, 0, 1) : 0);
            known = seen >= ENOUGH;
        }
    }
}
