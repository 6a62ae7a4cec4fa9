package io.headgate.worker.call.openai;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class OpenAiWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new OpenAiWire();
    }
}
