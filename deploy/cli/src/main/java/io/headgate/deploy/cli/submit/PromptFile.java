package io.headgate.deploy.cli.submit;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads prompts, one a line; empty lines are passed over. */
public final class PromptFile {
    private PromptFile() {}

    /** All lines; an error names the line's number. */
    public static List<PromptLine> read(BufferedReader lines) throws IOException {
        List<PromptLine> prompts = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                prompts.add(PromptLine.read(line, number));
            }
        }
        return prompts;
    }
}
