package io.headgate.deploy.simulator.generation;

import io.headgate.deploy.simulator.behaviour.Draw;

/** The simulator's own embedding: the same text gets the same vector, of length 1, whatever format it was asked in. */
public final class TextVector {
    private static final float HALF = 1L << 31;

    private TextVector() {}

    /**
     * The vector of a text.
     *
     * @param hash of the text
     * @param dimensions 1 or more
     */
    public static float[] of(long hash, int dimensions) {
        float[] vector = new float[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (int) Draw.mix(hash + i) / HALF;
            squares += vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < dimensions && length > 0; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
