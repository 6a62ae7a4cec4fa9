package io.headgate.deploy.acceptance.checker.evidence;

/** Committed records of a partition that a group has not committed as read. */
public record Unread(String group, String topic, int partition, long records) {
    @Override
    public String toString() {
        return "%s: %d records of %s-%d are unread".formatted(group, records, topic, partition);
    }
}
