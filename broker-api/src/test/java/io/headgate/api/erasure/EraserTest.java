package io.headgate.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.access.audit.Actor;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EraserTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Subject PERSON = new Subject(new TenantId("acme"), new UserId("u-1"));
    private static final Actor KEY = new Actor("key-1", Actor.Via.HTTP);
    private final List<String> done = new ArrayList<>();
    private final Log log = new Log();

    @Test
    void countsAndDeletesNothing_whenItIsOnlyAsked() {
        Heap requests = new Heap("requests", 12);

        assertThat(eraser(requests, new Heap("files", 0)).preview(PERSON))
                .containsExactly(Map.entry("requests", 12L), Map.entry("files", 0L));
        assertThat(requests.left).isEqualTo(12);
        assertThat(done).isEmpty();
    }

    @Test
    void seesToItThatNothingComesBack_beforeItDeletes() {
        Eraser.Erased erased = eraser(new Heap("requests", 2 * Eraser.STEP), new Heap("files", 3))
                .erase(PERSON, KEY);

        assertThat(erased.counts()).containsExactly(Map.entry("requests", 1000L), Map.entry("files", 3L));
        assertThat(done)
                .containsExactly(
                        "begin key-1",
                        "requests 500",
                        "requests 500",
                        "requests 0",
                        "files 3",
                        "finish {requests=1000, files=3}");
    }

    @Test
    void isFinishedByTheNext_whenItIsCutOff() {
        Heap broken = new Heap("files", 3) {
            @Override
            public int eraseSome(Subject subject, Instant before, int limit) {
                throw new ErasureUnavailableException("SQLSTATE 08006", new IllegalStateException("gone"));
            }
        };
        Heap requests = new Heap("requests", 2);
        assertThatExceptionOfType(ErasureUnavailableException.class)
                .isThrownBy(() -> eraser(requests, broken).erase(PERSON, KEY));
        assertThat(log.unfinished).hasSize(1);

        assertThat(eraser(requests, new Heap("files", 3)).resume()).containsEntry("files", 3L);

        assertThat(log.unfinished).isEmpty();
    }

    @Test
    void nothingIsSaidOfThePerson_whereASubjectIsShown() {
        assertThat(PERSON).asString().doesNotContain("u-1").contains("acme");
    }

    private Eraser eraser(Holding... holdings) {
        return new Eraser(log, List.of(holdings), InstantSource.fixed(NOW));
    }

    private final class Log implements ErasureLog {
        private final List<Erasure> unfinished = new ArrayList<>();

        @Override
        public void begin(Erasure erasure, Actor askedBy) {
            assertThat(erasure.askedAt()).isEqualTo(NOW);
            done.add("begin " + askedBy.name());
            unfinished.add(erasure);
        }

        @Override
        public void finish(Erasure erasure, Instant at, Map<String, Long> erased) {
            done.add("finish " + erased);
            unfinished.remove(erasure);
        }

        @Override
        public List<Erasure> unfinished(Instant begunBefore) {
            assertThat(begunBefore).isBefore(NOW);
            return List.copyOf(unfinished);
        }
    }

    private class Heap implements Holding {
        private final String kind;
        private int left;

        Heap(String kind, int left) {
            this.kind = kind;
            this.left = left;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public long count(Subject subject, Instant before) {
            return left;
        }

        @Override
        public int eraseSome(Subject subject, Instant before, int limit) {
            assertThat(before).isEqualTo(NOW);
            int gone = Math.min(left, limit);
            left -= gone;
            done.add(kind + " " + gone);
            return gone;
        }
    }
}
