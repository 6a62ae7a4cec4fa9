package io.headgate.schemas.contract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.Optional;

/** Regular expressions whose cost is linear in the text, whatever they are: RE2's, without look-around and back references. */
final class LinearPatterns {
    static final RegularExpressionFactory FACTORY = LinearPatterns::compiled;

    static final int MOST_CHARS = 1_000;

    /** Of a text's characters times a pattern's, so many are as much work as a keyword. */
    private static final long CHARS_PER_STEP = 64;

    private LinearPatterns() {}

    /** Why a pattern is none of them; empty when it is. */
    static Optional<String> flaw(String pattern) {
        if (pattern.length() > MOST_CHARS) {
            return Optional.of("seen %d characters, allowed %d".formatted(pattern.length(), MOST_CHARS));
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException notLinear) {
            return Optional.of("seen %s, allowed RE2 syntax: no look-around, no back references"
                    .formatted(notLinear.getDescription()));
        }
    }

    private static RegularExpression compiled(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> {
            if (Effort.CURRENT.isBound()) {
                Effort.CURRENT.get().spend((long) text.length() * pattern.length() / CHARS_PER_STEP);
            }
            return compiled.matcher(text).find();
        };
    }
}
