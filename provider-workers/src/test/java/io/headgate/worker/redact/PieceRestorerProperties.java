package io.headgate.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PieceRestorerProperties {
    /** Placeholders of eleven mails, so that one's name begins with another's but for its last character. */
    private static Placeholders given() {
        Placeholders placeholders = new Placeholders(
                Arrays.stream(Entity.values()).map(Entity::sought).toList(), _ -> true);
        for (int i = 1; i <= 11; i++) {
            placeholders.mask("m" + i + "@mail.example");
        }
        placeholders.mask("+49 30 1234567");
        return placeholders;
    }

    /** What is shown of a text in pieces, with what is held back at the end. */
    private static String shown(Placeholders placeholders, List<String> pieces) {
        PieceRestorer restorer = new PieceRestorer(placeholders);
        StringBuilder shown = new StringBuilder();
        String held = "";
        for (String piece : pieces) {
            PieceRestorer.Restored restored = restorer.next(held + piece);
            shown.append(restored.text());
            held = restored.heldBack();
            assertThat(placeholders.all()).noneMatch(held::equals);
            String begun = held;
            assertThat(begun.isEmpty() || placeholders.all().stream().anyMatch(name -> name.startsWith(begun)))
                    .as("held back: %s", begun)
                    .isTrue();
        }
        return shown.append(held).toString();
    }

    @Property
    void piecesTogetherAreTheWholeRestored(@ForAll("pieces") List<String> pieces) {
        Placeholders placeholders = given();
        assertThat(shown(placeholders, pieces)).isEqualTo(placeholders.restore(String.join("", pieces)));
    }

    @Property
    void characterByCharacterToo(@ForAll("pieces") List<String> pieces) {
        Placeholders placeholders = given();
        String whole = String.join("", pieces);
        assertThat(shown(placeholders, List.of(whole.split("")))).isEqualTo(placeholders.restore(whole));
    }

    @Example
    void onlyWhatMayBeAPlaceholderIsHeldBack() {
        PieceRestorer restorer = new PieceRestorer(given());

        assertThat(restorer.next("write to <EM")).isEqualTo(new PieceRestorer.Restored("write to ", "<EM"));
        assertThat(restorer.next("<EMAIL_1> or")).isEqualTo(new PieceRestorer.Restored("m1@mail.example or", ""));
        assertThat(restorer.next("a < b, <div, <EMAIL_9x"))
                .isEqualTo(new PieceRestorer.Restored("a < b, <div, <EMAIL_9x", ""));
        assertThat(restorer.next("1 <")).isEqualTo(new PieceRestorer.Restored("1 ", "<"));
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        Arbitrary<String> tokens = Arbitraries.of(
                "<",
                ">",
                "<EMAIL_1>",
                "<EMAIL_11>",
                "<EMAIL_1",
                "<EMAIL_",
                "<E",
                "1",
                "1>",
                "EMAIL_2>",
                "<PHONE_1>",
                "<PH",
                "ONE_1>",
                "<EMAIL_99>",
                "text",
                " ",
                "_",
                "<<",
                "😀");
        return tokens.list().ofMaxSize(15);
    }
}
