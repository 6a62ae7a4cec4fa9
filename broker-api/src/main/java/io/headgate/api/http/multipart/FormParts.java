package io.headgate.api.http.multipart;

/** Told of the parts of a form. What it throws ends the reading, and goes to who reads. */
public interface FormParts {
    void field(String name, String value);

    /** @param filename as the client wrote it: anything */
    void fileBegins(String name, String filename);

    /** The next piece of the file that has begun last. */
    void content(byte[] bytes, int offset, int length);
}
