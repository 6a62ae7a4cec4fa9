package io.headgate.deploy.acceptance.checker.evidence;

/**
 * A line of a batch that has ended, by its name: how often its files have it.
 *
 * @param batch tenant and id
 * @param name the {@code custom_id}
 */
public record BatchedLine(Key batch, String name, int inputs, int outputs, int errors) {}
