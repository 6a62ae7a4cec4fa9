package io.headgate.router.edge;

import io.headgate.router.route.Canaries;
import io.headgate.router.route.CanaryNews;
import io.headgate.router.route.CanaryStanding;
import io.headgate.router.route.Consumption;
import io.headgate.router.route.Health;
import io.headgate.router.route.LearnedConsumption;
import io.headgate.router.route.LearnedFeedback;
import io.headgate.router.route.LearnedRefusals;
import io.headgate.router.route.LiveHealth;
import io.headgate.router.route.Opinion;
import io.headgate.router.route.RefusalNews;
import io.headgate.router.route.TargetHealth;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that this process knows of providers: which have topics, how they fare, what requests take. Thread-safe. */
public final class KnownHealth implements Health, QueueOutlook, Witness {
    private final Predicate<ProviderName> dispatchable;
    private final LiveHealth live = new LiveHealth();
    private final LearnedFeedback feedback = new LearnedFeedback();
    private final Canaries canaries = new Canaries(feedback);
    private final LearnedRefusals refusals = new LearnedRefusals();
    private final LearnedConsumption consumption = new LearnedConsumption();

    /** @param dispatchable whether a provider's dispatch topics exist */
    public KnownHealth(Predicate<ProviderName> dispatchable) {
        this.dispatchable = dispatchable;
    }

    /** Takes in what a worker told at a moment. */
    public void heard(AttemptStats stats, Instant at) {
        live.heard(stats, at);
        consumption.heard(stats);
    }

    /** Takes in an attempt of before this process began, for what requests take. */
    public void learned(Attempt attempt) {
        consumption.heard(attempt);
    }

    /** Takes in what was said of an answer. */
    public void said(Feedback said, Instant at) {
        feedback.heard(said, at);
    }

    @Override
    public List<CanaryNews> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        consumption.heard(attempt);
        return canaries.heard(attempt, catalogue, now);
    }

    /** A router has told of a replacement that is tried no more; null when that is over. */
    public void stopped(String alias, @Nullable CanaryStop stop) {
        canaries.told(new Alias(alias), stop);
    }

    /** A router has told of what a model refuses, under its key; null when that is over. */
    public void refusing(String key, @Nullable ModelRefusal refusal) {
        refusals.told(key, refusal);
    }

    /** Another catalogue is in force. */
    public void published(Catalogue catalogue) {
        refusals.published(catalogue);
    }

    @Override
    public List<RefusalNews> refused(Attempt attempt, Catalogue catalogue, Instant now) {
        return refusals.heard(attempt, catalogue, now);
    }

    @Override
    public Set<Capability> refused(Model model) {
        return refusals.of(model);
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        return dispatchable.test(provider);
    }

    @Override
    public TargetHealth of(Target target, Instant now) {
        return live.of(target, now);
    }

    /** Critical work has a topic of its own, of which workers tell nothing apart. */
    @Override
    public Optional<Duration> expectedWait(ProviderName provider, Priority priority, Instant now) {
        return priority == Priority.CRITICAL ? Optional.empty() : live.shortestQueue(provider, now);
    }

    @Override
    public int tenants(ProviderName provider, Instant now) {
        return live.tenants(provider, now);
    }

    @Override
    public Optional<Duration> slowCall(ProviderName provider, Instant now) {
        return live.slowCall(provider, now);
    }

    @Override
    public CanaryStanding canary(Alias alias, Canary canary) {
        return canaries.standing(alias, canary);
    }

    @Override
    public Opinion opinion(Alias alias, ModelName model) {
        return feedback.of(alias, model);
    }

    @Override
    public Consumption consumption(Alias alias, ModelName model) {
        return consumption.of(alias, model);
    }
}
