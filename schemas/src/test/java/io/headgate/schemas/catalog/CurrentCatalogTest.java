package io.headgate.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.id.CatalogRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentCatalogTest {
    private final CurrentCatalog source = new CurrentCatalog();
    private final List<Long> told = new ArrayList<>();

    @Test
    void noneYet_isAnIllegalState() throws InterruptedException {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(source::current);
        assertThat(source.find()).isEmpty();
        assertThat(source.awaitFirst(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void listeners_areToldOfThePresentAndOfLaterOnes() {
        source.swap(catalogue(1));
        source.subscribe(catalogue -> told.add(catalogue.revision().number()));
        source.swap(catalogue(2));

        assertThat(told).containsExactly(1L, 2L);
    }

    @Test
    void throwingListener_harmsNobody() {
        source.subscribe(catalogue -> {
            throw new IllegalStateException("a fault");
        });
        source.subscribe(catalogue -> told.add(catalogue.revision().number()));
        source.swap(catalogue(1));

        assertThat(told).containsExactly(1L);
        assertThat(source.current().revision()).isEqualTo(new CatalogRevision(1));
    }

    @Test
    void swapToNewer_refusesOlderAndSame() {
        assertThat(source.swapToNewer(catalogue(2))).isTrue();
        assertThat(source.swapToNewer(catalogue(2))).isFalse();
        assertThat(source.swapToNewer(catalogue(1))).isFalse();
        assertThat(source.swapToNewer(catalogue(3))).isTrue();
        assertThat(source.current().revision()).isEqualTo(new CatalogRevision(3));
    }

    @Test
    void swap_takesAny() {
        source.swap(catalogue(2));
        source.swap(catalogue(1));
        assertThat(source.current().revision()).isEqualTo(new CatalogRevision(1));
    }

    @Test
    void fixed_isThereAtOnce() {
        assertThat(CatalogSource.fixed(catalogue(4)).current().revision()).isEqualTo(new CatalogRevision(4));
    }

    private static Catalogue catalogue(long revision) {
        Defaults defaults = new Defaults(null, List.of(), null, Duration.ofMinutes(15), 1024, 1024);
        return new Catalogue(
                new CatalogRevision(revision), defaults, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
    }
}
