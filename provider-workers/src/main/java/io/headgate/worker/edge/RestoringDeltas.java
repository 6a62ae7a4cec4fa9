package io.headgate.worker.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.stream.ChunkTexts;
import io.headgate.worker.call.stream.ChunkTexts.Place;
import io.headgate.worker.call.stream.Deltas;
import io.headgate.worker.redact.PieceRestorer;
import io.headgate.worker.redact.PieceRestorer.Restored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Shows a reply with what was masked of its prompt restored. What may be half a placeholder is held back until its other
 * half is here, its choice is finished or the reply has ended.
 */
final class RestoringDeltas implements Deltas.Sink {
    /** What is of one chunk alone. */
    private static final List<String> OF_ITS_OWN = List.of("choices", "usage");

    private final PieceRestorer restorer;
    private final Deltas.Sink restored;
    private final Map<Place, String> heldBack = new LinkedHashMap<>();
    private ObjectNode latest = JsonNodeFactory.instance.objectNode();

    /** @param restored is shown what has been restored */
    RestoringDeltas(PieceRestorer restorer, Deltas.Sink restored) {
        this.restorer = restorer;
        this.restored = restored;
    }

    @Override
    public void accept(ObjectNode chunk) {
        latest = chunk;
        ObjectNode copy = chunk.deepCopy();
        for (JsonNode choice : copy.path("choices")) {
            boolean finished = choice.path("finish_reason").isTextual();
            ChunkTexts.each(choice, (place, holder, name, text) -> {
                String before = heldBack.remove(place);
                Restored now = restorer.next(before == null ? text : before + text);
                holder.put(name, finished ? now.text() + now.heldBack() : now.text());
                if (!finished && !now.heldBack().isEmpty()) {
                    heldBack.put(place, now.heldBack());
                }
            });
            if (finished) {
                int index = choice.path("index").asInt(0);
                show(place -> place.choice() == index);
            }
        }
        restored.accept(copy);
    }

    @Override
    public void ended(boolean whole) {
        show(_ -> true);
        restored.ended(whole);
    }

    /** Shows what turned out to be no placeholder, each in a chunk of its own. */
    private void show(Predicate<Place> which) {
        heldBack.entrySet().removeIf(held -> {
            boolean due = which.test(held.getKey());
            if (due) {
                restored.accept(chunk(held.getKey(), held.getValue()));
            }
            return due;
        });
    }

    private ObjectNode chunk(Place place, String text) {
        ObjectNode chunk = latest.deepCopy().without(OF_ITS_OWN);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", place.choice());
        place.put(choice.putObject("delta"), text);
        choice.putNull("finish_reason");
        return chunk;
    }
}
