package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.message.Alert;
import io.headgate.worker.Samples;
import io.headgate.worker.call.KeyEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyAlertsTest {
    private final List<Alert> told = new ArrayList<>();
    private final KeyAlerts alerts = new KeyAlerts(Samples.PROVIDER, told::add, InstantSource.fixed(Instant.EPOCH));

    @Test
    void aKeyIsNamedByItsReference_andBothAlertsAreOfOneCondition() {
        SecretRef key = new SecretRef.Env("KEY_B");
        alerts.tell(new KeyEvent.Resting(key, KeyEvent.Trouble.EXHAUSTED));
        alerts.tell(new KeyEvent.Taken(key));
        assertThat(told).extracting(Alert::state).containsExactly(Alert.State.RAISED, Alert.State.RESOLVED);
        assertThat(told).extracting(Alert::id).containsOnly("provider_errors/sim/key/env:KEY_B");
        assertThat(told.getFirst().message())
                .isEqualTo("provider sim: key env:KEY_B is out of money or quota: top up its"
                        + " account, or raise its limit; its calls go to the other keys");
    }

    @Test
    void twoKeysAreTwoConditions() {
        alerts.tell(new KeyEvent.Resting(new SecretRef.Env("A"), KeyEvent.Trouble.REFUSED));
        alerts.tell(new KeyEvent.Resting(new SecretRef.File("/run/b"), KeyEvent.Trouble.FORBIDDEN));
        assertThat(told).extracting(Alert::id).doesNotHaveDuplicates();
    }
}
