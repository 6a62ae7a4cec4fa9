package io.headgate.deploy.cli;

import io.headgate.deploy.standalone.Standalone;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How OpenAI's clients are pointed at a Headgate.
 *
 * @param alias what they name as their model
 * @param served whether the catalogue, where one is known, serves the tenant of the first application
 */
record QuickStart(String alias, boolean served) {
    /** Aliases that a shell takes as they are, in quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@-]+");

    /** The alias of the examples. */
    private static final Alias USUAL = new Alias("fast-text");

    /** By the catalogue that is applied at the start; null where none is, and then it is that of the examples. */
    static QuickStart of(@Nullable String yaml) {
        return yaml != null
                        && new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE)
                                instanceof ReadCatalog.Valid valid
                ? of(valid.catalogue())
                : new QuickStart(USUAL.value(), true);
    }

    private static QuickStart of(Catalogue catalogue) {
        boolean known = catalogue.tenants().containsKey(Standalone.FIRST_TENANT)
                || catalogue.defaults().tier() != null;
        List<Alias> talking = catalogue.routes().values().stream()
                .filter(route -> talks(route, catalogue) && catalogue.mayUse(Standalone.FIRST_TENANT, route.alias()))
                .map(Route::alias)
                .filter(alias -> PLAIN.matcher(alias.value()).matches())
                .sorted()
                .toList();
        Alias alias = talking.isEmpty() || talking.contains(USUAL) ? USUAL : talking.getFirst();
        return new QuickStart(alias.value(), known && catalogue.isEnabled(Standalone.FIRST_TENANT));
    }

    private static boolean talks(Route route, Catalogue catalogue) {
        return route.candidates().stream()
                .map(candidate -> catalogue.models().get(candidate.model()))
                .anyMatch(model -> model != null && talks(model));
    }

    private static boolean talks(Model model) {
        return !model.capabilities().contains(Capability.EMBEDDINGS);
    }

    /** Three lines for a shell: the two variables that OpenAI's clients read, and a first request. */
    List<String> lines(URI api, String key) {
        return List.of(
                "export OPENAI_BASE_URL=" + api + "/v1",
                "export OPENAI_API_KEY=" + key,
                "curl $OPENAI_BASE_URL/chat/completions -H \"authorization: Bearer $OPENAI_API_KEY\""
                        + " -H 'content-type: application/json'"
                        + " -d '{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"What is a headgate?\"}]}'"
                                .formatted(alias));
    }
}
