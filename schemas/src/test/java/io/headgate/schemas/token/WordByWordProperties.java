package io.headgate.schemas.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WordByWordProperties {
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private static final List<String> PARTS = List.of(
            " ",
            " ",
            " ",
            "  ",
            "   ",
            "\n",
            "\r\n",
            "\t",
            "\u00A0",
            "\u2003",
            "\u3000",
            "\u0085",
            "a",
            "don't",
            "'s",
            "'S",
            "I'll",
            "Word",
            "WORD",
            "camelCase",
            "internationalisation",
            "0",
            "12",
            "1234567",
            "3.14",
            ",",
            ".",
            "...",
            "(",
            ")",
            "{\"k\":",
            "/",
            "//",
            "\\",
            "_",
            "-",
            "\u00E9",
            "e\u0301",
            "\u0301",
            "\u00DF",
            "\u01C5",
            "\u4E2D\u6587",
            "\u65E5\u672C\u8A9E",
            "\uD55C\uAD6D\uC5B4",
            "\u0627\u0644\u0639\u0631\u0628\u064A\u0629",
            "\u0939\u093F\u0928\u094D\u0926\u0940",
            "\uD83D\uDE00",
            "\uD83D\uDC69\u200D\uD83D\uDC69",
            "\uD83D",
            "<|endoftext|>",
            "\u0000",
            "\u200B");

    private final WordByWord words = new WordByWord(ENCODING::countTokensOrdinary);

    @Property(tries = 5_000)
    void itsCountIsTheWholeTexts(@ForAll("texts") String text) {
        assertThat(words.tokens(text)).isEqualTo(ENCODING.countTokensOrdinary(text));
    }

    @Property(tries = 2_000)
    void whateverTheCharacters(@ForAll String text) {
        assertThat(words.tokens(text)).isEqualTo(ENCODING.countTokensOrdinary(text));
    }

    /** Words of many scripts, and what may stand between them, white space of all kinds included. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PARTS).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Example
    void aShortWordIsCountedOnce_andALongOneIsNotKept() {
        AtomicInteger counted = new AtomicInteger();
        WordByWord counting = new WordByWord(word -> {
            counted.incrementAndGet();
            return 1;
        });
        assertThat(counting.tokens("so so so so")).isEqualTo(4);
        assertThat(counted).as("with and without a space before it").hasValue(2);
        String key = " " + "k".repeat(WordByWord.LONGEST);
        counting.tokens(key + key);
        assertThat(counted).hasValue(4);
    }
}
