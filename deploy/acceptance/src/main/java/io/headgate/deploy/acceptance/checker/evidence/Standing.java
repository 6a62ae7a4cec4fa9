package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;

/**
 * How the cluster stands: what lies unread, and what hangs.
 *
 * @param groups how many of the installation's there are
 * @param hanging transactions that are open longer than they may be, a sentence each
 */
public record Standing(int groups, List<Unread> unread, List<String> hanging) {}
