package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DefectTest {
    @Test
    void saysTheWayToOurLastLine_andNothingOfWhatWasWorkedOn() {
        RuntimeException bug =
                catchThrowableOfType(RuntimeException.class, () -> Map.of("secret-key", 1, "secret-key", 2));

        assertThat(Defect.where(bug))
                .startsWith("java.lang.IllegalArgumentException at java.base/java.util.")
                .contains(" at " + DefectTest.class.getName())
                .doesNotContain("secret");
        assertThat(Defect.where(bug).split(" at "))
                .as("nothing behind our line")
                .hasSizeLessThan(6);
    }

    @Test
    void saysWhatItIs_withoutATrace() {
        assertThat(Defect.where(new Traceless())).isEqualTo(Traceless.class.getName());
    }

    private static final class Traceless extends RuntimeException {
        Traceless() {
            super("secret", null, false, false);
        }
    }
}
