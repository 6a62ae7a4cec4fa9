package io.headgate.schemas.topic;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The cluster could not be asked about topics, or refused. Broken infrastructure, or rights that are missing. */
public final class TopicAdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicAdminException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A question to the cluster. */
    interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    static <T> T orThrow(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new TopicAdminException("cannot %s: %s".formatted(what, e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicAdminException("cannot %s: interrupted".formatted(what), e);
        }
    }
}
