package io.headgate.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final RequestKey KEY = Samples.key("acme", "r-1");

    @Test
    void holdsSoManyPiecesAndTheEnd_whenNobodyTakesThem() throws InterruptedException {
        Inbox inbox = new Inbox(true);
        for (int number = 0; number < 10 * Inbox.MOST; number++) {
            inbox.accept(piece(number));
        }
        inbox.accept(new Watched.Ended(Samples.completed(KEY, "{}")));

        int pieces = 0;
        while (inbox.next(Duration.ZERO) instanceof Inbox.News.Heard(Watched.Piece _)) {
            pieces++;
        }
        assertThat(pieces).isEqualTo(Inbox.MOST);
    }

    @Test
    void keepsNoPieces_whenOnlyTheEndIsWaitedFor() throws InterruptedException {
        Inbox inbox = new Inbox(false);
        inbox.accept(piece(0));
        inbox.accept(new Watched.Ended(Samples.completed(KEY, "{}")));

        assertThat(inbox.next(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Inbox.News.Heard.class,
                        heard -> assertThat(heard.watched()).isInstanceOf(Watched.Ended.class));
        assertThat(inbox.next(Duration.ofMillis(1))).isInstanceOf(Inbox.News.Quiet.class);
    }

    private static Watched piece(int number) {
        return new Watched.Piece(
                new Delta(KEY, new AttemptId("r-1/1"), 1, Samples.ACCEPTED, number, "{}", false, Samples.ACCEPTED));
    }
}
