package io.headgate.router.body;

import io.headgate.router.route.BodyNeeds;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import io.headgate.schemas.token.TokenEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an OpenAI chat-completions request that routing looks at. Lenient: a part of an unexpected form counts as
 * absent, since the provider is the judge of it.
 */
public final class ChatBody {
    /** Tokens that chat formats add around each message, and once around all (OpenAI's own counting recipe). */
    private static final long TOKENS_PER_MESSAGE = 3;

    private static final long TOKENS_PER_CHAT = 3;

    /** One image of 1024 × 1024 at high detail (OpenAI's vision guide: 4 tiles of 170, and 85). */
    private static final long TOKENS_PER_IMAGE = 765;

    private static final long MAX_CHOICES = 128;

    private final Obj body;
    private final Set<Capability> capabilities;
    private final List<String> texts = new ArrayList<>();
    private long messages;
    private long images;

    private ChatBody(Obj body) {
        this.body = body;
        this.capabilities = Demands.of(body);
        readMessages();
        if (capabilities.contains(Capability.TOOLS)) {
            collectTexts(body.get("tools"));
            collectTexts(body.get("functions"));
        }
        if (capabilities.contains(Capability.JSON_SCHEMA) && body.get("response_format") instanceof Obj format) {
            collectTexts(format.get("json_schema"));
        }
    }

    /** What {@code body} demands, its length estimated by {@code estimator}. */
    public static BodyNeeds needsOf(Obj body, TokenEstimator estimator) {
        ChatBody read = new ChatBody(body);
        return new BodyNeeds(read.capabilities, read.inputTokens(estimator), maxOutputTokens(body), choices(body));
    }

    /**
     * The output cap a body gives, under its newer name or its older one; null when it gives none that is a positive whole
     * number. Of two the larger: which of them counts is the provider's to say, and a budget is kept by the worst case.
     */
    public static @Nullable Long maxOutputTokens(Obj body) {
        Long newer = WholeNumber.of(body.get("max_completion_tokens"));
        Long older = WholeNumber.of(body.get("max_tokens"));
        long cap = Math.max(newer == null ? 0 : newer, older == null ? 0 : older);
        return cap > 0 ? cap : null;
    }

    private static long choices(Obj body) {
        Long n = WholeNumber.of(body.get("n"));
        return n == null ? 1 : Math.clamp(n, 1, MAX_CHOICES);
    }

    private long inputTokens(TokenEstimator estimator) {
        long tokens = TOKENS_PER_CHAT + messages * TOKENS_PER_MESSAGE + images * TOKENS_PER_IMAGE;
        for (String text : texts) {
            tokens += estimator.tokens(text);
        }
        return tokens;
    }

    private void readMessages() {
        if (!(body.get("messages") instanceof Arr list)) {
            return;
        }
        for (JsonValue item : list.items()) {
            messages++;
            if (item instanceof Obj message) {
                readRole(message.get("role"));
                readContent(message.get("content"));
                readCalls(message.get("tool_calls"));
            }
        }
    }

    private void readRole(@Nullable JsonValue role) {
        if (role instanceof Text text
                && (text.value().equals("system") || text.value().equals("developer"))) {
            capabilities.add(Capability.SYSTEM);
        }
    }

    /** What the model has called already: who has called several at once is to go on with somebody who can. */
    private void readCalls(@Nullable JsonValue calls) {
        if (calls instanceof Arr list && list.items().size() > 1) {
            capabilities.add(Capability.PARALLEL_TOOLS);
        }
        collectTexts(calls);
    }

    private void readContent(@Nullable JsonValue content) {
        if (content instanceof Text text) {
            texts.add(text.value());
        } else if (content instanceof Arr parts) {
            parts.items().forEach(this::readPart);
        }
    }

    private void readPart(JsonValue part) {
        if (!(part instanceof Obj object) || !(object.get("type") instanceof Text type)) {
            return;
        }
        switch (type.value()) {
            case "image_url" -> {
                capabilities.add(Capability.VISION);
                readImage(object.get("image_url"));
                images++;
            }
            case "input_audio" -> capabilities.add(Capability.AUDIO);
            default -> readContent(object.get("text"));
        }
    }

    /** An image comes with the request, or is somewhere else. */
    private void readImage(@Nullable JsonValue image) {
        if (image instanceof Obj object
                && object.get("url") instanceof Text url
                && !url.value().startsWith("data:")) {
            capabilities.add(Capability.IMAGE_URL);
        }
    }

    /** Names and strings at any depth; depth is bounded by the reader. */
    private void collectTexts(@Nullable JsonValue value) {
        switch (value) {
            case Obj object ->
                object.members().forEach((name, member) -> {
                    texts.add(name);
                    collectTexts(member);
                });
            case Arr list -> list.items().forEach(this::collectTexts);
            case Text text -> texts.add(text.value());
            case JsonValue.Num number -> texts.add(number.text());
            case JsonValue.Bool _, JsonValue.Null _ -> {}
            case null -> {}
        }
    }
}
