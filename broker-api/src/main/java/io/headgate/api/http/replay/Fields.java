package io.headgate.api.http.replay;

import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a form, typed. The first thing wrong with any object of the form is kept. */
final class Fields {
    private static final int MOST_SHOWN = 80;

    private final Faults faults;
    private final String prefix;
    private final Obj object;

    private Fields(Faults faults, String prefix, Obj object, Set<String> known) {
        this.faults = faults;
        this.prefix = prefix;
        this.object = object;
        object.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> faults.add(
                        prefix + name,
                        new Failure(
                                FailureCode.INVALID_FIELD,
                                "there is no such field",
                                shown(name),
                                String.join(", ", known.stream().sorted().toList()))));
    }

    /** What is wrong with a form; the first that was found. */
    static final class Faults {
        private @Nullable Failure first;
        private String param = "";

        void add(String name, Failure failure) {
            if (first == null) {
                first = failure;
                param = name;
            }
        }

        @Nullable
        Failure first() {
            return first;
        }

        String param() {
            return param;
        }
    }

    static Fields of(Obj object, Faults faults, String... known) {
        return new Fields(faults, "", object, Set.of(known));
    }

    /** An object within; an empty one where there is none. */
    Fields within(String name, String... known) {
        Obj inner = switch (object.get(name)) {
            case null -> new Obj(Map.of(), 0, 0);
            case Obj found -> found;
            case JsonValue other -> {
                wrong(name, JsonValue.kindOf(other), "an object");
                yield new Obj(Map.of(), 0, 0);
            }
        };
        return new Fields(faults, prefix + name + ".", inner, Set.of(known));
    }

    /** @param allowed what a message says may stand there */
    <T> @Nullable T text(String name, Function<String, T> type, String allowed) {
        return switch (object.get(name)) {
            case null -> null;
            case Text text -> typed(name, text.value(), type, allowed);
            case JsonValue other -> {
                wrong(name, JsonValue.kindOf(other), allowed);
                yield null;
            }
        };
    }

    <T> List<T> texts(String name, Function<String, T> type, int most, String allowed) {
        List<T> texts = new ArrayList<>();
        switch (object.get(name)) {
            case null -> {}
            case Arr list
            when list.items().size() > most -> wrong(name, list.items().size() + " values", "at most " + most);
            case Arr list ->
                list.items().forEach(item -> {
                    T typed = item instanceof Text text
                            ? typed(name, text.value(), type, allowed)
                            : this.<T>wrong(name, JsonValue.kindOf(item), allowed);
                    if (typed != null) {
                        texts.add(typed);
                    }
                });
            case JsonValue other -> wrong(name, JsonValue.kindOf(other), "an array of strings");
        }
        return texts;
    }

    Map<String, String> strings(String name) {
        Map<String, String> strings = new LinkedHashMap<>();
        switch (object.get(name)) {
            case null -> {}
            case Obj found ->
                found.members().forEach((key, value) -> {
                    if (value instanceof Text text) {
                        strings.put(key, text.value());
                    } else {
                        wrong(name, JsonValue.kindOf(value), "an object of strings");
                    }
                });
            case JsonValue other -> wrong(name, JsonValue.kindOf(other), "an object of strings");
        }
        return strings;
    }

    boolean flag(String name) {
        return switch (object.get(name)) {
            case null -> false;
            case JsonValue.Bool flag -> flag.value();
            case JsonValue other -> {
                wrong(name, JsonValue.kindOf(other), "true or false");
                yield false;
            }
        };
    }

    int number(String name, int usual, int least, int most) {
        JsonValue value = object.get(name);
        if (value == null) {
            return usual;
        }
        Long number = WholeNumber.of(value);
        if (number == null || number < least || number > most) {
            String seen = value instanceof JsonValue.Num num ? num.text() : JsonValue.kindOf(value);
            wrong(name, seen, "a whole number, %d to %d".formatted(least, most));
            return usual;
        }
        return number.intValue();
    }

    private <T> @Nullable T typed(String name, String text, Function<String, T> type, String allowed) {
        try {
            return type.apply(text);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException wrong) {
            return wrong(name, text, allowed);
        }
    }

    private <T> @Nullable T wrong(String name, String seen, String allowed) {
        faults.add(
                prefix + name,
                new Failure(
                        FailureCode.INVALID_FIELD,
                        "field '%s' is not valid".formatted(prefix + name),
                        shown(seen),
                        allowed));
        return null;
    }

    private static String shown(String seen) {
        return seen.length() <= MOST_SHOWN ? seen : seen.substring(0, MOST_SHOWN) + "…";
    }
}
