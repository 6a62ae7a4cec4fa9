package io.headgate.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Notice;
import org.junit.jupiter.api.Test;

class IndexBatchTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");

    @Test
    void keepsTheFirst_whenARequestComesTwice() {
        IndexBatch batch = new IndexBatch();
        batch.add(Samples.request(KEY, "first"));
        batch.add(Samples.request(KEY, "second"));
        batch.add(Samples.failed(KEY, "first"));
        batch.add(Samples.completed(KEY, "{}"));
        batch.add(Samples.completed(Samples.key("globex", "r1"), "{}"));

        assertThat(batch.admissions()).containsExactly(Samples.request(KEY, "first"));
        assertThat(batch.results()).hasSize(2).contains(Samples.failed(KEY, "first"));
    }

    @Test
    void passesANoticeOver_whenItIsNotOfWaiting() {
        IndexBatch batch = new IndexBatch();
        batch.add(new Notice(KEY, Notice.Kind.DUPLICATE_ABSORBED, "again", null, Samples.ACCEPTED));

        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void losesNoRow_whenTakenApart() {
        IndexBatch batch = new IndexBatch();
        batch.add(Samples.request(KEY, "{}"));
        batch.add(Samples.completed(KEY, "{}"));

        assertThat(batch.singles()).hasSize(2).allMatch(single -> single.name().equals("acme/r1"));
    }
}
