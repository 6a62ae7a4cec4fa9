package io.headgate.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.InMemoryLedger;
import io.headgate.router.route.Health;
import io.headgate.router.route.TargetHealth;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Lane;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request whose best candidate has a long queue: it waits where that is worth its while, holding nothing. */
class AdmitLateBindingTest {
    private static final ProviderName BETA = new ProviderName("beta");
    private static final Gate SHORT_QUEUES = (tenant, provider, priority, now) -> null;

    private final InMemoryLedger ledger = new InMemoryLedger();
    /** Beta, the cheap one, has a hundred waiting of which ten end in a second; nothing waits for others. */
    private final Admit admit = new Admit(new StrictJson(), String::length, new Health() {
        @Override
        public boolean dispatchable(ProviderName provider) {
            return true;
        }

        @Override
        public TargetHealth of(Target target, Instant now) {
            return fares(target.provider().equals(BETA) ? 100 : 0);
        }
    });

    @Test
    void whereCostDecides_theCheapOneIsWaitedFor_andNothingIsReserved() {
        Fact.Held held = (Fact.Held) last(Samples.CHEAP, SHORT_QUEUES);
        assertThat(held.reason().lane()).isEqualTo(new Lane.ForProvider(BETA));
        assertThat(held.reason().again())
                .as("decided about anew, since the queue may become short sooner")
                .isAfter(Samples.NOW);
        assertThat(held.reason().until()).isEqualTo(Samples.NOW.plusSeconds(10));
        assertThat(ledger.open()).isEmpty();
    }

    @Test
    void whereOrderDecides_whoseQueueIsShortGoesAtOnce() {
        Fact.Dispatched dispatched = (Fact.Dispatched) last(Samples.FAST, SHORT_QUEUES);
        assertThat(dispatched.dispatch().target().provider()).hasToString("alpha");
    }

    @Test
    void nobodyWaits_whereTheGateIsOpen_asBeforeARoomThatIsTooFull() {
        Fact.Dispatched dispatched = (Fact.Dispatched) last(Samples.CHEAP, Gate.OPEN);
        assertThat(dispatched.dispatch().target().provider()).isEqualTo(BETA);
    }

    private Fact last(Alias alias, Gate gate) {
        InferenceRequest request = Samples.request("r-1", Samples.body(alias.value()), alias, Samples.context(null));
        Catalogue limited = Catalogues.limited(Catalogues.sample(), Budgets.limit(Measure.COST, Window.DAY, "1"));
        List<Fact> facts =
                admit.admit(request, name -> null, ledger, new Entrance(key -> null, gate), limited, Samples.NOW);
        return facts.getLast();
    }

    private static TargetHealth fares(long queued) {
        return new TargetHealth(
                100,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                null,
                BreakerState.CLOSED,
                null,
                queued,
                10,
                10.0,
                null);
    }
}
