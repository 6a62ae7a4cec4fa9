package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code api_key} and {@code api_keys} of a provider: one or the other. */
final class KeySection {
    private static final int MOST = 20;

    static final Field<SecretRef> ONE = Field.optional(
            "api_key",
            Secrets.shape(),
            "the provider wants none",
            "Where workers find its key, env:NAME or file:/path; never the key itself. A file that changes is read again.");

    private static final Field<SecretRef> KEY =
            Field.required("key", Secrets.shape(), "Where workers find it, env:NAME or file:/path.");
    private static final Field<Integer> WEIGHT = Field.defaulted(
            "weight",
            Scalars.smallInteger(1, ProviderKey.MAX_WEIGHT),
            1,
            "1",
            "Its calls for each call by a key of weight 1.");

    static final Field<List<ProviderKey>> SEVERAL = Field.optional(
            "api_keys",
            new ListShape<>(
                    ObjectShape.of(
                            "One key of the account.",
                            List.of(KEY, WEIGHT),
                            values -> new ProviderKey(values.get(KEY), values.get(WEIGHT))),
                    1,
                    true),
            "api_key alone",
            "Several keys in place of api_key, at most %d: calls are shared by weight, and one that is refused or has run out rests."
                    .formatted(MOST));

    private KeySection() {}

    static void check(Values values) {
        if (values.given(ONE) && values.given(SEVERAL)) {
            values.at(SEVERAL).problem("seen api_key as well, allowed one of the two");
        }
        List<ProviderKey> keys = values.find(SEVERAL).orElse(List.of());
        if (keys.size() > MOST) {
            values.at(SEVERAL).problem("seen %d keys, allowed at most %d".formatted(keys.size(), MOST));
        }
        Set<SecretRef> seen = new HashSet<>();
        keys.stream()
                .map(ProviderKey::reference)
                .filter(key -> !seen.add(key))
                .forEach(key ->
                        values.at(SEVERAL).problem("seen %s twice, allowed once: give it a weight".formatted(key)));
    }

    static boolean given(Values values) {
        return values.given(ONE) || values.given(SEVERAL);
    }

    static List<ProviderKey> build(Values values) {
        return values.find(SEVERAL)
                .or(() -> values.find(ONE).map(key -> List.of(new ProviderKey(key, 1))))
                .orElse(List.of());
    }
}
