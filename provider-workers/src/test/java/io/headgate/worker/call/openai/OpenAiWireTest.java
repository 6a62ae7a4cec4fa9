package io.headgate.worker.call.openai;

import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;

class OpenAiWireTest extends WireContractTest {
    @Override
    protected Wire wire() {
        return new OpenAiWire();
    }

    @Override
    protected Wire wire(String preset) {
        return new OpenAiWire(Dialects.ofPreset(preset));
    }
}
