package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ProviderName;
import java.util.List;

/**
 * What holds of every fallback chain. A chain is never followed from one provider's to the next's, so two providers may
 * well be each other's fallback; but none follows itself.
 */
final class Chains {
    private Chains() {}

    static void refuseSelf(Values values, Field<ProviderName> first, Field<List<ProviderName>> chain) {
        values.find(first).ifPresent(name -> refuse(values, name.value(), chain));
    }

    static void refuse(Values values, String first, Field<List<ProviderName>> chain) {
        if (values.find(chain).orElse(List.of()).stream()
                .anyMatch(next -> next.value().equals(first))) {
            values.at(chain)
                    .problem("seen '%s', which goes first: allowed are the providers that follow it".formatted(first));
        }
    }
}
