package io.headgate.worker.report;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.worker.guard.TargetState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one provider's loop has to tell of itself. Thread-safe; quick; asked a few times a second while there is work. */
public interface StatsSource {
    /** How the guard stands to each of the provider's targets. */
    List<TargetState> states();

    /** How attempts at them ended. */
    ProviderBooks books();

    /** Dispatches that stand unread in the loop's partitions; 0 while it holds none. */
    long unread();

    /** See {@link io.headgate.schemas.message.AttemptStats.Load#tenants()}. */
    int tenants();

    /** Calls a second that the provider's rate limit allows this process; null when there is no limit. */
    @Nullable
    Double allowedRate();

    /**
     * The states of those the guard knows; and of those it does not know, since their provider left the catalogue, but that
     * have a book which is {@code wanted}.
     */
    default Collection<TargetState> statesOf(Predicate<TargetBook> wanted) {
        Map<Target, TargetState> all = new HashMap<>();
        states().forEach(state -> all.put(state.target(), state));
        for (TargetBook book : books().all()) {
            if (wanted.test(book)) {
                all.computeIfAbsent(
                        book.target(), target -> new TargetState(target, 0, 0, 0, Gate.OPEN_WIDE, Checks.NONE));
            }
        }
        return all.values();
    }
}
