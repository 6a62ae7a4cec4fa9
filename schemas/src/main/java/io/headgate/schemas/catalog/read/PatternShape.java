package io.headgate.schemas.catalog.read;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.util.Optional;

/** What an entity looks like, in RE2's syntax: no back-references, and so no text that takes longer than others. */
final class PatternShape {
    private static final int LONGEST = 200;
    /** Of steps: each character of a text may be looked at once for every one of them. */
    private static final int LARGEST = 500;
    /** All bounds of repetition, multiplied: {@code (a{1000}){1000}} would be compiled to a million steps. */
    private static final long MOST_REPEATED = 10_000;

    private static final java.util.regex.Pattern BOUND =
            java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    private PatternShape() {}

    static ScalarShape<String> shape() {
        return new ScalarShape<>(
                "a regular expression in RE2's syntax, up to %d characters".formatted(LONGEST),
                Scalars.schema("string", "maxLength", LONGEST),
                PatternShape::parse);
    }

    private static Optional<String> parse(Place place) {
        String text = place.text();
        if (place.kind() != Place.Kind.TEXT || text.isEmpty() || text.length() > LONGEST) {
            return place.refuse(
                    "seen %s, allowed 1 to %d characters of text: quote it".formatted(place.shown(), LONGEST));
        }
        if (repeated(text) > MOST_REPEATED) {
            return place.refuse(
                    "seen repetitions that multiply to more than %d, allowed fewer".formatted(MOST_REPEATED));
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(text);
        } catch (PatternSyntaxException noPattern) {
            return place.refuse(
                    "seen %s, allowed RE2's syntax: %s".formatted(place.shown(), noPattern.getDescription()));
        }
        if (compiled.programSize() > LARGEST) {
            return place.refuse("seen a pattern of %d steps, allowed at most %d: repeat less"
                    .formatted(compiled.programSize(), LARGEST));
        }
        return compiled.matches("")
                ? place.refuse("seen a pattern that an empty text matches, allowed one that needs a character")
                : Optional.of(text);
    }

    private static long repeated(String pattern) {
        long product = 1;
        for (var bound = BOUND.matcher(pattern); bound.find() && product <= MOST_REPEATED; ) {
            String most = bound.group(2) == null || bound.group(2).isEmpty() ? bound.group(1) : bound.group(2);
            product *= Math.max(1, Long.parseLong(most));
        }
        return product;
    }
}
