package io.botstatus.metrics;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.reply.Refusal;
import io.botstatus.status.Cause;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.BotObserver;
import io.botstatus.status.hold.Effect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** Counts what this node has done. Thread-safe. */
final class Meters implements BotObserver {

    private final MeterRegistry registry;
    private final CauseNames causes;
    private final Timer lag;

    Meters(MeterRegistry registry, CauseNames causes) {
        this.registry = registry;
        this.causes = causes;
        this.lag = Metric.REACTIVATION_LAG.timer(registry);
        Metric.LIMIT_HITS.counter(registry);
        for (String answer : List.of("granted", "repeated")) {
            permit(answer, 0);
        }
        for (Refusal because : Refusal.values()) {
            refusal(because, 0);
        }
        for (String cause : causes.all()) {
            Metric.PAUSES_STARTED.counter(registry, "cause", cause);
            Metric.PAUSES_EXTENDED.counter(registry, "cause", cause);
        }
        for (Sender sender : Sender.values()) {
            for (Effect effect : Effect.values()) {
                message(sender, effect, 0);
            }
        }
    }

    @Override
    public void paused(Cause cause, int contacts) {
        Metric.PAUSES_STARTED
                .counter(registry, "cause", causes.of(cause.word()))
                .increment(contacts);
    }

    @Override
    public void extended(Cause cause) {
        Metric.PAUSES_EXTENDED
                .counter(registry, "cause", causes.of(cause.word()))
                .increment();
    }

    @Override
    public void limitReached() {
        Metric.LIMIT_HITS.counter(registry).increment();
    }

    @Override
    public void reactivated(List<Duration> lags) {
        lags.forEach(lag::record);
    }

    @Override
    public void permitGranted(boolean repeated) {
        permit(repeated ? "repeated" : "granted", 1);
    }

    private void permit(String answer, int times) {
        Metric.PERMITS.counter(registry, "answer", answer, "because", "none").increment(times);
    }

    @Override
    public void permitRefused(LowerCaseEnum because) {
        refusal(because, 1);
    }

    private void refusal(LowerCaseEnum because, int times) {
        Metric.PERMITS
                .counter(registry, "answer", "refused", "because", because.word())
                .increment(times);
        if (because != Refusal.MODE && because != Refusal.ANSWERED) { // neither protects a person's conversation
            Metric.LEAKS_PREVENTED
                    .counter(registry, "reason", because == Refusal.EPOCH_CHANGED ? "epoch" : "hold")
                    .increment(times);
        }
    }

    @Override
    public void messageReported(Sender sender, Effect effect) {
        message(sender, effect, 1);
    }

    private void message(Sender sender, Effect effect, int times) {
        Metric.MESSAGES
                .counter(registry, "sender", sender.word(), "effect", effect.word())
                .increment(times);
    }

    @Override
    public void connected(String connection, String platform) {
        for (WebhookResult result : WebhookResult.values()) {
            if (result != WebhookResult.UNKNOWN_CONNECTION) {
                webhook(connection, platform, result, 0);
            }
        }
    }

    @Override
    public void webhookCame(String connection, String platform, WebhookResult result) {
        webhook(connection, platform, result, 1);
    }

    private void webhook(String connection, String platform, WebhookResult result, int times) {
        Metric.WEBHOOKS
                .counter(registry, "connection", connection, "platform", platform, "result", result.word())
                .increment(times);
    }

    @Override
    public void targetIsThere(String target) {
        notification(target, true, 0);
        notification(target, false, 0);
    }

    @Override
    public void notificationPosted(String target, boolean delivered) {
        notification(target, delivered, 1);
    }

    private void notification(String target, boolean delivered, int times) {
        Metric.NOTIFICATIONS
                .counter(registry, "target", target, "result", delivered ? "delivered" : "failed")
                .increment(times);
    }
}
