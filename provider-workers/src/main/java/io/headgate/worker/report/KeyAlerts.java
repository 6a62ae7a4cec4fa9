package io.headgate.worker.report;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Alert;
import io.headgate.worker.call.KeyEvent;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Tells of one key among a provider's several that it is of no use, while the others serve. Where all are, {@link
 * ProviderAlerts} tells of the account. Thread-safe.
 */
public final class KeyAlerts {
    private final ProviderName provider;
    private final Consumer<Alert> out;
    private final InstantSource clock;

    public KeyAlerts(ProviderName provider, Consumer<Alert> out, InstantSource clock) {
        this.provider = provider;
        this.out = out;
        this.clock = clock;
    }

    /** The key is named by where it is found. */
    public void tell(KeyEvent event) {
        out.accept(
                switch (event) {
                    case KeyEvent.Resting(var _, var trouble) ->
                        alert(event, Alert.State.RAISED, words(trouble) + "; its calls go to the other keys");
                    case KeyEvent.Taken _ -> alert(event, Alert.State.RESOLVED, "is taken again");
                });
    }

    private static String words(KeyEvent.Trouble trouble) {
        return switch (trouble) {
            case REFUSED -> "is refused: replace it";
            case FORBIDDEN -> "is refused for a model: see what it may be used for";
            case EXHAUSTED -> "is out of money or quota: top up its account, or raise its limit";
        };
    }

    private Alert alert(KeyEvent event, Alert.State state, String words) {
        return new Alert(
                "provider_errors/%s/key/%s".formatted(provider, event.reference()),
                state,
                Alert.Kind.PROVIDER_ERRORS,
                null,
                new Alert.Scope(null, null, null, provider, null),
                "provider %s: key %s %s".formatted(provider, event.reference(), words),
                null,
                null,
                clock.instant());
    }
}
