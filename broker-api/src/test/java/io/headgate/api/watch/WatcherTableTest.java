package io.headgate.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.id.RequestKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatcherTableTest {
    private static final RequestKey KEY = Samples.key("acme", "r-1");
    private static final Watched ENDED = new Watched.Ended(Samples.completed(KEY, "{}"));

    private final WatcherTable table = new WatcherTable();
    private final List<Watched> heard = new ArrayList<>();

    @Test
    void tellsAllWhoWatchTheRequest_untilTheyClose() {
        List<Watched> other = new ArrayList<>();
        Watches.Watch one = table.open(KEY, heard::add);
        Watches.Watch two = table.open(KEY, other::add);

        table.tell(KEY, ENDED);
        one.close();
        one.close();
        table.tell(KEY, ENDED);

        assertThat(heard).hasSize(1);
        assertThat(other).hasSize(2);
        two.close();
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void tellsNobodyOfAnotherTenantsRequest_whenBothHaveTheSameId() {
        table.open(Samples.key("globex", "r-1"), heard::add);

        assertThat(table.watches("r-1")).isTrue();
        table.tell(KEY, ENDED);

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsTheOthers_whenOneFails() {
        table.open(KEY, _ -> {
            throw new IllegalStateException("broken");
        });
        table.open(KEY, heard::add);

        table.tell(KEY, ENDED);

        assertThat(heard).containsExactly(ENDED);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.watches("r-2")).isFalse();
    }
}
