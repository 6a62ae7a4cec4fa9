package io.headgate.metering.alert.watch;

import io.headgate.metering.alert.Observation.OldestOpen;
import io.headgate.metering.alert.Observation.OldestUnread;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Reading;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Requests that are open for so long that topics may lose them: as the index has them, and as the topics themselves do. */
final class OldRequests implements Watch {
    @Override
    public List<Reading> look(AlertRule rule, Observations seen, Instant now) {
        Stream<Measure> open = seen.all(OldestOpen.class).stream().map(oldest -> open(oldest, now));
        Stream<Measure> unread = seen.all(OldestUnread.class).stream().map(oldest -> unread(oldest, now));
        return Stream.concat(open, unread)
                .flatMap(measure -> measure.readings(rule).stream())
                .toList();
    }

    private static Measure open(OldestOpen oldest, Instant now) {
        Alert.Scope scope = Scopes.tenant(oldest.tenant());
        Duration age = Duration.between(oldest.acceptedAt(), now);
        String what = "%s: its oldest open request was accepted at %s, %d hours ago; topics keep it for %d"
                .formatted(
                        Scopes.name(scope),
                        oldest.acceptedAt(),
                        age.toHours(),
                        oldest.kept().toHours());
        return Measure.reaching(scope, "", Days.window(now), share(age, oldest.kept()), Measure.SHARE, what);
    }

    private static Measure unread(OldestUnread oldest, Instant now) {
        Duration age = Duration.between(oldest.writtenAt(), now);
        String subject = "group %s, topic %s".formatted(oldest.group(), oldest.topic());
        String what =
                "%s: the oldest record that it has not taken on was written at %s, %d hours ago; the topic keeps it for %d"
                        .formatted(
                                subject,
                                oldest.writtenAt(),
                                age.toHours(),
                                oldest.kept().toHours());
        return Measure.reaching(
                Alert.Scope.INSTALLATION, subject, Days.window(now), share(age, oldest.kept()), Measure.SHARE, what);
    }

    private static BigDecimal share(Duration age, Duration kept) {
        return Shares.of(age.toMillis(), kept.toMillis());
    }
}
