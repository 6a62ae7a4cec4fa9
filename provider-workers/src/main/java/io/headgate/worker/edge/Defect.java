package io.headgate.worker.edge;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.telemetry.LogKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a bug of ours: where it happened, without the exception's message, which may quote what was worked on. */
final class Defect {
    private static final Logger log = LoggerFactory.getLogger(Defect.class);

    private static final String OURS = "io.headgate.";
    private static final int MOST_FRAMES = 20;

    private Defect() {}

    /** The failure of a dispatch that met it. */
    static Failure failure(RuntimeException bug, Dispatch dispatch) {
        log.atError()
                .addKeyValue(LogKeys.REQUEST_ID, dispatch.request().key().request())
                .addKeyValue(LogKeys.TENANT, dispatch.request().key().tenant())
                .addKeyValue(LogKeys.ATTEMPT, dispatch.attempt())
                .log("a dispatch broke its worker: {}", where(bug));
        return failure(bug);
    }

    /** The failure of a record that met it. */
    static Failure failure(RuntimeException bug, ConsumerRecord<byte[], byte[]> taken) {
        log.atError()
                .log(
                        "the record {}-{}@{} broke its worker: {}",
                        taken.topic(),
                        taken.partition(),
                        taken.offset(),
                        where(bug));
        return failure(bug);
    }

    private static Failure failure(RuntimeException bug) {
        return new Failure(FailureCode.UNKNOWN, "the worker failed; please report it", where(bug), null);
    }

    /** Where it was thrown, and the way there from the last line of ours. */
    static String where(RuntimeException bug) {
        List<StackTraceElement> way = new ArrayList<>();
        for (StackTraceElement frame : bug.getStackTrace()) {
            way.add(frame);
            if (frame.getClassName().startsWith(OURS) || way.size() == MOST_FRAMES) {
                break;
            }
        }
        return way.stream()
                .map(frame -> " at " + frame)
                .collect(Collectors.joining("", bug.getClass().getName(), ""));
    }
}
