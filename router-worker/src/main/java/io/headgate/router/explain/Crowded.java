package io.headgate.router.explain;

import io.headgate.router.route.Doors;
import io.headgate.router.waiting.Crowds.Crowd;
import io.headgate.schemas.id.ProviderName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Doors before which others wait: who is new would stand behind them. */
record Crowded(Map<ProviderName, Crowd> crowds, Instant now) implements Doors {
    private static final Duration PACE = Duration.ofSeconds(1);

    Crowded {
        crowds = Map.copyOf(crowds);
    }

    @Override
    public @Nullable Shut at(ProviderName provider) {
        Crowd crowd = crowds.get(provider);
        if (crowd == null) {
            return null;
        }
        Instant until = crowd.until();
        return new Shut(until == null || until.isBefore(now) ? null : Duration.between(now, until), PACE);
    }
}
