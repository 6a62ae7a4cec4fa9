package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.ContentPart.Kind;
import io.headgate.worker.call.chat.Unsaid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images of a conversation, in order: where in its text each was, a prediction does not say. They go as they came, as
 * an address that Replicate fetches or as data.
 */
final class ReplicateImages {
    private final @Nullable Place place;
    private final Unsaid unsaid;
    private final List<String> urls = new ArrayList<>();

    /** @param place where the model takes images; null where it takes none */
    ReplicateImages(@Nullable Place place, Unsaid unsaid) {
        this.place = place;
        this.unsaid = unsaid;
    }

    /**
     * Where a model takes images.
     *
     * @param field of its input
     * @param several whether it is an array of any number, and not one image
     */
    record Place(String field, boolean several) {}

    void add(ContentPart.LinkedImage image) {
        add(image.path(), image.url());
    }

    /** Of what is in the body itself, images alone are taken. */
    void add(ContentPart.Inline inline) {
        if (inline.kind() == Kind.IMAGE) {
            add(inline.path(), "data:%s;base64,%s".formatted(inline.mediaType(), inline.base64()));
        } else {
            unsaid.refuse(inline.path(), "text and images");
        }
    }

    private void add(String path, String url) {
        if (place == null) {
            unsaid.refuse(path, "text");
        } else if (!place.several() && !urls.isEmpty()) {
            unsaid.refuse(path, "text, and one image");
        } else {
            urls.add(url);
        }
    }

    boolean isEmpty() {
        return urls.isEmpty();
    }

    void into(ObjectNode input) {
        if (place == null || urls.isEmpty()) {
            return;
        }
        if (place.several()) {
            urls.forEach(input.putArray(place.field())::add);
        } else {
            input.put(place.field(), urls.getFirst());
        }
    }
}
