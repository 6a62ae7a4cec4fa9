package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.ContentPart.Inline;
import io.headgate.worker.call.chat.ContentPart.LinkedImage;
import io.headgate.worker.call.chat.ContentPart.Text;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the parts of a message as blocks. */
final class ContentBlocks {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";

    private ContentBlocks() {}

    static List<ObjectNode> of(List<ContentPart> parts, Unsaid unsaid) {
        List<ObjectNode> blocks = new ArrayList<>();
        for (ContentPart part : parts) {
            Optional<ObjectNode> block = switch (part) {
                case Text text -> text(text, unsaid);
                case LinkedImage image -> Optional.of(image(image));
                case Inline inline -> inline(inline, unsaid);
            };
            block.ifPresent(blocks::add);
        }
        return blocks;
    }

    /** Blank text is refused here; only of an empty one nothing is lost. */
    static Optional<ObjectNode> text(Text text, Unsaid unsaid) {
        if (text.text().isBlank()) {
            if (!text.text().isEmpty()) {
                unsaid.drop(text.path(), "text that is not blank");
            }
            return Optional.empty();
        }
        return Optional.of(cached(Json.object().put("type", "text").put("text", text.text()), text));
    }

    private static ObjectNode image(LinkedImage image) {
        ObjectNode block = Json.object().put("type", "image");
        block.putObject("source").put("type", "url").put("url", image.url());
        return cached(block, image);
    }

    private static Optional<ObjectNode> inline(Inline inline, Unsaid unsaid) {
        boolean image = inline.kind() == ContentPart.Kind.IMAGE;
        boolean known =
                image ? IMAGES.contains(inline.mediaType()) : inline.mediaType().equals(PDF);
        if (!known) {
            unsaid.refuse(inline.path(), "text, images of type jpeg, png, gif or webp, and files of type pdf");
            return Optional.empty();
        }
        ObjectNode block = Json.object().put("type", image ? "image" : "document");
        block.putObject("source")
                .put("type", "base64")
                .put("media_type", inline.mediaType())
                .put("data", inline.base64());
        if (inline.name() != null) {
            block.put("title", inline.name());
        }
        return Optional.of(cached(block, inline));
    }

    private static ObjectNode cached(ObjectNode block, ContentPart part) {
        return part.cacheControl() == null ? block : block.set("cache_control", part.cacheControl());
    }
}
