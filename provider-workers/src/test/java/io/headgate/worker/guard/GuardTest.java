package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Catalogues;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final ProviderLimits UNLIMITED = new ProviderLimits(null, null, 1, 10);

    private final Guard guard = new Guard(Clock.systemUTC());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void expires_whenTheDeadlineHasPassed() throws InterruptedException {
        GuardedOutcome outcome = guard(UNLIMITED, Instant.now().minusMillis(1), this::completes);

        assertThat(outcome).isInstanceOf(GuardedOutcome.Expired.class);
        assertThat(((GuardedOutcome.Expired) outcome).failure().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
        assertThat(calls).hasValue(0);
    }

    @Test
    void totalEndsAtTheDeadline_whenThatIsSooner() throws InterruptedException {
        AtomicReference<CallTimeouts> seen = new AtomicReference<>();

        guard(UNLIMITED, Instant.now().plusMillis(500), timeouts -> {
            seen.set(timeouts);
            return completes(timeouts);
        });

        assertThat(seen.get().total()).isLessThanOrEqualTo(Duration.ofMillis(500));
        assertThat(seen.get().firstByte()).isLessThanOrEqualTo(seen.get().total());
    }

    @Test
    void delays_whenTheBurstIsSpent() throws InterruptedException {
        ProviderLimits limits = new ProviderLimits(600L, null, 1, 10);
        Instant began = Instant.now();

        guard(limits, began.plusSeconds(60), this::completes);
        guard(limits, began.plusSeconds(60), this::completes);
        guard(limits, began.plusSeconds(60), this::completes);

        assertThat(calls).hasValue(3);
        assertThat(Duration.between(began, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(195));
    }

    @Test
    void passesOn_whenTheRateHasNoRoomBeforeTheDeadline() throws InterruptedException {
        ProviderLimits limits = new ProviderLimits(1L, null, 1, 10);
        guard(limits, Instant.now().plusSeconds(5), this::completes);

        GuardedOutcome outcome = guard(limits, Instant.now().plusSeconds(5), this::completes);

        assertThat(outcome).isInstanceOf(GuardedOutcome.PassedOn.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void passesOn_whenTooManyCallsFailed() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            guard(UNLIMITED, Instant.now().plusSeconds(5), this::fails);
        }

        GuardedOutcome outcome = guard(UNLIMITED, Instant.now().plusSeconds(5), this::completes);

        assertThat(outcome).isInstanceOf(GuardedOutcome.PassedOn.class);
        assertThat(((GuardedOutcome.PassedOn) outcome).failure().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(calls).hasValue(10);
    }

    @Test
    void breakerStaysClosed_whenTheProviderOnlyLimitsTheRate() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            guard(UNLIMITED, Instant.now().plusSeconds(5), this::limits);
        }

        assertThat(guard(UNLIMITED, Instant.now().plusSeconds(5), this::completes))
                .isInstanceOf(GuardedOutcome.Called.class);
    }

    private GuardedOutcome guard(ProviderLimits limits, Instant deadline, Function<CallTimeouts, CallOutcome> call)
            throws InterruptedException {
        Provider provider = Catalogues.provider(URI.create("http://localhost/v1"), limits);
        return guard.call(provider, Samples.TARGET, deadline, call);
    }

    private CallOutcome completes(CallTimeouts timeouts) {
        calls.incrementAndGet();
        return new CallOutcome.Completed("{}", Usage.none(), null, UpstreamReply.NONE);
    }

    private CallOutcome fails(CallTimeouts timeouts) {
        calls.incrementAndGet();
        return new CallOutcome.Retryable(
                Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down"), null, UpstreamReply.NONE);
    }

    private CallOutcome limits(CallTimeouts timeouts) {
        return new CallOutcome.Retryable(
                Failure.of(FailureCode.PROVIDER_RATE_LIMITED, "slow down"), null, UpstreamReply.NONE);
    }
}
