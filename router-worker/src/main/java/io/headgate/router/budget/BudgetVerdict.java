package io.headgate.router.budget;

import io.headgate.schemas.message.Failure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether all limits have room for an attempt. */
public sealed interface BudgetVerdict {

    /**
     * They have: this is what it would hold, and the accounts as they would be.
     *
     * @param past windows that would have left them, or changed
     */
    record Reserved(Holding holding, List<Account> accounts, List<PastWindow> past) implements BudgetVerdict {
        public Reserved {
            accounts = List.copyOf(accounts);
            past = List.copyOf(past);
        }
    }

    /**
     * It may not be made: a limit that does not wait is exhausted, or it could never have room.
     *
     * @param reason for the explanation of a decision, in a few words
     * @param failure for whoever asked
     */
    record Refused(String reason, Failure failure) implements BudgetVerdict {}

    /**
     * There is no room now, and the limits say that the request is to wait.
     *
     * @param until when a window ends and there will be room at the latest, as far as can be known now; null when it
     *     depends on other requests ending
     */
    record MustWait(
            String reason, Failure failure, @Nullable Instant until) implements BudgetVerdict {}
}
