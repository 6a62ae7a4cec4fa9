package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A tenant reads what others were answered. */
public final class RelayOfAll {
    public static final Defect DEFECT = new Defect(
            "relay-of-all",
            "a tenant's reply topic is given every tenant's results",
            Invariant.I9,
            new Kill.AfterResults(50),
            List.of(Weave.at("router.edge.relay.RelaySession", "own", Own.class)));

    private RelayOfAll() {}

    static final class Own {
        private Own() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) ConsumerRecords<byte[], byte[]> records,
                @Advice.Return(readOnly = false) List<ConsumerRecord<byte[], byte[]>> returned) {
            returned = all(records, returned);
        }
    }

    /** Called from woven code. */
    public static List<ConsumerRecord<byte[], byte[]>> all(
            ConsumerRecords<byte[], byte[]> records, List<ConsumerRecord<byte[], byte[]>> own) {
        if (records.count() > own.size()) {
            Probe.hit();
        }
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        records.forEach(all::add);
        return all;
    }
}
