package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlaceholdersProperties {
    private static final List<Sought> ALL =
            Arrays.stream(Entity.values()).map(Entity::sought).toList();

    private static Placeholders placeholders() {
        return new Placeholders(ALL, _ -> true);
    }

    @Property
    void whatIsMaskedIsRestored(@ForAll("texts") String text) {
        Placeholders placeholders = placeholders();
        placeholders.avoidThoseOf(text);
        assertThat(placeholders.restore(placeholders.mask(text))).isEqualTo(text);
    }

    @Property
    void whatIsMaskedHasNothingMoreToFind(@ForAll("texts") String text) {
        Placeholders placeholders = placeholders();
        placeholders.avoidThoseOf(text);
        String masked = placeholders.mask(text);
        assertThat(placeholders().mask(masked)).isEqualTo(masked);
    }

    @Property
    void nothingOfAValueIsLeft(
            @ForAll("secrets") String secret, @ForAll("words") String before, @ForAll("words") String after) {
        String text = before + " " + secret + " " + after + " (" + secret + ")";
        Placeholders placeholders = placeholders();
        placeholders.avoidThoseOf(text);
        String masked = placeholders.mask(text);
        assertThat(masked).doesNotContain(secret).startsWith(before + " <").contains(" " + after + " (");
        assertThat(placeholders.found()).hasSize(1);
        // Twice the same value is twice the same placeholder.
        String placeholder = masked.substring(before.length() + 1, masked.indexOf('>', before.length()) + 1);
        assertThat(masked).isEqualTo(before + " " + placeholder + " " + after + " (" + placeholder + ")");
    }

    /** Whatever patterns and detectors say stands where, overlapping or not. */
    @Property
    void whatIsKnownBeforeIsMaskedAndRestored(
            @ForAll("texts") String text, @ForAll List<@IntRange(max = 60) Integer> places) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < places.size(); i += 2) {
            int start = Math.min(places.get(i), places.get(i + 1));
            int end = Math.min(text.length(), Math.max(places.get(i), places.get(i + 1)) + 1);
            if (start < end) {
                spans.add(new Span(start, end, "own"));
            }
        }
        Placeholders placeholders = placeholders();
        placeholders.avoidThoseOf(text);
        String masked = placeholders.mask(text, Span.apart(spans));
        assertThat(placeholders.restore(masked)).isEqualTo(text);
        assertThat(placeholders.found().isEmpty()).isEqualTo(masked.equals(text));
        assertThat(spans.isEmpty() || !placeholders.found().isEmpty()).isTrue();
    }

    /** Half a megabyte of what makes careless patterns run for hours. */
    @Example
    void hostileTextsTakeTimeInProportion() {
        for (String piece : List.of(
                "a",
                "a@",
                "a.",
                "@",
                "1",
                "1 ",
                "0 ",
                "+1",
                "(1",
                "4111",
                "00 ",
                "AB12",
                "AB12 ",
                "<",
                "<EMAIL_",
                "a@b.c",
                "-",
                ":",
                "1:",
                "::1 ",
                "1.",
                "1.1.1.1",
                "sk-",
                "eyJ",
                "eyJa.",
                "token=a ",
                "-----BEGIN PRIVATE KEY-----",
                "123-45-",
                "536-22-1234",
                "4111-1111-1111-1111-",
                "eyJ-4111111111111111-",
                "x-203.0.113.7-")) {
            String hostile = piece.repeat(500_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> {
                        Placeholders placeholders = placeholders();
                        placeholders.avoidThoseOf(hostile);
                        assertThat(placeholders.restore(placeholders.mask(hostile)))
                                .isEqualTo(hostile);
                    },
                    piece);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                secrets(),
                Arbitraries.of(
                        "<", ">", "<EMAIL_1>", "<CARD_1>", "<PHONE_2", "EMAIL_1>", "@", "+", "0", " ", "-", ".", "("),
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().numeric().ofMaxLength(20),
                words());
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> mails = Combinators.combine(words(), words()).as((a, b) -> a + "@" + b + ".example");
        Arbitrary<String> phones =
                Arbitraries.strings().numeric().ofMinLength(9).ofMaxLength(12).map(digits -> "+4" + digits);
        return Arbitraries.oneOf(
                mails,
                phones,
                Arbitraries.of(
                        "4111 1111 1111 1111",
                        "5500-0000-0000-0004",
                        "378282246310005",
                        "DE89 3704 0044 0532 0130 00",
                        "GB82WEST12345698765432",
                        "536-22-1234",
                        "203.0.113.7",
                        "2001:db8::8a2e:370:7334",
                        "AKIA" + "IOSFODNN7EXAMPLE"));
    }
}
