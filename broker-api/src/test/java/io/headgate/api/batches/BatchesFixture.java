package io.headgate.api.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.TestTopics;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is around batches in a test. */
public final class BatchesFixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchesFixture() {}

    /** All behind the log of admissions. */
    public static AutoCloseable answering(KafkaConnection kafka, Codecs codecs) {
        return new AnsweringBroker(kafka, codecs);
    }

    /** The states that a batch was told to have ended in, one for each event. */
    public static List<String> ends(String bootstrap, KafkaConnection kafka, String batch) throws IOException {
        List<String> ends = new ArrayList<>();
        try (TestTopics topics = new TestTopics(bootstrap)) {
            for (ConsumerRecord<byte[], byte[]> record :
                    topics.all(kafka.topics().batches())) {
                JsonNode event = JSON.readTree(record.value());
                if (event.get("batch").asText().equals(batch)) {
                    ends.add(event.get("status").asText());
                }
            }
        }
        return ends;
    }
}
