package io.headgate.schemas.codec.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants that travel under the lower-case names they have in the catalogue. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A word that we do not know is an error: a rule that is not understood must not be passed over. */
    static <E extends Enum<E>> E parse(String what, E[] constants, String word) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s: seen '%s', allowed %s"
                        .formatted(
                                what,
                                word,
                                List.of(constants).stream().map(Words::of).toList())));
    }
}
