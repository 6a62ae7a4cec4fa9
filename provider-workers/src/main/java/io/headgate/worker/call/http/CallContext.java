package io.headgate.worker.call.http;

import org.apache.hc.client5.http.protocol.HttpClientContext;

/** Carries a call's progress to where the client's own steps are taken. */
final class CallContext extends HttpClientContext {
    final CallProgress progress;

    CallContext(CallProgress progress) {
        this.progress = progress;
    }
}
