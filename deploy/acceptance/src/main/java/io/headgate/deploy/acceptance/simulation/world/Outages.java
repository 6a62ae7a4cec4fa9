package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.router.route.Health;
import io.headgate.schemas.id.ProviderName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the router hears of providers: some cannot be dispatched to for a while. */
final class Outages implements Health {
    private record Outage(Duration from, Duration to) {}

    private final Map<ProviderName, Outage> outages = new HashMap<>();
    private final FakeClock clock;
    private final Weather weather;

    Outages(Dice dice, List<ProviderName> providers, FakeClock clock, Weather weather) {
        this.clock = clock;
        this.weather = weather;
        for (ProviderName provider : providers) {
            Duration from = dice.millis(0, 8_000);
            outages.put(provider, new Outage(from, dice.percent(30) ? from.plus(dice.millis(100, 4_000)) : from));
        }
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        Outage outage = Objects.requireNonNull(outages.get(provider));
        Duration now = clock.passed();
        return weather.isCalm() || now.compareTo(outage.from()) < 0 || now.compareTo(outage.to()) >= 0;
    }
}
