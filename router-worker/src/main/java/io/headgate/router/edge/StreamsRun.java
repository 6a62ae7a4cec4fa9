package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.router.explain.TenantTask;
import io.headgate.router.waiting.Crowds;
import io.headgate.schemas.process.KafkaConnection;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Streams application, from start to close. A thread that dies is replaced; readiness tells when too many do. */
public final class StreamsRun implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamsRun.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final String applicationId;
    private final KafkaStreams streams;
    private final ThreadFailures failures = new ThreadFailures();
    private final InstantSource clock = InstantSource.system();

    public StreamsRun(
            String applicationId, Topology topology, RouterConfig config, KafkaConnection kafka, PacedCommits commits) {
        this.applicationId = applicationId;
        this.streams = new KafkaStreams(topology, StreamsSettings.of(config, kafka, applicationId), commits.clients());
        streams.setUncaughtExceptionHandler(this::onUncaught);
    }

    /** Returns at once; {@link #ready()} tells when it runs. */
    public void start() {
        streams.start();
    }

    /** Whether it runs, its stores are restored, and its threads stay alive. */
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING && !failures.tooMany(clock.instant());
    }

    /**
     * The tasks of this application that run here, if it is admission.
     *
     * @param crowds what their rooms tell
     * @param partitions of the topics that are keyed by tenant
     */
    public TenantTask tasks(Crowds crowds, int partitions) {
        return new LocalTasks(streams, crowds, partitions);
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Finishes the record in hand, commits, and leaves the group, so that others need not wait for its session to end. */
    @Override
    public void close() {
        CloseOptions options = CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(options)) {
            log.atWarn()
                    .addKeyValue("application", applicationId)
                    .addKeyValue("seconds", CLOSE_WITHIN.toSeconds())
                    .log("did not close in time; its transactions will be aborted");
        }
    }

    private StreamThreadExceptionResponse onUncaught(Throwable cause) {
        failures.add(clock.instant());
        log.atError()
                .addKeyValue("application", applicationId)
                .setCause(cause)
                .log("a stream thread died and is replaced; its transaction was aborted");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
