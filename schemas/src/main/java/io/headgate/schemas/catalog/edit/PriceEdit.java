package io.headgate.schemas.catalog.edit;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes prices into the text of a catalogue. Comments, order and blank lines stay. The result is read again: it is valid
 * and says what the text said before and the new prices, nothing else; otherwise it is refused.
 */
public final class PriceEdit {
    private final CatalogReader reader;

    public PriceEdit(CatalogReader reader) {
        this.reader = reader;
    }

    /** What came of it. */
    public sealed interface Edited {
        /** The whole new text. */
        record Written(String yaml) implements Edited {}

        /** Nothing is changed; {@code problems} say why, one or more. */
        record Refused(List<String> problems) implements Edited {}
    }

    /** @param prices one for each model that is to have a new one */
    public Edited write(String yaml, Map<ModelName, NewPrice> prices) {
        return switch (reader.read(yaml, CatalogRevision.NONE)) {
            case ReadCatalog.Valid before -> write(yaml, before.catalogue(), prices);
            case ReadCatalog.Invalid invalid -> refused(invalid);
        };
    }

    private Edited write(String yaml, Catalogue before, Map<ModelName, NewPrice> prices) {
        String text = yaml;
        for (Map.Entry<ModelName, NewPrice> price : prices.entrySet()) {
            text = Insertion.into(text, price.getKey(), price.getValue());
        }
        return switch (reader.read(text, CatalogRevision.NONE)) {
            case ReadCatalog.Valid after
            when saysThatAlone(before, after.catalogue(), prices) -> new Edited.Written(text);
            case ReadCatalog.Valid _ ->
                new Edited.Refused(List.of("the prices cannot be written where they belong without changing something "
                        + "else (do models share a list by a YAML alias?): write them by hand"));
            case ReadCatalog.Invalid invalid -> refused(invalid);
        };
    }

    private static Edited refused(ReadCatalog.Invalid invalid) {
        return new Edited.Refused(
                invalid.problems().stream().map(Problem::toString).toList());
    }

    private static boolean saysThatAlone(Catalogue before, Catalogue after, Map<ModelName, NewPrice> prices) {
        Catalogue rest = new Catalogue(
                after.revision(),
                after.defaults(),
                after.providers(),
                before.models(),
                after.routes(),
                after.tiers(),
                after.tenants(),
                after.alerts(),
                after.metering(),
                after.webhooks(),
                after.detection());
        return rest.equals(before)
                && after.models().keySet().equals(before.models().keySet())
                && before.models().values().stream()
                        .allMatch(model -> isWith(
                                prices.get(model.name()),
                                model,
                                Objects.requireNonNull(after.models().get(model.name()))));
    }

    private static boolean isWith(@Nullable NewPrice added, Model before, Model after) {
        if (added == null) {
            return after.equals(before);
        }
        Model without = new Model(
                after.name(),
                after.provider(),
                after.providerModel(),
                after.capabilities(),
                after.contextWindow(),
                after.maxOutputTokens(),
                after.prices().stream()
                        .filter(price -> !NewPrice.of(price).equals(added))
                        .toList(),
                after.deprecatedOn(),
                after.lacks());
        return without.equals(before)
                && after.prices().size() == before.prices().size() + 1;
    }
}
