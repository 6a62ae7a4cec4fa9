package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Provider;
import io.headgate.worker.call.openai.OpenAiWire;
import io.headgate.worker.call.wire.Wire;
import java.util.Map;
import java.util.function.Function;

/** The formats that this worker speaks: a new one is a line here, and its name among {@link Provider#ADAPTERS}. */
final class Wires {
    /** How one is built for a provider, by its name in the catalogue. */
    static final Map<String, Function<Provider, Wire>> BY_NAME = Map.of(OpenAiWire.NAME, _ -> new OpenAiWire());

    private Wires() {}
}
