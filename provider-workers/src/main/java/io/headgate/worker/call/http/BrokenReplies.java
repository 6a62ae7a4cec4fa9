package io.headgate.worker.call.http;

import io.headgate.worker.call.http.HttpReply.Broken;
import io.headgate.worker.call.http.HttpReply.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Names what an exception of the HTTP client was. */
final class BrokenReplies {
    private BrokenReplies() {}

    /** To be asked on the call's own thread: what broke it may be that thread's interruption. */
    static Broken of(IOException e, CallProgress progress) {
        if (progress.overdue() != null) {
            return broken(Kind.TIMEOUT, "timeouts." + progress.overdue() + " ended", progress);
        }
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(progress);
        }
        Kind kind = kind(e);
        return broken(kind, reason(kind, e), progress);
    }

    static Broken interrupted(CallProgress progress) {
        return broken(Kind.INTERRUPTED, "its thread was interrupted", progress);
    }

    private static Broken broken(Kind kind, String reason, CallProgress progress) {
        return new Broken(kind, progress.sent(), reason, progress.begun, progress.headers);
    }

    private static Kind kind(IOException e) {
        return switch (e) {
            case AddressCheck.Forbidden _ -> Kind.FORBIDDEN_ADDRESS;
            case BodyReader.TooLarge _ -> Kind.TOO_LARGE;
            case MessageConstraintException _ -> Kind.TOO_LARGE;
            case BodyReader.UnknownEncoding _ -> Kind.PROTOCOL;
            case ApacheClients.TunnelRefused _ -> Kind.CONNECTION;
            case ZipException _ -> Kind.PROTOCOL;
            case TruncatedChunkException _ -> Kind.CONNECTION;
            case MalformedChunkCodingException _ -> Kind.PROTOCOL;
            case SocketTimeoutException _ -> Kind.TIMEOUT;
            case InterruptedIOException _ -> Kind.TIMEOUT;
            case ClientProtocolException protocol
            when protocol.getCause() instanceof ProtocolException -> Kind.PROTOCOL;
            default -> Kind.CONNECTION;
        };
    }

    /** The exception's kind and, where we wrote it, its message: a client's own message may quote what came. */
    private static String reason(Kind kind, IOException e) {
        if (e instanceof ApacheClients.TunnelRefused) {
            return String.valueOf(e.getMessage());
        }
        return switch (kind) {
            case FORBIDDEN_ADDRESS, TOO_LARGE -> String.valueOf(e.getMessage());
            case TIMEOUT, CONNECTION, PROTOCOL, INTERRUPTED -> e.getClass().getSimpleName();
        };
    }
}
