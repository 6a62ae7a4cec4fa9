package io.headgate.worker.call.replicate;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class ReplicateWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new ReplicateWire();
    }

    @Override
    protected String model() {
        return "meta/meta-llama-3-70b-instruct";
    }
}
