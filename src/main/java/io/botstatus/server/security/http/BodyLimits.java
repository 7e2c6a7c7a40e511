package io.botstatus.server.security.http;

/**
 * How many bytes a body may have, by what the call needs.
 *
 * @param api where the HTTP API is
 * @param webhooks where webhooks are
 * @param anonymous what a form may have, or any body that is read before the caller is known
 */
record BodyLimits(String api, String webhooks, long anonymous) {

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;
    /** A little more than the webhooks themselves take, so that they are the ones to refuse it, and to count it. */
    private static final long WEBHOOK = MB + 64 * KB;

    long of(String path) {
        if (path.equals(api + "/bot-status-changes")) {
            return 32 * MB; // a hundred thousand contact ids
        }
        if (path.startsWith("/engine-rest") || path.startsWith("/camunda/")) {
            return 16 * MB; // a deployment
        }
        if (isWebhook(path)) {
            return WEBHOOK;
        }
        return path.startsWith(api + "/") ? 256 * KB : 64 * KB;
    }

    /** What is read before the caller is known. */
    long ofAnonymous(String path) {
        return isWebhook(path) ? WEBHOOK : Math.min(anonymous, of(path));
    }

    boolean isWebhook(String path) {
        return path.startsWith(webhooks + "/");
    }
}
