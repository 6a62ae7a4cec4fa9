package io.headgate.deploy.simulator.generation;

import io.headgate.deploy.simulator.behaviour.ServiceTier;

/**
 * The tokens of one completion.
 *
 * @param prompt all prompt tokens, the cached ones among them
 * @param cached prompt tokens read from the provider's cache
 * @param completion all completion tokens, the reasoning ones among them
 * @param reasoning completion tokens that the client does not see
 * @param tier at which they were served
 */
public record Usage(int prompt, int cached, int completion, int reasoning, ServiceTier tier) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    /** At the ordinary tier. */
    public Usage(int prompt, int cached, int completion, int reasoning) {
        this(prompt, cached, completion, reasoning, ServiceTier.STANDARD);
    }

    public Usage {
        if (prompt < 0 || cached < 0 || cached > prompt || reasoning < 0 || reasoning > completion) {
            throw new IllegalArgumentException(
                    "usage prompt=" + prompt + " cached=" + cached + " completion=" + completion + " reasoning="
                            + reasoning + ": want 0 <= cached <= prompt, 0 <= reasoning <= completion");
        }
    }

    public int total() {
        return prompt + completion;
    }
}
