package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.ContentPart.Inline;
import io.headgate.worker.call.chat.ContentPart.Kind;
import io.headgate.worker.call.chat.ContentPart.LinkedImage;
import io.headgate.worker.call.chat.ContentPart.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the content of messages: a string, or an array of parts. */
final class ContentParts {
    private static final String CONTENT = "content";
    private static final String CACHE_CONTROL = "cache_control";

    private ContentParts() {}

    /** Empty when a message has no content. What cannot be read is refused. */
    static List<ContentPart> of(Fields message) {
        JsonNode content = message.peek(CONTENT);
        List<ContentPart> parts = new ArrayList<>();
        if (content != null && content.isTextual()) {
            message.take(CONTENT);
            parts.add(new Text(message.path(CONTENT), content.textValue(), null));
        } else if (content != null && !content.isArray()) {
            message.refuse(CONTENT, "a string or an array of parts");
        } else {
            for (Fields part : message.objects(CONTENT)) {
                part(part).ifPresent(parts::add);
                part.done();
            }
        }
        return parts;
    }

    private static Optional<ContentPart> part(Fields part) {
        String type = part.text("type");
        ObjectNode cache = part.tree(CACHE_CONTROL);
        return switch (type == null ? "" : type) {
            case "text" -> text(part, "text", cache);
            case "refusal" -> text(part, "refusal", cache);
            case "image_url" -> image(part, cache);
            case "input_audio" -> audio(part, cache);
            case "file" -> file(part, cache);
            default -> {
                part.refuse("type", "text, image_url, input_audio, file or refusal");
                yield Optional.empty();
            }
        };
    }

    private static Optional<ContentPart> text(Fields part, String name, @Nullable ObjectNode cache) {
        String text = required(part, name);
        return text == null ? Optional.empty() : Optional.of(new Text(part.path(), text, cache));
    }

    private static Optional<ContentPart> image(Fields part, @Nullable ObjectNode cache) {
        Fields image = inner(part, "image_url");
        String url = image == null ? null : required(image, "url");
        if (image == null || url == null) {
            return Optional.empty();
        }
        if (!"auto".equals(image.text("detail")) && image.peek("detail") != null) {
            image.drop("detail", "auto");
        }
        image.done();
        return DataUrl.is(url)
                ? inline(image, "url", url, Kind.IMAGE, null, part.path(), cache)
                : linked(image, url, part.path(), cache);
    }

    private static Optional<ContentPart> linked(Fields image, String url, String path, @Nullable ObjectNode cache) {
        String start =
                url.substring(0, Math.min(url.length(), "https://".length())).toLowerCase(Locale.ROOT);
        if (!start.startsWith("http://") && !start.startsWith("https://")) {
            image.refuse("url", "an http, https or data URL");
            return Optional.empty();
        }
        return Optional.of(new LinkedImage(path, url, cache));
    }

    private static Optional<ContentPart> audio(Fields part, @Nullable ObjectNode cache) {
        Fields audio = inner(part, "input_audio");
        String data = audio == null ? null : required(audio, "data");
        String format = audio == null ? null : required(audio, "format");
        if (audio == null || data == null || format == null) {
            return Optional.empty();
        }
        audio.done();
        String mediaType = "audio/" + format.toLowerCase(Locale.ROOT);
        return Optional.of(new Inline(part.path(), Kind.AUDIO, mediaType, data, null, cache));
    }

    /** A file by id is in a store of another provider's. */
    private static Optional<ContentPart> file(Fields part, @Nullable ObjectNode cache) {
        Fields file = inner(part, "file");
        if (file == null) {
            return Optional.empty();
        }
        if (file.peek("file_id") != null) {
            file.refuse("file_id", "file_data, a data URL");
            return Optional.empty();
        }
        String url = required(file, "file_data");
        String name = file.text("filename");
        file.done();
        return url == null ? Optional.empty() : inline(file, "file_data", url, Kind.FILE, name, part.path(), cache);
    }

    private static Optional<ContentPart> inline(
            Fields at,
            String field,
            String url,
            Kind kind,
            @Nullable String name,
            String path,
            @Nullable ObjectNode cache) {
        Optional<DataUrl> data = DataUrl.of(url);
        if (data.isEmpty()) {
            at.refuse(field, "a data URL that names its type and is in base64");
        }
        return data.map(is -> new Inline(path, kind, is.mediaType(), is.base64(), name, cache));
    }

    private static @Nullable Fields inner(Fields part, String name) {
        Fields inner = part.object(name);
        if (inner == null) {
            part.refuse(name, "an object");
        }
        return inner;
    }

    private static @Nullable String required(Fields fields, String name) {
        String text = fields.text(name);
        if (text == null) {
            fields.refuse(name, "a string");
        }
        return text;
    }
}
