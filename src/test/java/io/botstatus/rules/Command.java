package io.botstatus.rules;

import io.botstatus.pause.BotPause;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One thing that can happen, to the model and to the real thing. */
sealed interface Command {

    CommandOutcome expect(BotStatusModel model);

    CommandOutcome perform(RealBotStatus real);

    /** Which of a contact's epochs the caller has seen. */
    enum Epoch {
        NONE,
        CURRENT,
        EARLIER;

        /** The current one is known by a number; the number before belongs to no state that still stands. */
        <N extends Number> Long of(N current) {
            return this == NONE ? null : this == CURRENT ? current.longValue() : current.longValue() - 1;
        }
    }

    /** When the bot shall come back: after, at so long from now, both null for never. */
    record Reactivation(Duration after, Duration at) {
        Instant until(Instant now) {
            return after != null ? now.plus(after) : at != null ? now.plus(at) : null;
        }

        boolean none() {
            return after == null && at == null;
        }
    }

    /** A message by a person or a workflow, over the API or straight to the engine. */
    record Message(String contact, Sender sender, String id, Duration ago, String channel, boolean overEngine)
            implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            boolean human = sender == Sender.HUMAN;
            Effect effect = model.trigger(
                    contact,
                    human ? BotStatusModel.MANUAL_MESSAGE : BotStatusModel.WORKFLOW_MESSAGE,
                    id,
                    model.now.minus(ago),
                    human ? Policies.manualMessage(channel) : Policies.workflowMessage());
            return overEngine
                    ? new CommandOutcome.Result(effect, Set.of())
                    : CommandOutcome.Report.of(effect, model.status(contact));
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            if (!overEngine) {
                return real.report(contact, sender, id, ago, channel);
            }
            return real.correlate(
                    sender == Sender.HUMAN ? BotPause.MANUAL_MESSAGE_SENT : BotPause.WORKFLOW_MESSAGE_SENT,
                    contact,
                    Map.of(
                            "messageId",
                            id,
                            "channel",
                            channel,
                            "sentAt",
                            real.now().minus(ago).toString()));
        }
    }

    /** The bot has sent a message without asking. */
    record BotSent(String contact, String id, Duration ago) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            Effect effect = model.botSent(contact, id, model.now.minus(ago));
            return CommandOutcome.Report.of(effect, model.status(contact));
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return real.report(contact, Sender.BOT, id, ago, "sms");
        }
    }

    record ContactWrote(String contact, String id) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            Effect effect = model.contactWrote(contact, id);
            return CommandOutcome.Report.of(effect, model.status(contact));
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return real.report(contact, Sender.CONTACT, id, Duration.ZERO, "sms");
        }
    }

    /** May the bot send this reply now? */
    record AskToReply(String contact, String replyId, Epoch epoch) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            Long version = epoch.of(model.version(contact));
            return model.ask(contact, replyId, version == null ? null : version.intValue());
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return real.ask(contact, replyId, epoch.of(real.epoch(contact)));
        }
    }

    /** Another program than the plugin has counted the bot's replies. */
    record LimitCountedElsewhere(String contact) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            Instant end = model.now.plus(model.messageLimitWindow);
            Effect effect = model.trigger(
                    contact,
                    BotStatusModel.MESSAGE_LIMIT,
                    null,
                    model.now,
                    Policies.messageLimit(model.messageLimit, end));
            return new CommandOutcome.Result(effect, Set.of());
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return real.correlate(BotPause.MESSAGE_LIMIT_REACHED, contact, Map.of());
        }
    }

    /** A person sets the status in the panel. */
    record PersonSets(String contact, BotStatus status, Reactivation reactivation, Epoch epoch) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            String cause = BotStatusModel.MANUAL_CHANGE;
            if (malformed(status, reactivation).isPresent()) {
                return new CommandOutcome.Refused(
                        malformed(status, reactivation).get());
            }
            if (epoch == Epoch.EARLIER) {
                return new CommandOutcome.Refused("stale");
            }
            if (model.mode == BotMode.OFF) {
                return new CommandOutcome.Refused("bot off");
            }
            CommandOutcome answer = status == BotStatus.ACTIVE
                    ? model.activate(contact, cause, false)
                    : model.pause(contact, cause, status, reactivation.until(model.now));
            return answer instanceof CommandOutcome.Refused ? answer : new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return real.request(contact, status, reactivation, epoch.of(real.epoch(contact)));
        }
    }

    /** A workflow asks for a status. */
    record WorkflowSets(String contact, BotStatus status, Reactivation reactivation, String cause, boolean override)
            implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            if (malformed(status, reactivation).isPresent()) {
                return new CommandOutcome.Refused(
                        malformed(status, reactivation).get());
            }
            return status == BotStatus.ACTIVE
                    ? model.activate(contact, cause, override)
                    : model.pause(contact, cause, status, reactivation.until(model.now));
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            Map<String, Object> variables = new TreeMap<>(Map.of("status", status.word(), "override", override));
            if (!cause.equals("workflow_action")) {
                variables.put("cause", cause);
            }
            if (reactivation.after() != null) {
                variables.put("reactivateAfter", reactivation.after().toString());
            }
            if (reactivation.at() != null) {
                variables.put("reactivateAt", reactivation.until(real.now()).toString());
            }
            return real.correlate(BotPause.STATUS_REQUESTED, contact, variables);
        }
    }

    /** Rule 7, and no deadline for being active. */
    private static Optional<String> malformed(BotStatus status, Reactivation reactivation) {
        if (status == BotStatus.SNOOZED && reactivation.none()) {
            return Optional.of("reactivateAfter");
        }
        return status == BotStatus.ACTIVE && !reactivation.none() ? Optional.of("status") : Optional.empty();
    }

    /** An operator deletes the instance of a live hold in Cockpit. */
    record DeleteInstance(String contact, int which) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            List<BotStatusModel.Hold> holds = model.holds(contact);
            if (!holds.isEmpty()) {
                model.release(contact, holds.get(which % holds.size()).cause());
            }
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            List<String> instances = real.instancesOfLiveHolds(contact);
            if (!instances.isEmpty()) {
                real.deleteInstance(instances.get(which % instances.size()));
            }
            return new CommandOutcome.Nothing();
        }
    }

    /** An operator deletes all instances of a contact, also those whose deadline has passed unnoticed. */
    record DeleteAllInstances(String contact) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.holds(contact).forEach(hold -> model.release(contact, hold.cause()));
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            real.instances(contact).forEach(real::deleteInstance);
            return new CommandOutcome.Nothing();
        }
    }

    /** Two contacts turn out to be one person. */
    record Join(String alias, String contact) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.join(alias, contact);
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            real.join(alias, contact);
            return new CommandOutcome.Nothing();
        }
    }

    record Forget(String contact) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.forget(contact);
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            real.forget(contact);
            return new CommandOutcome.Nothing();
        }
    }

    /** The timers that are due fire, however late: for the rules, nothing happens. */
    record RunDueJobs() implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            real.runDueJobs();
            return new CommandOutcome.Nothing();
        }
    }

    record ChangeSettings(BotMode mode, int messageLimit, Duration window) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.mode = mode;
            model.messageLimit = messageLimit;
            model.messageLimitWindow = window;
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            real.settings(mode, messageLimit, window);
            return new CommandOutcome.Nothing();
        }
    }

    record PassTime(Duration time) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.now = model.now.plus(time);
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return new CommandOutcome.Nothing();
        }
    }

    /** Moves the clock to the next deadline, or to the millisecond before it. */
    record PassTimeToDeadline(Duration before) implements Command {

        @Override
        public CommandOutcome expect(BotStatusModel model) {
            model.nextDeadline()
                    .map(deadline -> deadline.minus(before))
                    .filter(moment -> moment.isAfter(model.now))
                    .ifPresent(moment -> model.now = moment);
            return new CommandOutcome.Nothing();
        }

        @Override
        public CommandOutcome perform(RealBotStatus real) {
            return new CommandOutcome.Nothing();
        }
    }
}
