package io.headgate.router.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one scope, one for each limit that holds there. Immutable, and small: its size follows the number of
 * limits, whatever the tenant does.
 */
public record Account(AccountId id, List<Counter> counters) {
    public Account {
        counters = List.copyOf(counters);
    }

    public static Account empty(AccountId id) {
        return new Account(id, List.of());
    }

    public @Nullable Counter find(CounterKey key) {
        for (Counter counter : counters) {
            if (counter.key().equals(key)) {
                return counter;
            }
        }
        return null;
    }

    /** The counter of a limit as it is at {@code now}; a fresh one where there is none. */
    Counter counter(ScopedLimit scoped, Instant now) {
        CounterKey key = scoped.key();
        Counter found = find(key);
        return found != null
                ? found.at(scoped.limit(), now)
                : Counter.open(key, Span.of(key.window(), scoped.limit().zone(), now));
    }

    Account with(Counter counter) {
        List<Counter> changed = new ArrayList<>(counters.size() + 1);
        for (Counter other : counters) {
            if (!other.key().equals(counter.key())) {
                changed.add(other);
            }
        }
        changed.add(counter);
        return new Account(id, changed);
    }

    /** Without windows that are over: nothing is decided by them any more. */
    Account withoutPast(Instant now) {
        return counters.stream().allMatch(counter -> now.isBefore(counter.span().end()))
                ? this
                : new Account(
                        id,
                        counters.stream()
                                .filter(counter -> now.isBefore(counter.span().end()))
                                .toList());
    }
}
