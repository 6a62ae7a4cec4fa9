package io.headgate.deploy.benchmarks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StageTimesTest {
    private final StageTimes times = new StageTimes(100, 3);

    private void put(Station station, String request, long millis) {
        times.put(station, request.getBytes(StandardCharsets.UTF_8), millis);
    }

    @Test
    void aStageLastsFromStationToStation_forWhoCameByBoth() {
        put(Station.REQUEST, "r100", 1_000);
        put(Station.ADMISSION, "r100", 1_007);
        put(Station.REQUEST, "r101", 1_005);
        put(Station.ADMISSION, "r102", 1_100);

        assertThat(times.of(Stage.INTAKE)).satisfies(intake -> {
            assertThat(intake.count()).isOne();
            assertThat(intake.p50()).isBetween(7_000L, 7_003L);
        });
        assertThat(times.of(Stage.ADMISSION).count()).isZero();
    }

    @Test
    void requestsOfOtherRunsArePassedOver() {
        for (String other : new String[] {"r99", "r103", "r0"}) {
            put(Station.REQUEST, other, 1);
            put(Station.ADMISSION, other, 2);
        }

        assertThat(times.of(Stage.INTAKE).count()).isZero();
    }

    @Test
    void ofAttemptsTheLastStands_andAReaderTellsByNumber() {
        put(Station.DISPATCH, "r101", 10);
        put(Station.CALL_START, "r101", 11);
        put(Station.CALL_START, "r101", 30);
        times.put(Station.RESULT, 1, 40);
        times.put(Station.READ, 1, 45);

        assertThat(times.of(Stage.TAKEN).most()).isBetween(20_000L, 20_015L);
        assertThat(times.of(Stage.READ).most()).isBetween(5_000L, 5_003L);
    }
}
