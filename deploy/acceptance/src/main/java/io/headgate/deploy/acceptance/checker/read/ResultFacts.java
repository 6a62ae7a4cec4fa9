package io.headgate.deploy.acceptance.checker.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts of terminal events, in Avro or in JSON. Belongs to one thread. */
final class ResultFacts {
    private static final JsonFactory JSON = new JsonFactory();

    private final Values values;
    private final Names names;

    ResultFacts(Values values, Names names) {
        this.values = values;
        this.names = names;
    }

    /** Empty when the value cannot be read. */
    Optional<Ended> ended(Place place, byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        return Values.looksLikeAvro(value)
                ? values.read(value)
                        .filter(result -> result.name().equals("InferenceResult"))
                        .map(result -> fromAvro(place, result))
                : fromJson(place, value);
    }

    private Ended fromAvro(Place place, Fields result) {
        Fields completion = result.record("completion");
        String completedBy = null;
        for (Fields attempt : result.records("attempts")) {
            if (attempt.needed("status").equals("COMPLETED")) {
                completedBy = names.of(attempt.needed("attemptId"));
            }
        }
        return new Ended(
                place,
                names.key(result.needed("tenant"), result.needed("requestId")),
                completion == null ? null : completedBy,
                completion == null
                        ? null
                        : Hashes.sha256(completion.needed("response").getBytes(StandardCharsets.UTF_8)));
    }

    /** The response's bytes are taken as they stand: read and written again they might be others. */
    private Optional<Ended> fromJson(Place place, byte[] value) {
        Reading reading = new Reading();
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, value, reading);
            }
        } catch (IOException notJson) {
            return Optional.empty();
        }
        String tenant = reading.tenant;
        String id = reading.id;
        return tenant == null || id == null
                ? Optional.empty()
                : Optional.of(new Ended(place, names.key(tenant, id), reading.completedBy, reading.sha256));
    }

    private void field(JsonParser json, byte[] value, Reading reading) throws IOException {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        switch (name) {
            case "id" -> reading.id = json.getText();
            case "tenant" -> reading.tenant = json.getText();
            case "response" -> {
                if (token != JsonToken.VALUE_NULL) {
                    int from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    int to = (int) json.currentLocation().getByteOffset();
                    reading.sha256 = Hashes.sha256(value, from, to);
                }
            }
            case "attempts" -> attempts(json, reading);
            default -> json.skipChildren();
        }
    }

    private void attempts(JsonParser json, Reading reading) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String id = null;
            boolean completed = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("id")) {
                    id = json.getText();
                } else if (name.equals("status")) {
                    completed = json.getText().equals("completed");
                }
                json.skipChildren();
            }
            if (completed && id != null) {
                reading.completedBy = names.of(id);
            }
        }
    }

    private static final class Reading {
        @Nullable
        String id;

        @Nullable
        String tenant;

        @Nullable
        String completedBy;

        @Nullable
        String sha256;
    }
}
