package io.headgate.deploy.cli.input;

import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that {@code --file} names, in UTF-8. */
public final class TextFile {
    private TextFile() {}

    /**
     * All of its text; of standard input when the name is {@code -}.
     *
     * @param allowed what the file should be, for the error
     * @throws OptionError when it is not there, is no file, or is no text
     */
    public static String read(Path file, String allowed) throws IOException {
        boolean standardInput = file.toString().equals("-");
        if (!standardInput && !Files.exists(file)) {
            throw refused(file, "which is not there", allowed);
        }
        if (Files.isDirectory(file)) {
            throw refused(file, "which is a directory", allowed);
        }
        byte[] bytes = standardInput ? System.in.readAllBytes() : Files.readAllBytes(file);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(file, "which is not UTF-8 text", allowed);
        }
    }

    private static OptionError refused(Path file, String seen, String allowed) {
        return new OptionError("--file: seen %s, %s; allowed %s".formatted(file, seen, allowed));
    }
}
