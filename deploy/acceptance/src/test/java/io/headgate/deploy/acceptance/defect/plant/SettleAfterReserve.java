package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import io.headgate.router.budget.Books;
import io.headgate.router.budget.Line;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Disposition;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The order is turned round: what the old attempt's request holds cannot be carried to the new one any more. */
public final class SettleAfterReserve {
    public static final Defect DEFECT = new Defect(
            "settle-after-reserve",
            "the router reserves for the next attempt before it settles the last one",
            Invariant.I6,
            new Kill.AfterResults(50),
            List.of(
                    Weave.atOneTaking("router.budget.Books", "settle", "schemas.message.Attempt", Settle.class),
                    Weave.at("router.admit.Placing", "place", Place.class),
                    Weave.at("router.admit.Admit", "afterAttempt", AfterAttempt.class)));

    private static final ThreadLocal<@Nullable Attempt> POSTPONED = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> NOW = ThreadLocal.withInitial(() -> false);

    private SettleAfterReserve() {}

    static final class Settle {
        private Settle() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.Argument(0) Attempt attempt) {
            return postpone(attempt);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean postponed, @Advice.Return(readOnly = false) List<Line> returned) {
            if (postponed) {
                returned = List.of();
            }
        }
    }

    static final class Place {
        private Place() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Argument(1) Books books) {
            settle(books);
        }
    }

    static final class AfterAttempt {
        private AfterAttempt() {}

        @Advice.OnMethodExit
        static void exit() {
            forget();
        }
    }

    /** Whether an attempt is left for later; called from woven code. */
    public static boolean postpone(Attempt attempt) {
        boolean later = attempt.disposition() instanceof Disposition.Continue && !NOW.get();
        if (later) {
            POSTPONED.set(attempt);
        }
        return later;
    }

    /** Settles what was left for later; called from woven code. */
    public static void settle(Books books) {
        Attempt postponed = POSTPONED.get();
        if (postponed != null) {
            Probe.hit();
            NOW.set(true);
            books.settle(postponed);
            NOW.set(false);
            forget();
        }
    }

    /** Called from woven code: what was not placed anew is not settled. */
    public static void forget() {
        POSTPONED.remove();
    }
}
