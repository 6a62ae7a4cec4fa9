package io.headgate.deploy.cli;

import io.headgate.schemas.process.OptionError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Moments as people write them: a day, or an instant; UTC. */
public final class UtcTime {
    private UtcTime() {}

    /**
     * The moment that an option names; of a day its first.
     *
     * @throws OptionError when it is neither
     */
    public static Instant of(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new OptionError("%s: seen '%s', allowed a day (2026-11-20) or an instant (2026-11-20T15:00:00Z), UTC"
                    .formatted(option, text));
        }
    }
}
