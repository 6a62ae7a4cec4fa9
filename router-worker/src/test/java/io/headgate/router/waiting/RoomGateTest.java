package io.headgate.router.waiting;

import static io.headgate.router.waiting.Entries.ALPHA;
import static io.headgate.router.waiting.Entries.AT_ALPHA;
import static io.headgate.router.waiting.Entries.NOW;
import static io.headgate.router.waiting.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import org.junit.jupiter.api.Test;

/** Before a provider that takes two at once. */
class RoomGateTest {
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    private final Catalogue catalogue = Catalogues.withMaxInFlight(Catalogues.sample(), 2);
    private final WaitingRoom room = new WaitingRoom(RoomLimits.DEFAULT, TenantWeights.EQUAL);
    private final DispatchedWork work = new DispatchedWork(new ProviderTenants());
    private final Gate gate = new RoomGate(room, new ProviderQueues(work, QueueOutlook.UNKNOWN, () -> catalogue));

    @Test
    void whoFindsAShortQueueAndNobodyBefore_goes() {
        assertThat(gate.before(A, ALPHA, Priority.STANDARD, NOW)).isNull();
    }

    @Test
    void whoFindsALongQueue_waits() {
        dispatch("r-1");
        dispatch("r-2");
        assertThat(gate.before(A, ALPHA, Priority.STANDARD, NOW))
                .extracting(reason -> reason == null ? null : reason.lane())
                .isEqualTo(AT_ALPHA);
        assertThat(gate.before(A, new ProviderName("beta"), Priority.STANDARD, NOW))
                .isNull();
    }

    @Test
    void nobodyOvertakes_whoCouldGo() {
        room.enter(entry("b", 0, Priority.BACKGROUND));
        assertThat(gate.before(A, ALPHA, Priority.STANDARD, NOW)).isNotNull();
    }

    @Test
    void nobodyOvertakesItsTenantsOwn_whoseShareIsUsedUp_andOthersDo() {
        dispatch("r-1");
        room.enter(entry("a", 0, Priority.STANDARD));
        room.enter(entry("b", 1, Priority.STANDARD, AT_ALPHA, NOW.plusSeconds(9), NOW.plusSeconds(600)));
        assertThat(gate.before(A, ALPHA, Priority.STANDARD, NOW)).isNotNull();
        assertThat(gate.before(new TenantId("c"), ALPHA, Priority.STANDARD, NOW))
                .isNull();
        assertThat(gate.before(B, ALPHA, Priority.CRITICAL, NOW)).isNull();
    }

    @Test
    void onItsTurn_oneGoes_whateverTheQueue_butToThatProviderOnly() {
        dispatch("r-1");
        dispatch("r-2");
        Gate onItsTurn = gate.onItsTurn(AT_ALPHA);
        assertThat(onItsTurn.before(A, ALPHA, Priority.STANDARD, NOW)).isNull();
        assertThat(gate.onItsTurn(Entries.FOR_FAST).before(A, ALPHA, Priority.STANDARD, NOW))
                .isNotNull();
    }

    private void dispatch(String id) {
        work.dispatched(A, new AttemptId(id + "/1"), Entries.atAlpha(Priority.STANDARD, NOW), NOW);
    }
}
