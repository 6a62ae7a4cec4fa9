package io.headgate.worker.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What every release finds, in the order in which it is where several begin at one place. */
enum Entity {
    EMAIL(new EmailFinder()),
    API_KEY(new ApiKeyFinder()),
    IBAN(new IbanFinder()),
    CARD(new CardFinder()),
    IP(new IpFinder()),
    US_SSN(new SsnFinder()),
    PHONE(new PhoneFinder());

    private final Finder finder;

    Entity(Finder finder) {
        this.finder = finder;
    }

    Sought sought() {
        return new Sought(word(), finder);
    }

    /** As the catalogue names it: {@code email}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Entity> of(String word) {
        return Arrays.stream(values())
                .filter(entity -> entity.word().equals(word))
                .findFirst();
    }
}
