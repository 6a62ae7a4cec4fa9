package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A run.
 *
 * @param seed what the plan was drawn from; in the ids of all requests
 * @param load how long requests are published
 * @param requests how many, 1 or more
 * @param directory for logs and state
 */
public record ChaosSettings(
        long seed, ClusterShape shape, Duration load, int requests, FaultPlan plan, Path directory) {
    public ChaosSettings {
        if (requests < 1) {
            throw new IllegalArgumentException("requests: seen %d, allowed 1 or more".formatted(requests));
        }
    }
}
