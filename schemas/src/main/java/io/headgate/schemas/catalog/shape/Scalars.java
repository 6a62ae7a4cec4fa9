package io.headgate.schemas.catalog.shape;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of single values. */
public final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");

    private Scalars() {}

    /** One line of text that a pattern allows. */
    public static ScalarShape<String> text(String type, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new ScalarShape<>(type, schema("string", "pattern", "^" + pattern + "$"), place -> {
            if (place.kind() != Place.Kind.TEXT) {
                return place.refuse("seen %s, allowed %s: quote it".formatted(place.shown(), type));
            }
            return compiled.matcher(place.text()).matches()
                    ? Optional.of(place.text())
                    : place.refuse("seen %s, allowed %s".formatted(place.shown(), type));
        });
    }

    /**
     * A name, checked by its type's constructor.
     *
     * @param known the names that are defined, to refer to one of them; empty to define one
     */
    public static <T> ScalarShape<T> name(String what, Function<String, T> constructor, Optional<Set<String>> known) {
        String type = known.isPresent() ? "the name of a " + what : "a name";
        return new ScalarShape<>(type, schema("string", "minLength", 1), place -> {
            if (place.kind() != Place.Kind.TEXT) {
                return place.refuse("seen %s, allowed %s as text: quote it".formatted(place.shown(), type));
            }
            if (known.isPresent() && !known.get().contains(place.text())) {
                return place.refuseName("no such " + what, place.text(), known.get());
            }
            try {
                return Optional.of(constructor.apply(place.text()));
            } catch (IllegalArgumentException notOne) {
                return place.refuse(String.valueOf(notOne.getMessage()));
            }
        });
    }

    public static ScalarShape<Long> integer(long min, long max) {
        String type = "a whole number, %d to %d".formatted(min, max);
        Map<String, Object> schema = schema("integer", "minimum", min);
        schema.put("maximum", max);
        return new ScalarShape<>(type, schema, place -> {
            boolean digits = place.kind() == Place.Kind.INTEGER
                    && INTEGER.matcher(place.text()).matches();
            return digits && Long.parseLong(place.text()) >= min && Long.parseLong(place.text()) <= max
                    ? Optional.of(Long.parseLong(place.text()))
                    : place.refuse("seen %s, allowed %s".formatted(place.shown(), type));
        });
    }

    /** A whole number in the range of {@code int}. */
    public static ScalarShape<Integer> smallInteger(int min, int max) {
        ScalarShape<Long> wide = integer(min, max);
        return new ScalarShape<>(
                wide.type(), wide.schema(), place -> wide.parser().apply(place).map(Math::toIntExact));
    }

    public static ScalarShape<Boolean> flag() {
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "boolean"));
        return new ScalarShape<>(
                "true or false",
                schema,
                place -> place.kind() == Place.Kind.FLAG
                                && List.of("true", "false")
                                        .contains(place.text().toLowerCase(Locale.ROOT))
                        ? Optional.of(place.text().equalsIgnoreCase("true"))
                        : place.refuse("seen %s, allowed true or false".formatted(place.shown())));
    }

    /** One of a few words. */
    public static ScalarShape<String> word(String what, Collection<String> words) {
        return oneOf(what, words.stream().collect(Collectors.toMap(word -> word, word -> word)));
    }

    /** One of an enum's constants, in lower case. */
    public static <E extends Enum<E>> ScalarShape<E> choice(String what, Class<E> type) {
        return oneOf(
                what,
                Arrays.stream(type.getEnumConstants())
                        .collect(Collectors.toMap(c -> c.name().toLowerCase(Locale.ROOT), c -> c)));
    }

    private static <T> ScalarShape<T> oneOf(String what, Map<String, T> byWord) {
        List<String> words = byWord.keySet().stream().sorted().toList();
        return new ScalarShape<>("one of " + String.join(", ", words), schema("string", "enum", words), place -> {
            T chosen = place.kind() == Place.Kind.TEXT ? byWord.get(place.text()) : null;
            return chosen != null ? Optional.of(chosen) : place.refuseName("no such " + what, place.text(), words);
        });
    }

    /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 24h}. */
    public static ScalarShape<Duration> duration(Duration min, Duration max) {
        String type = "a duration, %s to %s".formatted(Durations.shown(min), Durations.shown(max));
        return new ScalarShape<>(
                type,
                schema("string", "pattern", Durations.PATTERN),
                place -> Durations.parse(place.text())
                        .filter(seen -> seen.compareTo(min) >= 0 && seen.compareTo(max) <= 0)
                        .or(() -> place.refuse(
                                "seen %s, allowed %s, such as 250ms, 30s, 5m or 24h".formatted(place.shown(), type))));
    }

    /** An exact decimal, not negative: quoted, since a YAML float is not exact for everybody who reads it. */
    public static ScalarShape<BigDecimal> decimal(int maxDecimals) {
        String pattern = "[0-9]{1,15}(\\.[0-9]{1,%d})?".formatted(maxDecimals);
        Pattern compiled = Pattern.compile(pattern);
        String type = "a decimal in quotes, at most %d decimals".formatted(maxDecimals);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("string", "integer"));
        schema.put("pattern", "^" + pattern + "$");
        schema.put("minimum", 0);
        return new ScalarShape<>(type, schema, place -> {
            if (place.kind() == Place.Kind.FLOAT) {
                return place.refuse("seen a float, which is not exact: write it in quotes, \"%s\""
                        .formatted(place.text().length() < 30 ? place.text() : "0.40"));
            }
            boolean numeric = place.kind() == Place.Kind.TEXT || place.kind() == Place.Kind.INTEGER;
            return numeric && compiled.matcher(place.text()).matches()
                    ? Optional.of(new BigDecimal(place.text()))
                    : place.refuse("seen %s, allowed %s, such as \"0.40\"".formatted(place.shown(), type));
        });
    }

    /** {@code 2026-01-31}. */
    public static ScalarShape<LocalDate> date() {
        Map<String, Object> schema = schema("string", "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        return new ScalarShape<>("a date", schema, place -> {
            try {
                return Optional.of(LocalDate.parse(place.text()));
            } catch (DateTimeException notADate) {
                return place.refuse("seen %s, allowed a date such as 2026-01-31".formatted(place.shown()));
            }
        });
    }

    /** A JSON Schema of a type and one keyword. */
    public static Map<String, Object> schema(String type, String keyword, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put(keyword, value);
        return schema;
    }
}
