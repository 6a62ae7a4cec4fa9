package io.headgate.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.router.budget.InMemoryLedger;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.InferenceRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdempotencyProperties {
    private final Catalogue catalogue = Catalogues.sample();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final Admit admit = new Admit(new StrictJson(), String::length, provider -> true);

    @Property
    void noIdAndNoKeyEverBeginsTwice_andEachRecordHasOneAnswer(@ForAll("admissions") List<Admission> sequence) {
        Map<SeenName, Seen> memory = new HashMap<>();
        Set<RequestKey> begun = new HashSet<>();
        Set<String> keysBegun = new HashSet<>();
        for (Admission admission : sequence) {
            List<Fact> facts = admit.admit(admission, memory::get, ledger, Entrance.OPEN, catalogue, Samples.NOW);
            long begins = facts.stream()
                    .filter(f -> f instanceof Fact.Dispatched || f instanceof Fact.Ended)
                    .count();
            long notices = facts.stream().filter(Fact.Noticed.class::isInstance).count();
            assertThat(begins + notices).isEqualTo(1);
            if (begins == 1) {
                assertThat(begun.add(admission.key())).isTrue();
                if (admission instanceof InferenceRequest request && request.idempotencyKey() != null) {
                    assertThat(keysBegun.add(request.idempotencyKey())).isTrue();
                }
            }
            facts.forEach(f -> {
                if (f instanceof Fact.Remembered(SeenName name, Seen seen)) {
                    memory.put(name, seen);
                }
            });
        }
    }

    @Property
    void redeliveryChangesNothing(@ForAll("admissions") List<Admission> sequence) {
        Map<SeenName, Seen> memory = new HashMap<>();
        sequence.forEach(a -> remember(memory, a));
        Map<SeenName, Seen> before = Map.copyOf(memory);
        sequence.forEach(a -> {
            List<Fact> facts = remember(memory, a);
            assertThat(facts).noneMatch(f -> f instanceof Fact.Dispatched || f instanceof Fact.Ended);
        });
        assertThat(memory).containsAllEntriesOf(before);
    }

    private List<Fact> remember(Map<SeenName, Seen> memory, Admission admission) {
        List<Fact> facts = admit.admit(admission, memory::get, ledger, Entrance.OPEN, catalogue, Samples.NOW);
        facts.forEach(f -> {
            if (f instanceof Fact.Remembered(SeenName name, Seen seen)) {
                memory.put(name, seen);
            }
        });
        return facts;
    }

    @Provide
    Arbitrary<List<Admission>> admissions() {
        Arbitrary<Admission> good = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("fast-text", "cheap-text"),
                        Arbitraries.of("", "k1", "k2"))
                .as((id, alias, key) -> {
                    InferenceRequest request =
                            Samples.request(id, Samples.body(alias), new Alias(alias), Samples.context(null));
                    return key.isEmpty() ? request : Samples.withKey(request, key);
                });
        Arbitrary<Admission> broken = Combinators.combine(Arbitraries.of("a", "b", "c"), Arbitraries.of("h1", "h2"))
                .as(Samples::invalid);
        return Arbitraries.oneOf(good, broken).list().ofMaxSize(12);
    }
}
