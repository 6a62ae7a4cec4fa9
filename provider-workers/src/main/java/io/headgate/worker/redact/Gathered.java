package io.headgate.worker.redact;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** All texts of a request, once each. */
final class Gathered implements TextSink {
    private final Placeholders placeholders;
    private final boolean all;
    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> staying = new LinkedHashSet<>();

    /**
     * @param placeholders are shown all texts
     * @param all whether those that have to stay are wanted as well
     */
    Gathered(Placeholders placeholders, boolean all) {
        this.placeholders = placeholders;
        this.all = all;
    }

    @Override
    public String text(String text) {
        placeholders.avoidThoseOf(text);
        texts.add(text);
        return text;
    }

    @Override
    public void word(String word) {
        name(word);
        if (all) {
            words.add(word);
        }
    }

    @Override
    public void name(String name) {
        placeholders.avoidThoseOf(name);
        if (all) {
            staying.add(name);
        }
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** Those that may become others. */
    Set<String> texts() {
        return texts;
    }

    /** Those that have to stay, where they are wanted. */
    Set<String> staying() {
        return staying;
    }

    /** Both. */
    Collection<String> everything() {
        return both(texts, staying);
    }

    /** What people have written: a detector that reads prose makes people and places of names of functions and fields. */
    Collection<String> prose() {
        return both(texts, words);
    }

    private static Collection<String> both(Set<String> some, Set<String> others) {
        if (others.isEmpty()) {
            return some;
        }
        Set<String> both = new LinkedHashSet<>(some);
        both.addAll(others);
        return both;
    }
}
