package io.headgate.worker.call.ollama;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class OllamaWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new OllamaWire();
    }
}
