package io.headgate.deploy.benchmarks.subject;

import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a subject is told of the world, as its command line.
 *
 * @param kafka with topics that are its own
 * @param baseUrl of the simulated provider
 * @param inFlight calls it may have under way at once
 */
public record Surroundings(KafkaConnection kafka, URI baseUrl, int inFlight) {
    /** The command line. */
    public List<String> arguments() {
        return List.of(
                kafka.bootstrapServers(), kafka.topics().prefix(), baseUrl.toString(), Integer.toString(inFlight));
    }

    static Surroundings of(String[] arguments) {
        KafkaConnection kafka = new KafkaConnection(arguments[0], Map.of(), new TopicNames(arguments[1]));
        return new Surroundings(kafka, URI.create(arguments[2]), Integer.parseInt(arguments[3]));
    }
}
