package io.headgate.worker.call;

import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.KeyEvent.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one provider's account: each call takes one by weight, and where that is refused or has run out, the next at
 * once, while it rests. Thread-safe; may read a file.
 */
public final class KeyRing {
    private final Secrets secrets;
    private final KeyRests rests;
    private final KeyTurns turns = new KeyTurns();
    private final Consumer<KeyEvent> onEvent;

    /** One that tells nobody. */
    public KeyRing(Secrets secrets) {
        this(secrets, System::nanoTime, _ -> {});
    }

    /** @param onEvent hears once of each key that is refused, and once when it is taken again; from the calls' threads */
    public KeyRing(Secrets secrets, LongSupplier nanoTime, Consumer<KeyEvent> onEvent) {
        this.secrets = secrets;
        this.rests = new KeyRests(nanoTime);
        this.onEvent = onEvent;
    }

    /** A key that could be read. */
    record Held(SecretRef reference, int weight, ApiKey key) {}

    /** Why nobody can call with these keys; empty when somebody can, or when none is needed. */
    public Optional<Failure> locked(List<ProviderKey> keys) {
        return keys.isEmpty() || !held(keys).isEmpty() ? Optional.empty() : Optional.of(noKey(keys));
    }

    /** A key to ask with who is alive; null when there is none. */
    public @Nullable ApiKey any(List<ProviderKey> keys) {
        return held(keys).stream().findFirst().map(Held::key).orElse(null);
    }

    /**
     * Calls with one key after another until one is neither refused nor out of money. Each is tried once at most.
     *
     * @param call makes one call; is given null where the provider wants no key
     */
    public CallOutcome call(Target target, List<ProviderKey> keys, Function<@Nullable ApiKey, CallOutcome> call) {
        if (keys.isEmpty()) {
            return call.apply(null);
        }
        List<Held> untried = held(keys);
        Held next = first(untried, target);
        if (next == null) {
            return new CallOutcome.Refused(noKey(keys), true, UpstreamReply.NONE);
        }
        boolean several = keys.size() > 1;
        Set<SecretRef> tried = new HashSet<>();
        while (true) {
            CallOutcome outcome = call.apply(next.key());
            Optional<Trouble> trouble = Trouble.of(outcome);
            note(next, target, outcome, trouble, several);
            tried.add(next.reference());
            untried.removeIf(held -> tried.contains(held.reference()));
            Held other = trouble.isEmpty() ? null : turns.next(rests.awake(untried, target));
            if (other == null) {
                return outcome;
            }
            next = other;
        }
    }

    /** Where all rest, the one that has rested longest is tried: whoever asks has waited for the account to open. */
    private @Nullable Held first(List<Held> held, Target target) {
        Held awake = turns.next(rests.awake(held, target));
        return awake != null ? awake : rests.soonest(held, target);
    }

    private void note(Held held, Target target, CallOutcome outcome, Optional<Trouble> trouble, boolean several) {
        if (trouble.isPresent()) {
            boolean news = rests.begin(held, target, trouble.get());
            if (news && several) {
                onEvent.accept(new KeyEvent.Resting(held.reference(), trouble.get()));
            }
        } else if (outcome instanceof CallOutcome.Completed && rests.end(held.reference(), target) && several) {
            onEvent.accept(new KeyEvent.Taken(held.reference()));
        }
    }

    private List<Held> held(List<ProviderKey> keys) {
        List<Held> held = new ArrayList<>(keys.size());
        for (ProviderKey key : keys) {
            secrets.read(key.reference()).ifPresent(value -> held.add(new Held(key.reference(), key.weight(), value)));
        }
        return held;
    }

    private static Failure noKey(List<ProviderKey> keys) {
        List<String> places =
                keys.stream().map(key -> key.reference().toString()).toList();
        return new Failure(
                FailureCode.PROVIDER_AUTH, "no key where the catalogue says", String.join(", ", places), null);
    }
}
