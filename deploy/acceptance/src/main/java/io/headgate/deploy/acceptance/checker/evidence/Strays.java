package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;

/**
 * What was found where it must not be, while everything was read; each an id and a sentence, and never the text itself.
 *
 * @param records how many records were looked at
 * @param ofOthers things of one tenant under another's topic, key or name
 * @param secrets planted secrets and prompts in logs, headers, errors and topics
 * @param canaries how many texts were planted
 * @param logBytes how much of logs was looked at
 */
public record Strays(long records, List<String> ofOthers, List<String> secrets, int canaries, long logBytes) {}
