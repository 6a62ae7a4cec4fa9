package io.headgate.deploy.acceptance.checker.evidence;

/** The name of a request, or of an attempt, within its tenant. */
public record Key(String tenant, String id) {
    @Override
    public String toString() {
        return tenant + "/" + id;
    }
}
