package io.headgate.worker.call.gemini;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class GeminiWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new GeminiWire();
    }
}
