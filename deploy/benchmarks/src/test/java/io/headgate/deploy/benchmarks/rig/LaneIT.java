package io.headgate.deploy.benchmarks.rig;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.deploy.benchmarks.jvm.OtherWork;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What tells a measurement from a run in which something broke. */
class LaneIT {
    private static final Rig RIG =
            new Rig(new Progress(new PrintWriter(Writer.nullWriter())), OtherWork.watch(), Rig.BRIEF);

    private final Lane lane = RIG.lane();

    @AfterAll
    static void end() {
        RIG.close();
    }

    @Test
    void failuresAreToldByCode_andWhatIsNoFailureToo() {
        try (KafkaProducer<byte[], byte[]> producer = lane.producer()) {
            producer.send(failure(0, FailureCode.ATTEMPTS_EXHAUSTED));
            producer.send(failure(1, FailureCode.ATTEMPTS_EXHAUSTED));
            producer.send(failure(2, FailureCode.DEADLINE_EXCEEDED));
            producer.send(record(3, "no Avro".getBytes(StandardCharsets.UTF_8)));
        }

        assertThatThrownBy(() -> lane.requireNoFailures("worker"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("worker: requests failed, {attempts_exhausted=2, deadline_exceeded=1, unreadable=1};"
                        + " nothing was measured");
    }

    @Test
    void aFailureWhoseTransactionWasAbortedIsNone() {
        Map<String, Object> config = lane.kafka().clientProperties();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborted");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(failure(0, FailureCode.ATTEMPTS_EXHAUSTED));
            producer.flush();
            producer.abortTransaction();
        }

        assertThatCode(() -> lane.requireNoFailures("worker")).doesNotThrowAnyException();
    }

    private ProducerRecord<byte[], byte[]> failure(int index, FailureCode code) {
        Dispatch dispatch = Sample.dispatch(index);
        InferenceRequest request = dispatch.request();
        InferenceResult result = new InferenceResult(
                request.key(),
                request.correlationId(),
                null,
                null,
                null,
                Map.of(),
                new InferenceResult.Failed(Failure.of(code, "as planned")),
                List.of(),
                null,
                request.acceptedAt(),
                dispatch.dispatchedAt(),
                request.replyFormat());
        return record(index, AvroCodecs.singleObject().failedRequest().encode(new FailedRequest(request, result)));
    }

    private ProducerRecord<byte[], byte[]> record(int index, byte[] value) {
        return new ProducerRecord<>(
                lane.kafka().topics().failures(), Sample.id(index).getBytes(StandardCharsets.UTF_8), value);
    }
}
