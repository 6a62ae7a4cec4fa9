package io.headgate.deploy.acceptance.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.config.ConfigReader;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosProvidersTest {
    private static final URI AT = URI.create("http://127.0.0.1:9");

    @ParameterizedTest
    @ValueSource(
            strings = {"swift,steady,thrifty", "thrifty,swift,steady", "swift,steady", "swift,steady,thrifty,nimble"})
    void everyCatalogueOfAPlanIsTaken(String names) {
        String yaml = ChaosProviders.catalogue(AT, List.of(names.split(",")));

        assertThat(new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE))
                .isInstanceOf(ReadCatalog.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status:429;retry-after=2s", "hang", "slow-body:2s"})
    void everyMisbehaviourIsUnderstoodByTheSimulator(String fault) {
        assertThat(ConfigReader.readBehaviour(ChaosProviders.misbehaving("thrifty", fault, 35))
                        .faults()
                        .chances())
                .singleElement()
                .satisfies(chance -> assertThat(chance.probability()).isEqualTo(0.35));
        assertThat(ConfigReader.readBehaviour(ChaosProviders.normal("thrifty"))
                        .faults()
                        .chances())
                .isEmpty();
    }
}
