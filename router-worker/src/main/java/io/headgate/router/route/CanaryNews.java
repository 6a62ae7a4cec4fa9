package io.headgate.router.route;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.CanaryStop;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a replacement: for people, and for every router.
 *
 * @param stop that it is tried no more; null when its stop is over, since its lines have changed
 */
public record CanaryNews(Alias alias, @Nullable CanaryStop stop, Alert alert) {}
