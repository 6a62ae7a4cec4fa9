package io.headgate.api.chat.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The texts of a choice: of a message all that it says, of a delta what it adds. Both have the same form. */
final class Texts {
    private static final List<String> PLAIN = List.of("content", "refusal", "reasoning_content", "reasoning");

    private Texts() {}

    /** Looks at one text. */
    @FunctionalInterface
    interface Look {
        /** @param holder where the text stands, under the place's field */
        void at(Place place, ObjectNode holder, String text);
    }

    /** Looks at each text, in order; tool calls are numbered by their {@code index}, or else by where they stand. */
    static void each(int choice, JsonNode said, Look look) {
        for (String field : PLAIN) {
            text(said, new Place(choice, Place.NO_CALL, "", field), look);
        }
        JsonNode old = said.path(Place.OLD_CALL);
        text(old, new Place(choice, Place.NO_CALL, Place.OLD_CALL, Place.NAME), look);
        text(old, new Place(choice, Place.NO_CALL, Place.OLD_CALL, "arguments"), look);
        int position = 0;
        for (JsonNode call : said.path(Place.CALLS)) {
            int index = call.path("index").asInt(position++);
            of(call, new Place(choice, index, Place.FUNCTION, "arguments"), look);
            of(call, new Place(choice, index, Place.CUSTOM, "input"), look);
        }
    }

    private static void of(JsonNode call, Place said, Look look) {
        JsonNode holder = call.path(said.holder());
        text(holder, new Place(said.choice(), said.call(), said.holder(), Place.NAME), look);
        text(holder, said, look);
    }

    private static void text(JsonNode holder, Place place, Look look) {
        if (holder instanceof ObjectNode object && object.path(place.field()).isTextual()) {
            look.at(place, object, object.path(place.field()).textValue());
        }
    }
}
