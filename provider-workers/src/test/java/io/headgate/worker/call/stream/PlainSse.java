package io.headgate.worker.call.stream;

import io.headgate.worker.call.wire.StreamEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Server-sent events as the standard says them, word for word, of a whole text. What the quick parser is held against. */
final class PlainSse {
    private PlainSse() {}

    static List<StreamEvent> events(String stream) {
        String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
        // The last of the split has no end behind it.
        List<String> lines = Arrays.asList(text.split("\r\n|\r|\n", -1));
        List<StreamEvent> events = new ArrayList<>();
        String data = "";
        String type = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    String whole = data.substring(0, data.length() - 1);
                    events.add(new StreamEvent(type.isEmpty() ? "message" : type, whole));
                }
                data = "";
                type = "";
            } else if (field.equals("data")) {
                data += value + "\n";
            } else if (field.equals("event")) {
                type = value;
            }
        }
        return events;
    }
}
