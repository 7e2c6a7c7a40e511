package io.botstatus.server.security.http;

/**
 * The maximum size of a body, by the path of the call.
 *
 * @param api the path of the HTTP API
 * @param webhooks the path of webhooks
 * @param anonymous the limit of a form, or of any body that is read before the caller is known
 */
record BodyLimits(String api, String webhooks, long anonymous) {

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;
    /** A little more than the webhooks themselves accept, so that they refuse the delivery and count it. */
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

    /** The limit of a body that is read before the caller is known. */
    long ofAnonymous(String path) {
        return isWebhook(path) ? WEBHOOK : Math.min(anonymous, of(path));
    }

    boolean isWebhook(String path) {
        return path.startsWith(webhooks + "/");
    }
}
