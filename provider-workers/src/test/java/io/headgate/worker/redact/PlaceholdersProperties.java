package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlaceholdersProperties {
    private static final List<Entity> ALL = List.of(Entity.values());

    @Property
    void whatIsMaskedIsRestored(@ForAll("texts") String text) {
        Placeholders placeholders = new Placeholders(ALL);
        placeholders.avoidThoseOf(text);
        assertThat(placeholders.restore(placeholders.mask(text))).isEqualTo(text);
    }

    @Property
    void whatIsMaskedHasNothingMoreToFind(@ForAll("texts") String text) {
        Placeholders placeholders = new Placeholders(ALL);
        placeholders.avoidThoseOf(text);
        String masked = placeholders.mask(text);
        assertThat(new Placeholders(ALL).mask(masked)).isEqualTo(masked);
    }

    @Property
    void nothingOfAValueIsLeft(
            @ForAll("secrets") String secret, @ForAll("words") String before, @ForAll("words") String after) {
        String text = before + " " + secret + " " + after + " (" + secret + ")";
        Placeholders placeholders = new Placeholders(ALL);
        placeholders.avoidThoseOf(text);
        String masked = placeholders.mask(text);
        assertThat(masked).doesNotContain(secret).startsWith(before + " <").contains(" " + after + " (");
        assertThat(placeholders.found()).hasSize(1);
        // Twice the same value is twice the same placeholder.
        String placeholder = masked.substring(before.length() + 1, masked.indexOf('>', before.length()) + 1);
        assertThat(masked).isEqualTo(before + " " + placeholder + " " + after + " (" + placeholder + ")");
    }

    /** Half a megabyte of what makes careless patterns run for hours. */
    @Example
    void hostileTextsTakeTimeInProportion() {
        for (String piece : List.of(
                "a", "a@", "a.", "@", "1", "1 ", "0 ", "+1", "(1", "4111", "00 ", "AB12", "AB12 ", "<", "<EMAIL_",
                "a@b.c", "-")) {
            String hostile = piece.repeat(500_000 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> {
                        Placeholders placeholders = new Placeholders(ALL);
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
                        "GB82WEST12345698765432"));
    }
}
