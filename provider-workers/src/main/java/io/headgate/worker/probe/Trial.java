package io.headgate.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.catalog.Capability;
import java.util.function.Predicate;

/**
 * One small request that shows whether a model has a capability.
 *
 * @param body of chat completions, or of embeddings
 * @param shows whether a completion shows that the model has it
 * @param telling whether a completion that does not show it tells that the model has it not
 */
record Trial(Capability capability, String body, Predicate<JsonNode> shows, boolean telling) {}
