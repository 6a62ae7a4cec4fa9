package io.headgate.worker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A circuit breaker per endpoint and model. Thread-safe. */
final class Breakers {
    private static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(50)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(5)
            .writableStackTraceEnabled(false)
            .build();

    private final Map<Target, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    CircuitBreaker of(Target target) {
        return breakers.computeIfAbsent(target, t -> CircuitBreaker.of(t.endpoint() + "/" + t.model(), CONFIG));
    }

    /** Tells a breaker how a permitted call ended. What says nothing of the endpoint's health gives the permit back. */
    static void record(CircuitBreaker breaker, CallOutcome outcome, long nanos) {
        switch (outcome) {
            case CallOutcome.Completed _ -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CallOutcome.Retryable retryable -> {
                if (retryable.failure().code() == FailureCode.PROVIDER_RATE_LIMITED) {
                    breaker.releasePermission();
                } else {
                    breaker.onError(nanos, TimeUnit.NANOSECONDS, UNHEALTHY);
                }
            }
            case CallOutcome.Unknown _ -> breaker.onError(nanos, TimeUnit.NANOSECONDS, UNHEALTHY);
            case CallOutcome.Refused _ -> breaker.releasePermission();
        }
    }

    /** Resilience4j wants a throwable; ours are outcomes. */
    private static final Throwable UNHEALTHY = new Unhealthy();

    private static final class Unhealthy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unhealthy() {
            super("the call failed", null, false, false);
        }
    }
}
