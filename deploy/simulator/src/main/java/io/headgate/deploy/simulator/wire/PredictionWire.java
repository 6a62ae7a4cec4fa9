package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.reply.Reply;

/** A wire whose answers are states of a prediction that goes on by itself and can be asked for again. */
public interface PredictionWire extends Wire {
    /** The state of a prediction. */
    enum State {
        STARTING,
        PROCESSING,
        SUCCEEDED,
        CANCELED;

        /** Whether it stays as it is. */
        public boolean isFinal() {
            return this == SUCCEEDED || this == CANCELED;
        }
    }

    /** The name of this answer's prediction. */
    String predictionId(Answer answer);

    /** The reply to the call that began it. What goes wrong in the answer does so in {@link State#SUCCEEDED}. */
    Reply begun(Answer answer, State state);

    /** The reply to a look at it. */
    Reply seen(Answer answer, State state);

    @Override
    default Reply answer(Answer answer) {
        return begun(answer, State.SUCCEEDED);
    }
}
