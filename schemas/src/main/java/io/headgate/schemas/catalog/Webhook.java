package io.headgate.schemas.catalog;

import io.headgate.schemas.message.Alert;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's address that alerts are posted to.
 *
 * @param url without a trailing slash
 * @param secret what posts are signed with; null only where the format is {@link Format#SLACK}, which checks none
 * @param kinds those it is told of; empty means all
 * @param allowPrivate whether loopback and private addresses may be posted to
 */
public record Webhook(
        String name, URI url, @Nullable SecretRef secret, Set<Alert.Kind> kinds, Format format, boolean allowPrivate) {
    public Webhook {
        kinds = Set.copyOf(kinds);
        if (secret == null && format != Format.SLACK) {
            throw new IllegalArgumentException("webhook %s: seen no secret, allowed for slack only".formatted(name));
        }
    }

    /** Whether it is told of alerts of a kind. */
    public boolean wants(Alert.Kind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** What a post looks like. */
    public enum Format {
        /** The alert, field by field. */
        JSON,
        /** One line of text, as Slack and those that are like it take it. */
        SLACK
    }
}
