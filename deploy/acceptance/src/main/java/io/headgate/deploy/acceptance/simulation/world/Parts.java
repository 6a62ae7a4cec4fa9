package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.deploy.acceptance.simulation.log.Group;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.edge.CurrentCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all in a world share.
 *
 * @param groups of the workers, by the provider they serve
 * @param broken collects what machines do that they must never do
 */
record Parts(
        Installation installation,
        CurrentCatalogue catalogue,
        EventLog log,
        Map<ProviderName, Group> groups,
        Upstream upstream,
        Codecs codecs,
        TopicNames topics,
        FakeClock clock,
        Dice dice,
        Weather weather,
        Trace trace,
        List<String> broken) {
    static final int MAX_RECORD_BYTES = 1_000_000;
    private static final int PARTITIONS = 2;

    /** Those of a new world. */
    static Parts of(Dice dice, Set<Mistake> mistakes, boolean traced) {
        FakeClock clock = new FakeClock();
        Installation installation = Installation.draw(dice);
        EventLog log = new EventLog(PARTITIONS, clock);
        CurrentCatalogue catalogue = new CurrentCatalogue();
        catalogue.set(installation.catalogue());
        Map<ProviderName, Group> groups = new LinkedHashMap<>();
        installation.providers().forEach(p -> groups.put(p, new Group(World.TOPICS.dispatch(p), log, clock)));
        return new Parts(
                installation,
                catalogue,
                log,
                groups,
                new Upstream(dice),
                World.CODECS,
                World.TOPICS,
                clock,
                dice,
                new Weather(dice, mistakes),
                new Trace(traced, clock),
                new ArrayList<>());
    }
}
