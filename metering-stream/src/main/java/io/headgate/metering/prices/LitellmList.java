package io.headgate.metering.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.metering.input.ExactJson;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.process.OptionError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** LiteLLM's {@code model_prices_and_context_window.json}: prices of a few thousand models, for one token each. */
public final class LitellmList {
    private final JsonNode models;

    private LitellmList(JsonNode models) {
        this.models = models;
    }

    /**
     * Entries are looked at when they are asked for: what is odd about the others is nothing to us.
     *
     * @param name what the text is, for the error
     * @throws OptionError when it is not a JSON object
     */
    public static LitellmList read(String name, String json) {
        return new LitellmList(ExactJson.object(name, json));
    }

    /** The entry of a name. */
    public Listing named(String name) {
        JsonNode entry = models.path(name);
        return entry.isObject() ? ListedRates.of(name, entry) : new Listing.Absent();
    }

    /**
     * What it has for a model: entries under the provider's name for it, alone or behind the entry's own provider and a slash.
     * Of several the one whose provider is called as ours is taken; if that does not decide it, and they differ, nobody
     * guesses.
     */
    public Listing find(Model model) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : models.properties()) {
            String provider = entry.getValue().path("litellm_provider").asText("");
            if (entry.getKey().equals(model.providerModel())
                    || entry.getKey().equals(provider + "/" + model.providerModel())) {
                names.add(entry.getKey());
            }
        }
        List<String> ours = names.stream()
                .filter(name -> models.path(name)
                        .path("litellm_provider")
                        .asText("")
                        .equals(model.provider().value()))
                .toList();
        return decide(ours.isEmpty() ? names : ours);
    }

    private Listing decide(List<String> names) {
        if (names.isEmpty()) {
            return new Listing.Absent();
        }
        Listing first = named(names.getFirst());
        boolean same = names.stream().map(this::named).allMatch(other -> saysTheSame(first, other));
        return same ? first : new Listing.Ambiguous(names);
    }

    private static boolean saysTheSame(Listing one, Listing other) {
        return one.equals(other)
                || (one instanceof Listing.Found(ListedPrice first)
                        && other instanceof Listing.Found(ListedPrice second)
                        && first.rates().equals(second.rates())
                        && first.batch().equals(second.batch())
                        && first.above().equals(second.above()));
    }
}
