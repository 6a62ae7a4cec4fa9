package io.headgate.worker.redact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands for what in one request: {@code <EMAIL_1>} for an address, the same wherever it comes again. None is given
 * that the request has by itself, so that what comes back is never mistaken. Belongs to one thread until the request is
 * masked; from then on nothing changes.
 */
final class Placeholders {
    /** Of an entity's name 32 characters, its number, and what is around them. */
    private static final int LONGEST = 48;

    private static final int MOST_PASSES = 4;

    private final List<Sought> sought;
    private final Predicate<String> restorable;
    private final Map<String, Map<String, String>> given = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> found = new LinkedHashMap<>();

    /** @param restorable which entities are put back into the answer */
    Placeholders(List<Sought> sought, Predicate<String> restorable) {
        this.sought = sought;
        this.restorable = restorable;
    }

    /** Notes what looks like a placeholder in a text of the request; to be shown all of them before the first is masked. */
    void avoidThoseOf(String text) {
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            int end = end(text, at);
            if (end > 0) {
                taken.add(text.substring(at, end));
            }
        }
    }

    /** The text with placeholders in place of what was found; the same text when nothing was. */
    String mask(String text) {
        return mask(text, List.of());
    }

    /**
     * The same, until there is nothing more to find: what follows a value directly may have hidden it.
     *
     * @param known what was found in the text before; see {@link Span#apart}
     */
    String mask(String text, List<Span> known) {
        String before = text;
        String masked = maskedOnce(text, known);
        for (int pass = 1; pass < MOST_PASSES && !masked.equals(before); pass++) {
            before = masked;
            masked = maskedOnce(masked, List.of());
        }
        return masked;
    }

    private String maskedOnce(String text, List<Span> known) {
        StringBuilder masked = null;
        int copied = 0;
        int at = 0;
        int next = 0;
        while (at < text.length()) {
            while (next < known.size() && known.get(next).end() <= at) {
                next++;
            }
            Span span = longer(here(text, at, copied), at, next < known.size() ? known.get(next) : null);
            if (span == null) {
                at++;
                continue;
            }
            masked = masked == null ? new StringBuilder(text.length()) : masked;
            masked.append(text, copied, at).append(placeholder(span.entity(), text.substring(at, span.end())));
            at = span.end();
            copied = at;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** What begins at a place. */
    private @Nullable Span here(String text, int at, int floor) {
        for (Sought each : sought) {
            int end = each.finder().end(text, at, floor);
            if (end > at) {
                return new Span(at, end, each.entity());
            }
        }
        return null;
    }

    /** Of what begins here and what is known to stand here, or to have begun before, what reaches further. */
    private static @Nullable Span longer(@Nullable Span here, int at, @Nullable Span known) {
        if (known == null || known.start() > at || (here != null && here.end() >= known.end())) {
            return here;
        }
        return new Span(at, known.end(), known.entity());
    }

    /** The text with what was masked in place of the placeholders that were given; all others stay. */
    String restore(String text) {
        StringBuilder restored = null;
        int copied = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            int end = end(text, at);
            String value = end > 0 ? values.get(text.substring(at, end)) : null;
            if (value != null) {
                restored = restored == null ? new StringBuilder(text.length()) : restored;
                restored.append(text, copied, at).append(value);
                copied = end;
            }
        }
        return restored == null
                ? text
                : restored.append(text, copied, text.length()).toString();
    }

    /** All that may be put back, in no order. */
    Set<String> all() {
        return values.keySet();
    }

    /** How often each entity was found, in the order in which they were. */
    Map<String, Integer> found() {
        return found;
    }

    /** Whether anything would be put back. */
    boolean isRestorable() {
        return !values.isEmpty();
    }

    private String placeholder(String entity, String value) {
        found.merge(entity, 1, Integer::sum);
        return given.computeIfAbsent(entity, _ -> new HashMap<>()).computeIfAbsent(value, _ -> next(entity, value));
    }

    private String next(String entity, String value) {
        int number = last.getOrDefault(entity, 0);
        String placeholder;
        do {
            number++;
            placeholder = "<%s_%d>".formatted(entity.toUpperCase(Locale.ROOT), number);
        } while (taken.contains(placeholder));
        last.put(entity, number);
        if (restorable.test(entity)) {
            values.put(placeholder, value);
        }
        return placeholder;
    }

    /** Where a placeholder ends that begins at {@code start}; 0 when none does. */
    private static int end(String text, int start) {
        int latest = Math.min(text.length(), start + LONGEST);
        for (int at = start + 1; at < latest; at++) {
            char c = text.charAt(at);
            if (c == '>') {
                return at + 1;
            }
            if (!Characters.isLetter(c) && !Characters.isDigit(c) && c != '_') {
                return 0;
            }
        }
        return 0;
    }
}
