package io.headgate.deploy.simulator.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.Framing;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MisbehaviourCasesTest {
    private static final List<MisbehaviourCase> CASES = MisbehaviourCases.all();

    @Test
    void atLeastSixtyOfDifferentNames_whenAllAreListed() {
        assertThat(CASES).hasSizeGreaterThanOrEqualTo(60);
        assertThat(CASES.stream().map(MisbehaviourCase::name).distinct()).hasSameSizeAs(CASES);
    }

    @Test
    void everyFormatAndOutcome_whenAllAreListed() {
        for (WireFormat format : WireFormat.values()) {
            assertThat(CASES.stream().filter(one -> one.format() == format)).hasSizeGreaterThan(20);
        }
        assertThat(CASES.stream().map(MisbehaviourCase::outcome).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Outcome.values());
    }

    @Test
    void everyFaultOfAnAnswer_whenAllAreListed() {
        Set<Fault> faults = CASES.stream().map(MisbehaviourCase::parsed).collect(Collectors.toSet());
        assertThat(faults)
                .containsAll(Arrays.stream(Distortion.values())
                        .map(Fault.Distorted::new)
                        .toList())
                .containsAll(
                        Arrays.stream(Framing.values()).map(Fault.Framed::new).toList())
                .containsAll(Arrays.stream(Fault.Refused.Cause.values())
                        .map(Fault.Refused::new)
                        .toList());
    }

    @Test
    void noFailureCode_whenACaseCompletes() {
        assertThat(CASES)
                .filteredOn(one -> one.outcome() == Outcome.COMPLETED)
                .allMatch(one -> one.failureCode() == null);
    }
}
