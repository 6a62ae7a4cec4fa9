package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.deploy.acceptance.simulation.log.Group;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.edge.CurrentCatalogue;
import java.util.List;
import java.util.Map;

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
}
