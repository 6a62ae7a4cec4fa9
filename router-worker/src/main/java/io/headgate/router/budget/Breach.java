package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A limit that has no room for what an attempt asks. */
record Breach(ScopedLimit scoped, Counter counter, BigDecimal asked) {
    /** Whether waiting would help, and is wanted. */
    boolean waits() {
        return limit().onExceeded() == OnExceeded.WAIT && asked.compareTo(limit().amount()) <= 0;
    }

    /** When its window ends; null for what has none. */
    @Nullable
    Instant until() {
        return limit().window() == Window.NOW ? null : counter.span().end();
    }

    String reason() {
        return "no room under %s: asks %s, %s of %s are spent and %s reserved"
                .formatted(
                        scoped,
                        shown(asked),
                        shown(counter.spent()),
                        shown(limit().amount()),
                        shown(counter.reserved()));
    }

    Failure failure(TenantId tenant) {
        Instant end = until();
        return new Failure(
                isRate() ? FailureCode.RATE_LIMITED : FailureCode.BUDGET_EXCEEDED,
                "tenant %s has no room left under its %s".formatted(tenant, scoped),
                "%s asked, %s spent, %s reserved"
                        .formatted(shown(asked), shown(counter.spent()), shown(counter.reserved())),
                shown(limit().amount()) + (end == null ? " at any moment" : " until " + end));
    }

    private boolean isRate() {
        return limit().window() == Window.MINUTE || limit().measure() == Measure.IN_FLIGHT;
    }

    private Limit limit() {
        return scoped.limit();
    }

    private String shown(BigDecimal amount) {
        String plain = amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        return limit().currency() == null ? plain : plain + " " + limit().currency();
    }
}
