package io.headgate.deploy.acceptance.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.guard.Errand;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place that a mistake is planted in is there, and takes it. */
class WeavingTest {
    private static final ClassFileLocator CLASSES = ClassFileLocator.ForClassLoader.ofSystemLoader();

    static Stream<Weave> weaves() {
        return Defects.all().stream()
                .flatMap(defect -> defect.weaves().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("weaves")
    void thePlaceIsThere_andTheRewrittenClassIsVerified(Weave weave) throws Exception {
        TypeDescription type =
                TypePool.Default.ofSystemLoader().describe(weave.type()).resolve();
        assertThat(type.getDeclaredMethods().filter(weave.methods()))
                .as("methods of %s", weave.type())
                .hasSize(1);

        assertThat(woven(weave).getName()).isEqualTo(weave.type());
    }

    @Test
    void everyNameIsOfOneMistake() {
        assertThat(Defects.all()).extracting(Defect::name).doesNotHaveDuplicates();
        assertThat(Defects.chosen("few")).isNotEmpty().allMatch(Defects.all()::contains);
        assertThatThrownBy(() -> Defects.named("lost-cause")).hasMessageContaining("lost-continue");
    }

    @Test
    void whatIsUnpricedCostsNothing_whenThatIsPlanted() throws Exception {
        Class<?> rating = woven(onlyWeaveOf("unpriced-is-zero"));
        long before = Probe.hits();

        Object cost = rating.getMethod("rate", Usage.class, Price.class).invoke(null, Usage.none(), null);

        assertThat(Rating.rate(Usage.none(), null)).isInstanceOf(Cost.Unpriced.class);
        assertThat(cost).isInstanceOf(Cost.Priced.class);
        assertThat(Probe.hits()).isEqualTo(before + 1);
    }

    @Test
    void theDeadlineIsLater_whenThatIsPlanted() throws Exception {
        Class<?> errand = woven(Defects.named("no-deadline").weaves().getFirst());
        Class<?>[] components = Arrays.stream(Errand.class.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Instant passed = Instant.parse("2026-01-01T00:00:00Z");
        long before = Probe.hits();

        Object planted =
                errand.getDeclaredConstructor(components).newInstance(null, false, passed, passed, 0, false, 0L);

        assertThat(errand.getMethod("deadline").invoke(planted)).isEqualTo(passed.plusSeconds(600));
        assertThat(Probe.hits()).isEqualTo(before + 1);
    }

    private static Weave onlyWeaveOf(String name) {
        List<Weave> weaves = Defects.named(name).weaves();
        assertThat(weaves).hasSize(1);
        return weaves.getFirst();
    }

    /** The class as it is with the mistake, beside the one without, and initialised: that is when its code is verified. */
    private static Class<?> woven(Weave weave) throws ClassNotFoundException {
        TypeDescription type =
                TypePool.Default.ofSystemLoader().describe(weave.type()).resolve();
        byte[] bytes = new ByteBuddy()
                .redefine(type, CLASSES)
                .visit(weave.visitor())
                .make()
                .getBytes();
        ClassLoader loader =
                new ByteArrayClassLoader.ChildFirst(WeavingTest.class.getClassLoader(), Map.of(weave.type(), bytes));
        try {
            return Class.forName(weave.type(), true, loader);
        } catch (IllegalAccessError laterThanThat) {
            // It is verified before its static fields are made, which may need others of its package: those are
            // elsewhere.
            return Class.forName(weave.type(), false, loader);
        }
    }
}
