package io.headgate.deploy.acceptance.checker.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The most that an attempt can use.
 *
 * @param tokens input and output
 * @param amount the most it can cost; null when the model has no price
 * @param currency of the amount; null without one
 */
public record Held(
        long tokens, @Nullable BigDecimal amount, @Nullable String currency) {}
