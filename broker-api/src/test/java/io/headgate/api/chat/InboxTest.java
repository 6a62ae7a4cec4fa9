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
    void holdsLargePiecesUpToTheirSize_andMoreOnceTheyAreTaken() throws InterruptedException {
        Inbox inbox = new Inbox(true);
        String large = "x".repeat(Inbox.MOST_CHARACTERS / 4);
        for (int round = 0; round < 2; round++) {
            for (int number = 0; number < 10; number++) {
                inbox.accept(piece(number, large));
            }
            int pieces = 0;
            while (inbox.next(Duration.ZERO) instanceof Inbox.News.Heard(Watched.Piece _)) {
                pieces++;
            }
            assertThat(pieces).isEqualTo(4);
        }
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
        return piece(number, "{}");
    }

    private static Watched piece(int number, String chunk) {
        return new Watched.Piece(
                new Delta(KEY, new AttemptId("r-1/1"), 1, Samples.ACCEPTED, number, chunk, false, Samples.ACCEPTED));
    }
}
