package io.headgate.worker.redact;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands for what in one request: {@code <EMAIL_1>} for an address, the same wherever it comes again. None is given
 * that the request has by itself, so that what comes back is never mistaken. Belongs to one thread until the request is
 * masked; from then on nothing changes.
 */
final class Placeholders {
    private static final int LONGEST = 24;

    private final List<Entity> entities;
    private final Map<Entity, Map<String, String>> given = new EnumMap<>(Entity.class);
    private final Map<Entity, Integer> last = new EnumMap<>(Entity.class);
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Placeholders(List<Entity> entities) {
        this.entities = entities;
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
        StringBuilder masked = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            Entity found = null;
            int end = at;
            for (Entity entity : entities) {
                int ends = entity.end(text, at, copied);
                if (ends > end) {
                    found = entity;
                    end = ends;
                    break;
                }
            }
            if (found == null) {
                at++;
                continue;
            }
            masked = masked == null ? new StringBuilder(text.length()) : masked;
            masked.append(text, copied, at).append(placeholder(found, text.substring(at, end)));
            at = end;
            copied = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** The text with what was masked in place of the placeholders that were given; all others stay. */
    String restore(String text) {
        StringBuilder restored = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            int end = end(text, at);
            String value = end > 0 ? values.get(text.substring(at, end)) : null;
            if (value != null) {
                restored.append(text, copied, at).append(value);
                copied = end;
            }
        }
        return restored.append(text, copied, text.length()).toString();
    }

    /** All that were given, in no order. */
    Set<String> all() {
        return values.keySet();
    }

    /** What was found. */
    Set<Entity> found() {
        return given.isEmpty() ? EnumSet.noneOf(Entity.class) : EnumSet.copyOf(given.keySet());
    }

    private String placeholder(Entity entity, String value) {
        return given.computeIfAbsent(entity, _ -> new HashMap<>()).computeIfAbsent(value, _ -> next(entity, value));
    }

    private String next(Entity entity, String value) {
        int number = last.getOrDefault(entity, 0);
        String placeholder;
        do {
            number++;
            placeholder = "<%s_%d>".formatted(entity, number);
        } while (taken.contains(placeholder));
        last.put(entity, number);
        values.put(placeholder, value);
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
