package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import org.junit.jupiter.api.Test;

class WiresTest {
    @Test
    void theCatalogueTakesTheFormatsThatAreSpoken() {
        assertThat(Provider.ADAPTERS).containsAll(Wires.BY_NAME.keySet());
    }
}
