package io.headgate.router.waiting;

import static io.headgate.router.waiting.Entries.ALPHA;
import static io.headgate.router.waiting.Entries.AT_ALPHA;
import static io.headgate.router.waiting.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A provider that takes ten at once. */
class ProviderQueuesTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    private final Catalogue catalogue = Catalogues.withMaxInFlight(Catalogues.sample(), 10);
    private final ProviderTenants tenants = new ProviderTenants();
    private final DispatchedWork work = new DispatchedWork(tenants);
    private Optional<Duration> reported = Optional.empty();
    private int reportedTenants;
    private Optional<Duration> slowCall = Optional.empty();
    private final ProviderQueues queues = new ProviderQueues(work, new Reported(), () -> catalogue);

    private int dispatched;
    private int settled;

    @Test
    void asLongAsNothingHasEnded_itTakesWhatOneWorkerCallsAtOnce() {
        dispatch(A, 9, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isTrue();
        dispatch(A, 1, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
    }

    @Test
    void whatIsForgotten_countsNoLonger() {
        dispatch(A, 10, Priority.STANDARD);
        work.forget(NOW.plusSeconds(600 + 3_600));
        assertThat(work.with(ALPHA)).isEqualTo(10);
        work.forget(NOW.plusSeconds(600 + 3_601));
        assertThat(work.with(ALPHA)).isZero();
        assertThat(takes(A, Priority.STANDARD, NOW)).isTrue();
    }

    @Test
    void criticalWork_countsOnlyItself() {
        dispatch(A, 10, Priority.STANDARD);
        assertThat(takes(A, Priority.CRITICAL, NOW)).isTrue();
        dispatch(A, 10, Priority.CRITICAL);
        assertThat(takes(A, Priority.CRITICAL, NOW)).isFalse();
    }

    @Test
    void theFasterItWorks_theMoreItTakes_backgroundWorkLess() {
        Instant later = steadily(100, Duration.ofMillis(100));
        // A hundred a second for a tenth of a second each and two seconds of queue, for background work one.
        dispatch(A, 150, Priority.STANDARD);
        assertThat(takes(A, Priority.BACKGROUND, later)).isFalse();
        assertThat(takes(A, Priority.STANDARD, later)).isTrue();
        dispatch(A, 100, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, later)).isFalse();
    }

    @Test
    void whereTenantsShareIt_itsQueueIsShorter() {
        Instant later = steadily(100, Duration.ofMillis(100));
        dispatch(A, 60, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, later)).isTrue();
        tenants.sent(B, new ProviderName("beta"), later);
        assertThat(takes(A, Priority.STANDARD, later)).isTrue();
        // Through another task of this process.
        tenants.sent(B, ALPHA, later);
        assertThat(work.sharing(ALPHA)).isEqualTo(2);
        assertThat(takes(A, Priority.STANDARD, later)).isFalse();
    }

    @Test
    void itsQueueIsShorterToo_whereWorkersTellOfTenantsThatComeThroughOthers() {
        Instant later = steadily(100, Duration.ofMillis(100));
        dispatch(A, 60, Priority.STANDARD);
        reportedTenants = 1;
        assertThat(takes(A, Priority.STANDARD, later)).isTrue();
        reportedTenants = 2;
        assertThat(work.sharing(ALPHA)).isEqualTo(1);
        assertThat(takes(A, Priority.STANDARD, later)).isFalse();
    }

    @Test
    void whatWorkersReport_countsBeforeThat() {
        reported = Optional.of(Duration.ofSeconds(3));
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
        reported = Optional.of(Duration.ofSeconds(1));
        dispatch(A, 39, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isTrue();
        dispatch(A, 1, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
    }

    @Test
    void whereTenantsShareIt_aReportMakesNobodyTryMore_andCountsOnlyBeyondOnesPart() {
        tenants.sent(B, ALPHA, NOW);
        tenants.sent(A, ALPHA, NOW);
        // Of ten at once five are each one's part.
        reported = Optional.of(Duration.ofSeconds(60));
        dispatch(A, 4, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isTrue();
        dispatch(A, 1, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
        reported = Optional.of(Duration.ofMillis(200));
        assertThat(takes(A, Priority.STANDARD, NOW)).isTrue();
        dispatch(A, 5, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
    }

    @Test
    void aPartIsATenants_andNotItsTasks() {
        tenants.sent(B, ALPHA, NOW);
        reported = Optional.of(Duration.ofSeconds(60));
        dispatch(A, 5, Priority.STANDARD);
        assertThat(takes(A, Priority.STANDARD, NOW)).isFalse();
        assertThat(takes(B, Priority.STANDARD, NOW)).isTrue();
        dispatch(B, 5, Priority.STANDARD);
        assertThat(takes(B, Priority.STANDARD, NOW)).isFalse();
    }

    @Test
    void whoIsInTime_isToldByCallsThatAreSlow_theWayThereAndTheQueue() {
        assertThat(queues.of(AT_ALPHA, NOW).lastInTime(Priority.STANDARD)).isEqualTo(NOW);
        slowCall = Optional.of(Duration.ofSeconds(2));
        reported = Optional.of(Duration.ofSeconds(7));
        Instant later = steadily(100, Duration.ofMillis(100));
        assertThat(queues.of(AT_ALPHA, later).lastInTime(Priority.STANDARD))
                .isEqualTo(later.plusSeconds(10).plus(work.way(ALPHA).dividedBy(2)));
    }

    @Test
    void aProviderThatLeftTheCatalogue_holdsNobodyUp() {
        assertThat(queues.of(new Lane.ForProvider(new ProviderName("gone")), NOW)
                        .takes(A, Priority.BACKGROUND))
                .isTrue();
        assertThat(queues.of(Entries.FOR_FAST, NOW).takes(A, Priority.BACKGROUND))
                .isTrue();
    }

    @Test
    void aTenantsShare_isItsWeightOfWhatTheProviderTakes() {
        dispatch(A, 4, Priority.STANDARD);
        assertThat(queues.of(AT_ALPHA, NOW).withinShare(A, 1, 2)).isTrue();
        dispatch(A, 1, Priority.STANDARD);
        assertThat(queues.of(AT_ALPHA, NOW).withinShare(A, 1, 2)).isFalse();
        assertThat(queues.of(AT_ALPHA, NOW).withinShare(A, 3, 4)).isTrue();
        assertThat(queues.of(AT_ALPHA, NOW).withinShare(B, 1, 100)).isTrue();
    }

    @Test
    void whenOneGoesIsExpected_fromThePaceAndThoseBefore() {
        assertThat(queues.expected(ALPHA, Priority.STANDARD, 5, NOW)).isNull();
        Instant later = steadily(100, Duration.ofMillis(100));
        assertThat(queues.expected(ALPHA, Priority.STANDARD, 199, later))
                .isBetween(later.plusMillis(1_900), later.plusMillis(2_200));
        reported = Optional.of(Duration.ofSeconds(60));
        assertThat(queues.expected(ALPHA, Priority.STANDARD, 199, later)).isEqualTo(later.plusSeconds(58));
    }

    @Test
    void anAttemptThatIsSettledTwice_orNotKnown_isTakenOffOnce() {
        dispatch(A, 2, Priority.STANDARD);
        queues.settled(A, id(0), ALPHA, Duration.ZERO, NOW);
        queues.settled(A, id(0), ALPHA, Duration.ZERO, NOW);
        queues.settled(B, id(1), ALPHA, Duration.ZERO, NOW);
        assertThat(work.with(ALPHA)).isEqualTo(1);
        assertThat(work.with(ALPHA, A)).isEqualTo(1);
    }

    @Test
    void tenantsThatSentLongAgo_shareItNoLonger() {
        dispatch(A, 1, Priority.STANDARD);
        dispatch(B, 1, Priority.STANDARD);
        Instant later = NOW.plusSeconds(601);
        work.dispatched(B, new AttemptId("late/1"), Entries.atAlpha(Priority.STANDARD, later), later);
        assertThat(work.sharing(ALPHA)).isEqualTo(1);
    }

    private final class Reported implements QueueOutlook {
        @Override
        public Optional<Duration> expectedWait(ProviderName provider, Priority priority, Instant now) {
            return reported;
        }

        @Override
        public int tenants(ProviderName provider, Instant now) {
            return provider.equals(ALPHA) ? reportedTenants : 0;
        }

        @Override
        public Optional<Duration> slowCall(ProviderName provider, Instant now) {
            return slowCall;
        }
    }

    /** So many a second, for ten seconds, one after the other; the time when that is over. */
    private Instant steadily(int perSecond, Duration call) {
        Instant at = NOW;
        for (int i = 0; i < 10 * perSecond; i++) {
            at = at.plusNanos(1_000_000_000L / perSecond);
            dispatch(A, 1, Priority.STANDARD, at.minus(call));
            queues.settled(A, id(settled++), ALPHA, call, at);
        }
        return at;
    }

    private boolean takes(TenantId tenant, Priority priority, Instant now) {
        return queues.of(AT_ALPHA, now).takes(tenant, priority);
    }

    private void dispatch(TenantId tenant, int many, Priority priority) {
        dispatch(tenant, many, priority, NOW);
    }

    private void dispatch(TenantId tenant, int many, Priority priority, Instant at) {
        for (int i = 0; i < many; i++) {
            work.dispatched(tenant, id(dispatched++), Entries.atAlpha(priority, at), at);
        }
    }

    private static AttemptId id(int number) {
        return new AttemptId("r-" + number + "/1");
    }
}
