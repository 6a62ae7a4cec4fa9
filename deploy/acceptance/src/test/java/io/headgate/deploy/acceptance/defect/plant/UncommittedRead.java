package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** A dispatch is called before the router has committed it; the router is killed, and dispatches anew. */
public final class UncommittedRead {
    /** By the third commit the batch is under way; the second may have a handful, whose calls are not over by then. */
    static final Kill IN_A_COMMIT = new Kill.InTheMoment(3, Duration.ofSeconds(3));

    public static final Defect DEFECT = new Defect(
            "uncommitted-read",
            "a worker reads dispatches that the router has not committed",
            Invariant.I2,
            IN_A_COMMIT,
            List.of(
                    Weave.atConstructor("org.apache.kafka.clients.consumer.KafkaConsumer", 3, Map.class, Open.class),
                    Weave.at("org.apache.kafka.clients.producer.KafkaProducer", "commitTransaction", Commit.class)));

    private UncommittedRead() {}

    static final class Open {
        private Open() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) Map<String, Object> config) {
            config = uncommitted(config);
        }
    }

    static final class Commit {
        private Commit() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.FieldValue("clientId") String client) {
            if (client.contains("admission-") && client.contains("StreamThread")) {
                Probe.moment();
            }
        }
    }

    /** A worker's configuration, changed; called from woven code. */
    public static Map<String, Object> uncommitted(Map<String, Object> config) {
        if (!String.valueOf(config.get("client.id")).startsWith("worker-")) {
            return config;
        }
        Map<String, Object> changed = new HashMap<>(config);
        changed.put("isolation.level", "read_uncommitted");
        return changed;
    }
}
