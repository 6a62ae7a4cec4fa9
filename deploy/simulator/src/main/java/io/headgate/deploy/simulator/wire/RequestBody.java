package io.headgate.deploy.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import java.io.IOException;
import java.util.Set;

/** What the reading of every format's requests has in common. */
public final class RequestBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestBody() {}

    /** Makes a prompt of a JSON object. */
    public interface Reader {
        ChatPrompt read(JsonNode request) throws RefusedRequest;
    }

    /** Reads a body, which has to be a JSON object: otherwise it is refused with these words. */
    public static Reading read(byte[] body, String unreadable, Reader reader) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return new Reading.Refused(Refusal.invalid(null, unreadable));
        }
        if (request == null || !request.isObject()) {
            return new Reading.Refused(Refusal.invalid(null, unreadable));
        }
        try {
            return new Reading.Prompted(reader.read(request));
        } catch (RefusedRequest e) {
            return new Reading.Refused(e.refusal());
        }
    }

    /** The schema of a function that takes no arguments. */
    public static JsonNode noParameters() {
        return JSON.createObjectNode().put("type", "object");
    }

    /** Makes a message of the name of a field that does not belong. */
    public interface Complaint {
        String about(String field);
    }

    /** Refuses an object with any other than these fields. */
    public static void checkFields(JsonNode object, Set<String> known, Complaint unknown) throws RefusedRequest {
        for (var field : object.properties()) {
            if (!known.contains(field.getKey())) {
                throw new RefusedRequest(field.getKey(), unknown.about(field.getKey()));
            }
        }
    }

    /** Whether a number is there and outside these bounds, or something else is there in its place. */
    public static boolean isOutside(JsonNode value, double least, double most) {
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        return !value.isNumber() || value.doubleValue() < least || value.doubleValue() > most;
    }

    /** Whether an integer from 1 on is missing. */
    public static boolean isNoCount(JsonNode value) {
        return !value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1;
    }
}
