package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;

/**
 * What is left of a world when nothing moves in it any more.
 *
 * @param calls as the providers have them
 * @param broken what machines did that they must never do
 * @param restless what is not at rest
 */
public record Aftermath(
        EventLog log,
        Codecs codecs,
        TopicNames topics,
        Catalogue catalogue,
        List<Upstream.Call> calls,
        Books books,
        List<String> broken,
        List<String> restless) {}
