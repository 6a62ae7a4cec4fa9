package io.headgate.worker.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Half a second in which there is nothing to hear: a WAV file of one channel, 8,000 samples a second, 8 bits each. */
final class Silence {
    private static final int RATE = 8_000;
    private static final int SAMPLES = RATE / 2;
    private static final int HEADER = 44;
    /** Samples of 8 bits have no sign: the middle is silence. */
    private static final byte QUIET = (byte) 128;

    private Silence() {}

    static String base64() {
        byte[] samples = new byte[SAMPLES];
        Arrays.fill(samples, QUIET);
        ByteBuffer wav = ByteBuffer.allocate(HEADER + SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + SAMPLES).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE).putShort((short) 1).putShort((short) 8);
        wav.put(ascii("data")).putInt(SAMPLES).put(samples);
        return Base64.getEncoder().encodeToString(wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
