package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.generation.ChatPrompt;

/** What came of reading a request's body. */
public sealed interface Reading {
    /** It is a prompt. */
    record Prompted(ChatPrompt prompt) implements Reading {}

    /** It is none, for this reason. */
    record Refused(Refusal refusal) implements Reading {}
}
