package io.headgate.worker.call.anthropic;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class AnthropicWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new AnthropicWire();
    }
}
