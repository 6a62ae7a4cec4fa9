package io.headgate.worker.call;

/** A provider's key. Never printed. */
public record ApiKey(String value) {
    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }
}
