package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Group;
import io.headgate.deploy.acceptance.simulation.task.StreamsTask;
import io.headgate.router.edge.Outgoing;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Whether everything is at rest: nothing unread, nothing held. */
final class Rest {
    private Rest() {}

    /** What is not. */
    static List<String> missing(Parts parts, Tasks<Outgoing> router) {
        List<String> missing = new ArrayList<>();
        parts.groups().forEach((provider, group) -> {
            for (TopicPartition partition :
                    parts.log().partitions(parts.topics().dispatch(provider))) {
                check(parts, group, partition, missing);
            }
        });
        for (StreamsTask<Outgoing> task : router.all()) {
            long waiting = task.entries(Applications.ENTRIES) + task.entries(Applications.REQUESTS);
            if (task.lag() != 0 || waiting != 0) {
                missing.add("the router has %d topics to read, and %d entries of its waiting room"
                        .formatted(task.lag(), waiting));
            }
        }
        return missing;
    }

    private static void check(Parts parts, Group group, TopicPartition partition, List<String> missing) {
        long end = parts.log().end(partition);
        if (group.position(partition) != end) {
            missing.add("%s is committed up to %d of %d".formatted(partition, group.position(partition), end));
        }
    }
}
