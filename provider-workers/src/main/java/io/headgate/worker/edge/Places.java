package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.Streams;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.ApiKey;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.UpstreamReply;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where a target is called, as the newest catalogue has it at that moment. Thread-safe; may read a file. */
final class Places {
    private final CurrentCatalogue catalogue;
    private final Adapters adapters;
    private final Secrets secrets;

    Places(CurrentCatalogue catalogue, Adapters adapters, Secrets secrets) {
        this.catalogue = catalogue;
        this.adapters = adapters;
        this.secrets = secrets;
    }

    /** Where a target is called, or why it is not. */
    sealed interface Place {
        /**
         * @param key null for a provider that wants none
         * @param streams whether it is asked to stream
         */
        record Here(
                ProviderAdapter adapter,
                URI baseUrl,
                @Nullable ApiKey key,
                Streams streams) implements Place {}

        /** It has left the catalogue, or no worker of this release speaks its wire: another candidate may do. */
        record Gone(Failure failure) implements Place {}

        /** Its key is not where the catalogue says. */
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
        SecretRef reference = provider.apiKey();
        Optional<ApiKey> key = reference == null ? Optional.empty() : secrets.read(reference);
        if (reference != null && key.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Place.Locked(
                    new Failure(FailureCode.PROVIDER_AUTH, "no key where api_key points", reference.toString(), null));
        }
        URI baseUrl = endpoint.get().baseUrl();
        return new Place.Here(adapter.get(), baseUrl, key.orElse(null), streams(target, provider, newest));
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
