package io.headgate.deploy.acceptance.checker;

/**
 * One invariant, judged.
 *
 * @param counted what was looked at, with numbers: {@code 1,000 accepted, 1,000 results}
 */
public record Judgement(Invariant invariant, String counted, Finding finding) {}
