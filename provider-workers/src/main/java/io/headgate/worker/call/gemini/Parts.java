package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart;
import io.headgate.worker.call.chat.ContentPart.Inline;
import io.headgate.worker.call.chat.ContentPart.LinkedImage;
import io.headgate.worker.call.chat.ContentPart.Text;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Unsaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the parts of a message. */
final class Parts {
    private static final Map<String, String> TYPE_BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "heic", "image/heic",
            "heif", "image/heif",
            "gif", "image/gif");

    private Parts() {}

    static List<ObjectNode> of(List<ContentPart> content, Unsaid unsaid) {
        List<ObjectNode> parts = new ArrayList<>();
        for (ContentPart part : content) {
            dropCacheControl(part, unsaid);
            switch (part) {
                case Text text when text.text().isEmpty() -> {}
                case Text text -> parts.add(Json.object().put("text", text.text()));
                case LinkedImage image -> parts.add(image(image));
                case Inline inline -> parts.add(inline(inline, unsaid));
            }
        }
        return parts;
    }

    /** Caching is by itself here, or of contents that have been uploaded. */
    static void dropCacheControl(ContentPart part, Unsaid unsaid) {
        if (part.cacheControl() != null) {
            unsaid.drop(part.path() + ".cache_control");
        }
    }

    private static ObjectNode inline(Inline inline, Unsaid unsaid) {
        if (inline.name() != null) {
            unsaid.drop(inline.path() + ".file.filename");
        }
        ObjectNode part = Json.object();
        part.putObject("inlineData").put("mimeType", inline.mediaType()).put("data", inline.base64());
        return part;
    }

    /** Its type is told where the URL shows it. */
    private static ObjectNode image(LinkedImage image) {
        ObjectNode part = Json.object();
        ObjectNode file = part.putObject("fileData");
        String path = image.url().split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPE_BY_ENDING.get(ending);
        if (type != null) {
            file.put("mimeType", type);
        }
        file.put("fileUri", image.url());
        return part;
    }
}
