package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.EndpointName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a provider that say which server it is: one known by name, or an adapter and its endpoints. */
final class ServerKeys {
    private static final Field<Preset> PRESET = Field.optional(
            "preset",
            Presets.shape(),
            "adapter and endpoints are given",
            "A server that is known by name, so that its adapter, its address and its dialect need not be said.");
    private static final Field<String> ADAPTER = Field.optional(
            "adapter",
            Scalars.word("adapter", Provider.ADAPTERS),
            "that of the preset",
            "The wire it speaks: openai is OpenAI's chat completions, which many others speak too; the rest are their makers' own.");
    private static final Field<Map<EndpointName, EndpointSection.Draft>> ENDPOINTS = Field.optional(
            "endpoints",
            EndpointSection.map(),
            "that of the preset, by the name " + Preset.ENDPOINT,
            "Its addresses by name, in order of preference.");
    private static final Field<Dialect> DIALECT = Field.optional(
            "dialect",
            DialectSection.shape(),
            "that of the preset, or OpenAI's own",
            "How a server that is compatible with OpenAI differs from it; in place of all that the preset says of it.");

    private ServerKeys() {}

    static List<Field<?>> all() {
        return List.of(PRESET, ADAPTER, ENDPOINTS, DIALECT);
    }

    /** What a preset gives may be left out; what it gives, and what is said besides, must be of one kind. */
    static void check(Values values) {
        Optional<Preset> preset = values.find(PRESET);
        boolean none = !values.given(PRESET);
        if (none && !values.given(ADAPTER)) {
            values.at(ADAPTER).problem("required where no preset gives it, and not there: " + ADAPTER.doc());
        }
        boolean noAddress = preset.isPresent() && preset.get().baseUrl() == null;
        if ((none || noAddress) && !values.given(ENDPOINTS)) {
            values.at(ENDPOINTS)
                    .problem("required where no preset gives an address, and not there: " + ENDPOINTS.doc());
        }
        preset.map(Preset::adapter)
                .filter(known ->
                        values.find(ADAPTER).filter(said -> !said.equals(known)).isPresent())
                .ifPresent(known -> values.at(ADAPTER)
                        .problem("seen another than the preset's, allowed none or '%s'".formatted(known)));
        if (values.given(DIALECT)
                && find(values).filter(said -> !said.equals("openai")).isPresent()) {
            values.at(DIALECT).problem("seen with another adapter, allowed with openai only");
        }
    }

    /** The wire, of a provider that was checked. */
    static String adapter(Values values) {
        return find(values).orElseThrow();
    }

    private static Optional<String> find(Values values) {
        return values.find(ADAPTER).or(() -> values.find(PRESET).map(Preset::adapter));
    }

    /** By name, in order; none where nothing of them could be read. */
    static Map<EndpointName, EndpointSection.Draft> endpoints(Values values) {
        Optional<Map<EndpointName, EndpointSection.Draft>> found = values.given(ENDPOINTS)
                ? values.find(ENDPOINTS)
                : values.find(PRESET).flatMap(known -> known.endpoints(values.at(PRESET)));
        return found.orElse(Map.of());
    }

    static Dialect dialect(Values values) {
        return values.find(DIALECT)
                .or(() -> values.find(PRESET).map(Preset::dialect))
                .orElse(Dialect.OPENAI);
    }
}
