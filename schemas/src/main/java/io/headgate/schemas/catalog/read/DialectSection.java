package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Shape;
import io.headgate.schemas.catalog.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code providers.<provider>.dialect}, and that of a preset. */
final class DialectSection {
    private static final ScalarShape<String> NAME =
            Scalars.text("up to 64 small letters, digits, underscores", "[a-z][a-z0-9_]{0,63}");
    private static final ScalarShape<String> FIELD = Scalars.text(
            "a field of the body, or messages[]. and a field of every message",
            "(messages\\[\\]\\.)?[a-z][a-z0-9_]{0,63}");
    private static final ScalarShape<String> WORD =
            Scalars.text("up to 64 letters, digits, dots, dashes, underscores", "[A-Za-z0-9._-]{1,64}");

    private static final Field<String> KEY_HEADER = Field.optional(
            "key_header",
            HeaderNames.ofKey(),
            "Authorization: Bearer",
            "The header that holds the key and nothing else, as Azure's api-key does.");
    private static final Field<Map<String, String>> HEADERS = Field.defaulted(
            "headers",
            map("<header>", HeaderNames.plain(), Scalars.text("up to 256 visible characters", "[ -~]{1,256}")),
            Map.of(),
            "none",
            "Sent with every request; no secrets, the key has its own place.");
    private static final Field<Map<String, String>> RENAMED = Field.defaulted(
            "renamed",
            map("<field>", NAME, NAME),
            Map.of(),
            "none",
            "Fields of the body that are called otherwise there, by OpenAI's name.");
    private static final Field<List<String>> UNSUPPORTED = Field.optional(
            "unsupported",
            ListShape.ofDistinct(FIELD),
            "none",
            "Fields that it refuses, or ignores in silence: a request that has one goes elsewhere.");
    private static final Field<Map<String, Map<String, String>>> VALUES = Field.defaulted(
            "values",
            map("<field>", FIELD, map("<word>", WORD, WORD)),
            Map.of(),
            "none",
            "Words that are others there, by field and OpenAI's word.");
    private static final Field<Map<String, String>> FINISH_REASONS = Field.defaulted(
            "finish_reasons",
            map(
                    "<reason>",
                    WORD,
                    Scalars.word("finish reason", Set.of("stop", "length", "tool_calls", "content_filter"))),
            Map.of(),
            "none",
            "Finish reasons of its own, and which of OpenAI's each is.");
    private static final Field<Map<String, String>> SERVICE_TIERS = Field.defaulted(
            "service_tiers",
            map("<tier>", WORD, Scalars.word("service tier", Set.of("default", "flex", "priority", "scale"))),
            Map.of(),
            "none",
            "Service tiers of its own, and which of OpenAI's each is billed like: default at the price, flex at batch rates, the others at no known price.");
    private static final Field<Map<String, Integer>> FAILURES = Field.defaulted(
            "failures",
            map("<reason>", WORD, Scalars.smallInteger(400, 599)),
            Map.of(),
            "none",
            "Finish reasons that say that it failed, and the HTTP status which each stands for.");
    private static final Field<String> REASONING_FIELD = Field.defaulted(
            "reasoning_field",
            NAME,
            Dialect.REASONING_FIELD,
            Dialect.REASONING_FIELD,
            "What it calls the reasoning_content of a message.");
    private static final Field<String> USAGE_AT = Field.optional(
            "usage_at",
            Scalars.text("a JSON pointer", "(/[A-Za-z0-9_]{1,64}){1,8}"),
            "in usage only",
            "Where a reply reports its usage if not in usage.");
    private static final Field<Boolean> STREAM_OPTIONS = Field.defaulted(
            "stream_options", Scalars.flag(), true, "true", "Whether it may be asked for the usage of a stream.");

    private DialectSection() {}

    static ObjectShape<Dialect> shape() {
        return ObjectShape.of(
                "How a server that is compatible with OpenAI differs from it.",
                List.of(
                        KEY_HEADER,
                        HEADERS,
                        RENAMED,
                        UNSUPPORTED,
                        VALUES,
                        FINISH_REASONS,
                        SERVICE_TIERS,
                        FAILURES,
                        REASONING_FIELD,
                        USAGE_AT,
                        STREAM_OPTIONS),
                DialectSection::build);
    }

    private static Dialect build(Values values) {
        return new Dialect(
                values.find(KEY_HEADER).orElse(null),
                values.get(HEADERS),
                values.get(RENAMED),
                Set.copyOf(values.find(UNSUPPORTED).orElse(List.of())),
                values.get(VALUES),
                values.get(FINISH_REASONS),
                values.get(SERVICE_TIERS),
                values.get(FAILURES),
                values.get(REASONING_FIELD),
                values.find(USAGE_AT).orElse(null),
                values.get(STREAM_OPTIONS));
    }

    private static <V> MapShape<String, V, V> map(String placeholder, ScalarShape<String> key, Shape<V> value) {
        return new MapShape<>(placeholder, key, value, (name, read) -> read, 1);
    }
}
