package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {

    @Test
    void thrownAndNotEnded_whenKafkaWantsTheProcessToEnd() {
        FatalErrors.keepThisProcessAlive();

        assertThatIllegalStateException()
                .isThrownBy(() -> Exit.halt(1, "the disk is gone"))
                .withMessageContaining("status 1: the disk is gone");
        assertThatIllegalStateException().isThrownBy(() -> Exit.exit(2, "no quorum"));
    }
}
