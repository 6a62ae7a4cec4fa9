package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who finds a provider full, and another one idle. Each takes four requests at once; nobody knows how long a call takes. */
class EscalationTopologyTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path stateDir;

    private AdmissionDriver driver;

    @BeforeEach
    void start() {
        driver = new AdmissionDriver(
                stateDir, AdmissionDriver.ROOMY, Catalogues.withMaxInFlight(Catalogues.sample(), 4));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void whereOrderDecides_theNextIsAFallback_atOnce() {
        admit(Samples.FAST, "acme", 6);
        assertThat(sentTo("alpha")).hasSize(4);
        assertThat(sentTo("beta")).containsExactly("acme-4", "acme-5");
        driver.assertNothingIn(AdmissionDriver.TOPICS.notices());
        assertThat(driver.stored()).isZero();
    }

    @Test
    void whereOrderDecides_whatFindsAllFull_goesToWhomeverHasRoomFirst() {
        admit(Samples.FAST, "acme", 9);
        assertThat(driver.notice().message()).contains("alpha");
        driver.settle("acme-4");
        driver.pass(Duration.ofSeconds(2));
        assertThat(sentTo("beta")).endsWith("acme-8");
        assertThat(driver.stored()).isZero();
    }

    @Test
    void whereCostDecides_theCheapIsWaitedFor_andTheNextIsCalledInTime_whoeverWaits() {
        admit(Samples.CHEAP, "one", 4);
        admit(Samples.CHEAP, "two", 4);
        assertThat(sentTo("beta")).containsExactly("one-0", "one-1", "one-2", "one-3");
        Notice notice = driver.notice();
        assertThat(notice.key()).hasToString("two/two-0");
        assertThat(notice.message()).contains("beta");
        // Of an answer twenty seconds are expected where nothing is known.
        driver.pass(Duration.ofSeconds(35));
        assertThat(sentTo("alpha")).isEmpty();
        driver.pass(Duration.ofSeconds(10));
        assertThat(sentTo("alpha")).containsExactlyInAnyOrder("two-0", "two-1", "two-2", "two-3");
        driver.pass(Duration.ofSeconds(60));
        driver.assertNothingIn(AdmissionDriver.TOPICS.results());
    }

    @Test
    void whatEscalates_saysWhoWasBusy() {
        admit(Samples.CHEAP, "acme", 5);
        driver.pass(Duration.ofSeconds(45));
        assertThat(sentTo("alpha")).containsExactly("acme-4");
        Dispatch escalated = driver.allDispatches().stream()
                .filter(dispatch -> dispatch.target().provider().value().equals("alpha"))
                .findFirst()
                .orElseThrow();
        assertThat(escalated.decision().hasAlternative()).isTrue();
        assertThat(escalated.decision().considered())
                .filteredOn(c -> c.target().provider().value().equals("beta"))
                .allSatisfy(c -> assertThat(c.passedOver()).startsWith("its queue takes "));
    }

    @Test
    void whatLeavesALaneForAnother_costsItsTenantNoTurnThere() {
        Duration patient = Duration.ofSeconds(600);
        admit(Samples.CHEAP, "first", 0, 4, patient);
        admit(Samples.CHEAP, "calm", 0, 3, patient);
        admit(Samples.CHEAP, "busy", 0, 4, DEADLINE);
        admit(Samples.CHEAP, "busy", 10, 3, patient);
        driver.pass(Duration.ofSeconds(45));
        assertThat(sentTo("alpha")).hasSize(4);
        // One has gone elsewhere four times, and both still wait for the cheap one: they take turns.
        driver.settle("first-0");
        driver.settle("first-1");
        assertThat(sentTo("beta").subList(4, 6)).containsExactlyInAnyOrder("calm-0", "busy-10");
    }

    private void admit(Alias alias, String tenant, int count) {
        admit(alias, tenant, 0, count, DEADLINE);
    }

    private void admit(Alias alias, String tenant, int first, int count, Duration untilDeadline) {
        for (int i = first; i < first + count; i++) {
            driver.admit(request(alias, tenant, tenant + "-" + i, untilDeadline));
        }
    }

    private List<String> sentTo(String provider) {
        return driver.allDispatches().stream()
                .filter(dispatch -> dispatch.target().provider().value().equals(provider))
                .map(dispatch -> dispatch.request().key().request().value())
                .toList();
    }

    private static InferenceRequest request(Alias alias, String tenant, String id, Duration untilDeadline) {
        RoutingContext context = new RoutingContext(
                null, null, null, Priority.STANDARD, Samples.NOW.plus(untilDeadline), null, null, Map.of());
        return Samples.request(new TenantId(tenant), id, Samples.body(alias.value()), alias, context);
    }
}
