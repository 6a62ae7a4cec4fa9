package io.headgate.deploy.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.OptionError;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveProvidersTest {
    @Test
    void theCatalogueIsValidAndHoldsNoKey_whenKeysAreInTheEnvironment() {
        try (LiveProviders live =
                LiveProviders.inEnvironment(Map.of("OPENAI_API_KEY", "sk-secret", "MISTRAL_API_KEY", "m-secret"))) {
            assertThat(live.catalog()).doesNotContain("secret");
            assertThat(live.description()).doesNotContain("secret");
            Catalogue catalogue =
                    switch (new CatalogReader(Clock.systemUTC()).read(live.catalog(), new CatalogRevision(1))) {
                        case ReadCatalog.Valid valid -> valid.catalogue();
                        case ReadCatalog.Invalid(var problems) -> throw new AssertionError(problems);
                    };
            assertThat(catalogue.providers()).containsOnlyKeys(new ProviderName("openai"), new ProviderName("mistral"));
            assertThat(catalogue.providers().values())
                    .as("each in its own dialect")
                    .allSatisfy(provider -> assertThat(provider.dialect()).isNotEqualTo(Dialect.OPENAI));
            assertThat(catalogue.routes()).containsKeys(new Alias("fast-text"), new Alias("bulk-text"));
        }
    }

    @Test
    void theVariablesAreNamed_whenThereIsNoKey() {
        assertThatThrownBy(() -> LiveProviders.inEnvironment(Map.of("OPENAI_API_KEY", " ")))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("MISTRAL_API_KEY");
    }
}
