package io.headgate.deploy.simulator.reply;

/**
 * The events of a stream that carry nothing of an answer, as a format writes them.
 *
 * @param ping says nothing
 * @param comment a line that readers skip, before or after any event
 * @param error tells that the provider failed in mid-answer
 */
public record StreamFrames(byte[] ping, byte[] comment, byte[] error) {}
