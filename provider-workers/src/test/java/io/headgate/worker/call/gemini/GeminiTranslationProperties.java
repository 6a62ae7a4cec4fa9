package io.headgate.worker.call.gemini;

import io.headgate.worker.call.chat.TranslationProperties;

class GeminiTranslationProperties extends TranslationProperties {
    GeminiTranslationProperties() {
        super(new GeminiWire(), "gemini-3-flash");
    }
}
