package io.headgate.worker.redact;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of things that are looked for, in the order in which they are where several begin at one place. */
enum Entity {
    EMAIL(new EmailFinder()),
    IBAN(new IbanFinder()),
    CARD(new CardFinder()),
    PHONE(new PhoneFinder());

    private final Finder finder;

    Entity(Finder finder) {
        this.finder = finder;
    }

    /** See {@link Finder#end}. */
    int end(String text, int start, int floor) {
        return finder.end(text, start, floor);
    }

    /** As the catalogue names it: {@code email}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those of these names that this release looks for. */
    static List<Entity> of(Collection<String> words) {
        return Stream.of(values())
                .filter(entity -> words.contains(entity.word()))
                .toList();
    }
}
