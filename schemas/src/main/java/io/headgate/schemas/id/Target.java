package io.headgate.schemas.id;

/**
 * Where an attempt goes: a provider, one of its endpoints, and our model name with the name the provider knows it by.
 *
 * @param providerModel the pinned name sent upstream, for example {@code gpt-4.1-mini-2025-04-14}
 */
public record Target(ProviderName provider, EndpointName endpoint, ModelName model, String providerModel) {}
