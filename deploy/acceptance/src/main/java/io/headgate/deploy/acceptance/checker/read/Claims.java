package io.headgate.deploy.acceptance.checker.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Who a client's record says it is from, and which request it says it is: JSON in three shapes, or Avro, and headers.
 * Belongs to one thread.
 */
final class Claims {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Values values;
    private final Names names;
    private final String sharedTopic;

    /** @param sharedTopic the topic of all tenants; one that goes on after a dot is of the tenant that it names */
    Claims(Values values, Names names, String sharedTopic) {
        this.values = values;
        this.names = names;
        this.sharedTopic = sharedTopic;
    }

    /** @param topicId of the record's topic, as Kafka names it */
    Published of(ConsumerRecord<byte[], byte[]> record, String topicId) {
        Set<String> tenants = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        String headerTenant = Headers.text(record, Headers.TENANT);
        boolean own = record.topic().startsWith(sharedTopic + ".");
        if (own) {
            tenants.add(record.topic().substring(sharedTopic.length() + 1));
        } else {
            add(tenants, headerTenant);
        }
        add(ids, Headers.text(record, Headers.ID));
        byte[] value = record.value();
        if (value != null && value.length > 0) {
            fromValue(value, own ? new LinkedHashSet<>() : tenants, ids);
        }
        return new Published(
                new Place(names.of(record.topic()), record.partition(), record.offset()),
                kept(tenants),
                kept(ids),
                "%s-%d-%d".formatted(topicId, record.partition(), record.offset()),
                own || headerTenant != null);
    }

    private void fromValue(byte[] value, Set<String> tenants, Set<String> ids) {
        if (Values.looksLikeAvro(value)) {
            Optional<Fields> request =
                    values.read(value).filter(fields -> fields.name().equals("ClientRequest"));
            request.ifPresent(fields -> {
                add(tenants, fields.text("tenant"));
                add(ids, fields.text("id"));
            });
            return;
        }
        try {
            JsonNode root = JSON.readTree(value);
            if (root != null && root.isObject()) {
                JsonNode envelope = root.path("headgate");
                add(tenants, text(envelope.path("tenant")));
                add(ids, text(envelope.path("id")));
                add(ids, text(root.path("custom_id")));
            }
        } catch (IOException notJson) {
            // Then only headers and the topic say anything.
        }
    }

    private List<String> kept(Set<String> texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(names.of(text)));
        return all;
    }

    private static void add(Set<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
