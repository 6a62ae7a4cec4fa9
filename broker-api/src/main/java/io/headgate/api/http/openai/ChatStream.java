package io.headgate.api.http.openai;

import io.headgate.api.chat.SseText;
import io.headgate.api.http.openai.ChatTurns.Turn;
import java.time.Duration;
import java.time.InstantSource;

/** Writes a reply as server-sent events, on a virtual thread of its own, until it is whole or the client has gone. */
final class ChatStream implements Runnable {
    private final ChatTurns turns;
    private final SseBody body;
    private final Turn first;
    private final Duration keepAlive;
    private final InstantSource clock;
    private final Leaving leaving;

    /** What is to be done at the end. */
    interface Leaving {
        /** The client has gone, or was cut, before the reply was whole. */
        void left();

        /** Nothing more is written, whatever the reason. */
        void over();
    }

    /**
     * @param first what opens the stream; {@link Turn.Quiet} where there is nothing yet
     * @param keepAlive after how long without a piece a comment is sent
     */
    ChatStream(ChatTurns turns, SseBody body, Turn first, Duration keepAlive, InstantSource clock, Leaving leaving) {
        this.turns = turns;
        this.body = body;
        this.first = first;
        this.keepAlive = keepAlive;
        this.clock = clock;
        this.leaving = leaving;
    }

    @Override
    public void run() {
        try {
            Turn turn = first;
            while (write(turn)) {
                turn = turns.next(clock.instant().plus(keepAlive));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            // Of a body that is whole this changes nothing.
            body.cut();
            leaving.over();
        }
    }

    /** Whether there is more to come. */
    private boolean write(Turn turn) throws InterruptedException {
        return switch (turn) {
            case Turn.Show(var chunks, boolean last) -> {
                boolean read = true;
                for (String chunk : chunks) {
                    read = read && body.write(SseText.data(chunk));
                }
                if (read && last) {
                    read = body.write(SseText.data(SseText.DONE));
                }
                yield goesOn(read, last);
            }
            case Turn.Quiet() -> goesOn(body.write(SseText.keepAlive()), false);
            case Turn.End(ChatTrouble trouble) -> goesOn(body.write(trouble.event()), true);
            case Turn.Left() -> goesOn(false, true);
        };
    }

    private boolean goesOn(boolean read, boolean last) {
        if (!read) {
            body.cut();
            leaving.left();
        } else if (last) {
            body.complete();
        }
        return read && !last;
    }
}
