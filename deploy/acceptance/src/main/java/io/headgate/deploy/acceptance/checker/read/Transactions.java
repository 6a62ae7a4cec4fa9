package io.headgate.deploy.acceptance.checker.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** Finds transactions that are open for longer than they may be. */
final class Transactions {
    /** A broker looks for transactions to abort every ten seconds. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** A producer in a partition whose coordinator knows of no transaction: the longest timeout a client has by default. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(60).plus(GRACE);

    private static final Set<TransactionState> OPEN =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Admin admin;

    Transactions(Admin admin) {
        this.admin = admin;
    }

    /** A sentence for each, of any that reaches one of these partitions. */
    List<String> hanging(Collection<TopicPartition> partitions, long now)
            throws InterruptedException, ExecutionException {
        List<String> hanging = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        Set<TopicPartition> ours = Set.copyOf(partitions);
        for (TransactionListing listed : admin.listTransactions().all().get()) {
            if (!OPEN.contains(listed.state())) {
                continue;
            }
            known.add(listed.producerId());
            TransactionDescription transaction = admin.describeTransactions(List.of(listed.transactionalId()))
                    .description(listed.transactionalId())
                    .get();
            long openFor = now - transaction.transactionStartTimeMs().orElse(now);
            boolean reachesOurs = transaction.topicPartitions().stream().anyMatch(ours::contains);
            if (reachesOurs && openFor > transaction.transactionTimeoutMs() + GRACE.toMillis()) {
                hanging.add("%s: its transaction is open for %d ms, its timeout is %d ms"
                        .formatted(listed.transactionalId(), openFor, transaction.transactionTimeoutMs()));
            }
        }
        admin.describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, state) -> forgotten(partition, state, known, now, hanging));
        return hanging;
    }

    private static void forgotten(
            TopicPartition partition,
            DescribeProducersResult.PartitionProducerState state,
            Set<Long> known,
            long now,
            List<String> hanging) {
        for (ProducerState producer : state.activeProducers()) {
            long silentFor = now - producer.lastTimestamp();
            if (producer.currentTransactionStartOffset().isPresent()
                    && !known.contains(producer.producerId())
                    && silentFor > FORGOTTEN.toMillis()) {
                hanging.add("%s: producer %d has a transaction open from offset %d on, and was silent for %d ms"
                        .formatted(
                                partition,
                                producer.producerId(),
                                producer.currentTransactionStartOffset().getAsLong(),
                                silentFor));
            }
        }
    }
}
