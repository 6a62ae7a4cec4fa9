package io.headgate.worker.redact;

/**
 * What keys of one issuer look like: a prefix, and so many characters behind it.
 *
 * @param others what may be in it besides letters and digits of ASCII
 * @param random whether it must look random as well: where the prefix alone says little
 */
record KeyShape(String prefix, int shortest, int longest, String others, boolean random) {
    /** By what issuers publish for scanners of secrets, most of them among GitHub's secret scanning partners. */
    static final KeyShape[] ALL = {
        new KeyShape("sk-", 20, 512, "_-", true), // OpenAI, Anthropic, OpenRouter, DeepSeek …
        new KeyShape("sk_live_", 16, 256, "", false), // Stripe
        new KeyShape("sk_test_", 16, 256, "", false),
        new KeyShape("rk_live_", 16, 256, "", false),
        new KeyShape("AKIA", 16, 16, "", false), // AWS
        new KeyShape("ASIA", 16, 16, "", false),
        new KeyShape("AIza", 35, 35, "_-", false), // Google
        new KeyShape("ghp_", 36, 255, "", false), // GitHub
        new KeyShape("gho_", 36, 255, "", false),
        new KeyShape("ghu_", 36, 255, "", false),
        new KeyShape("ghs_", 36, 255, "", false),
        new KeyShape("ghr_", 36, 255, "", false),
        new KeyShape("github_pat_", 22, 255, "_", false),
        new KeyShape("glpat-", 20, 64, "_-", false), // GitLab
        new KeyShape("xoxa-", 10, 255, "-", false), // Slack
        new KeyShape("xoxb-", 10, 255, "-", false),
        new KeyShape("xoxe-", 10, 255, "-", false),
        new KeyShape("xoxp-", 10, 255, "-", false),
        new KeyShape("xoxr-", 10, 255, "-", false),
        new KeyShape("xoxs-", 10, 255, "-", false),
        new KeyShape("hf_", 30, 64, "", false), // Hugging Face
        new KeyShape("r8_", 30, 64, "", false), // Replicate
        new KeyShape("gsk_", 40, 128, "", false), // Groq
        new KeyShape("xai-", 40, 128, "", false), // xAI
        new KeyShape("npm_", 36, 36, "", false),
    };

    /** Where a key of this shape ends that begins at {@code start}, or {@link Finder#NONE}. */
    int end(String text, int start) {
        if (!text.startsWith(prefix, start)) {
            return Finder.NONE;
        }
        int from = start + prefix.length();
        int latest = Math.min(text.length(), from + longest);
        int end = from;
        while (end < latest && isInside(text.charAt(end))) {
            end++;
        }
        boolean cut = end < text.length() && isInside(text.charAt(end));
        if (cut || end - from < shortest || Characters.isWordAt(text, end)) {
            return Finder.NONE;
        }
        return !random || Randomness.of(text, from, end) ? end : Finder.NONE;
    }

    private boolean isInside(char c) {
        return Characters.isDigit(c) || Characters.isLetter(c) || others.indexOf(c) >= 0;
    }
}
