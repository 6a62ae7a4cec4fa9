package io.headgate.worker.call.anthropic;

import io.headgate.worker.call.chat.TranslationProperties;

class AnthropicTranslationProperties extends TranslationProperties {
    AnthropicTranslationProperties() {
        super(new AnthropicWire(), "claude-sonnet-4-6");
    }
}
