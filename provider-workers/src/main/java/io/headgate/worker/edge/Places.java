package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.Streams;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.UpstreamReply;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds where a target is called, as the newest catalogue has it at that moment. Thread-safe; may read a file. */
final class Places {
    private final CurrentCatalogue catalogue;
    private final Adapters adapters;
    private final KeyRing keys;

    Places(CurrentCatalogue catalogue, Adapters adapters, KeyRing keys) {
        this.catalogue = catalogue;
        this.adapters = adapters;
        this.keys = keys;
    }

    /** Which of a place's keys a call takes. */
    KeyRing keys() {
        return keys;
    }

    /** Where a target is called, or why it is not. */
    sealed interface Place {
        /**
         * @param keys empty for a provider that wants none
         * @param streams whether it is asked to stream
         */
        record Here(ProviderAdapter adapter, URI baseUrl, List<ProviderKey> keys, Streams streams) implements Place {}

        /** It has left the catalogue, or no worker of this release speaks its wire: another candidate may do. */
        record Gone(Failure failure) implements Place {}

        /** None of its keys is where the catalogue says. */
        record Locked(Failure failure) implements Place {
            CallOutcome outcome() {
                return new CallOutcome.Refused(failure, true, UpstreamReply.NONE);
            }
        }
    }

    /**
     * Finds it.
     *
     * @throws InterruptedException when its key's file was being read as it was given up
     */
    Place of(Target target) throws InterruptedException {
        Catalogue newest = catalogue.newest();
        Provider provider = newest == null ? null : newest.providers().get(target.provider());
        if (newest == null || provider == null) {
            return gone(target);
        }
        Optional<Provider.Endpoint> endpoint = provider.endpoints().stream()
                .filter(e -> e.name().equals(target.endpoint()))
                .findFirst();
        if (endpoint.isEmpty()) {
            return gone(target);
        }
        Optional<ProviderAdapter> adapter = adapters.of(provider);
        if (adapter.isEmpty()) {
            return new Place.Gone(
                    Failure.of(FailureCode.NO_CANDIDATE, "this worker speaks no '%s'".formatted(provider.adapter())));
        }
        Optional<Failure> locked = keys.locked(provider.keys());
        if (locked.isPresent()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Place.Locked(locked.get());
        }
        URI baseUrl = endpoint.get().baseUrl();
        return new Place.Here(adapter.get(), baseUrl, provider.keys(), streams(target, provider, newest));
    }

    private static Streams streams(Target target, Provider provider, Catalogue catalogue) {
        Model model = catalogue.models().get(target.model());
        boolean can = model != null && model.capabilities().contains(Capability.STREAMING);
        return can ? provider.streams() : Streams.NEVER;
    }

    private static Place gone(Target target) {
        return new Place.Gone(Failure.of(
                FailureCode.NO_CANDIDATE,
                "%s/%s is no longer in the catalogue".formatted(target.provider(), target.endpoint())));
    }
}
