package io.headgate.worker.edge;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.telemetry.DefectPlace;
import io.headgate.schemas.telemetry.LogKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a bug of ours: where it happened, without the exception's message, which may quote what was worked on. */
final class Defect {
    private static final Logger log = LoggerFactory.getLogger(Defect.class);

    private Defect() {}

    /** The failure of a dispatch that met it. */
    static Failure failure(RuntimeException bug, Dispatch dispatch) {
        log.atError()
                .addKeyValue(LogKeys.REQUEST_ID, dispatch.request().key().request())
                .addKeyValue(LogKeys.TENANT, dispatch.request().key().tenant())
                .addKeyValue(LogKeys.ATTEMPT, dispatch.attempt())
                .log("a dispatch broke its worker: {}", DefectPlace.of(bug));
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
                        DefectPlace.of(bug));
        return failure(bug);
    }

    private static Failure failure(RuntimeException bug) {
        return new Failure(FailureCode.UNKNOWN, "the worker failed; please report it", DefectPlace.of(bug), null);
    }
}
