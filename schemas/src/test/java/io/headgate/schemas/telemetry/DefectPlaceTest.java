package io.headgate.schemas.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DefectPlaceTest {
    @Test
    void saysTheWayToOurLastLine_andNothingOfWhatWasWorkedOn() {
        RuntimeException bug =
                catchThrowableOfType(RuntimeException.class, () -> Map.of("secret-key", 1, "secret-key", 2));

        assertThat(DefectPlace.of(bug))
                .startsWith("java.lang.IllegalArgumentException at java.base/java.util.")
                .contains(" at " + DefectPlaceTest.class.getName())
                .doesNotContain("secret");
        assertThat(DefectPlace.of(bug).split(" at "))
                .as("nothing behind our line")
                .hasSizeLessThan(6);
    }

    @Test
    void saysWhatItIs_withoutATrace() {
        assertThat(DefectPlace.of(new Traceless())).isEqualTo(Traceless.class.getName());
    }

    private static final class Traceless extends RuntimeException {
        Traceless() {
            super("secret", null, false, false);
        }
    }
}
