package kpwatch.discord;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kpwatch.command.Reply;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.supervision.Supervisor;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/** The one answer to a command or a button. It is acknowledged before Discord stops waiting. */
final class InteractionAnswer {
  private final IReplyCallback event;
  private final Consumer<Throwable> late;
  private final AtomicBoolean acknowledged = new AtomicBoolean();
  private final Future<?> deferral;

  /**
   * @param prompt after it the answer is announced, if it is not there yet
   * @param late hears of each call that did not reach Discord in time
   */
  InteractionAnswer(
      IReplyCallback event,
      Duration prompt,
      ScheduledExecutorService timer,
      Consumer<Throwable> late,
      Supervisor supervisor) {
    this.event = event;
    this.late = late;
    this.deferral =
        timer.schedule(
            () -> {
              try {
                defer();
              } catch (Throwable e) { // the timer would keep it to itself
                supervisor.failed("Discord acknowledgement", e);
              }
            },
            prompt.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void defer() {
    if (acknowledged.compareAndSet(false, true)) {
      event.deferReply(true).queue(done -> {}, late);
    }
  }

  /**
   * Sends the answer.
   *
   * @param done to be called once Discord has it, or will never have it
   */
  void give(ShapedReply answer, Runnable done) {
    Consumer<Throwable> failure =
        thrown -> {
          done.run();
          late.accept(thrown);
        };
    deferral.cancel(false);
    if (acknowledged.compareAndSet(false, true)) {
      event.reply(answer.message()).setEphemeral(!answer.open()).queue(sent -> done.run(), failure);
    } else {
      event
          .getHook()
          .editOriginal(MessageEditData.fromCreateData(answer.message()))
          .queue(sent -> done.run(), failure);
    }
  }

  /** Sends nothing at all. */
  void leaveOut() {
    acknowledged.set(true);
    deferral.cancel(false);
  }

  /**
   * An answer as Discord takes it.
   *
   * @param open whether everybody may see it
   */
  record ShapedReply(MessageCreateData message, boolean open) {
    static ShapedReply of(Reply reply) {
      return new ShapedReply(
          Shape.of(reply.message(), Detail.FULL, Optional.empty(), reply.buttons()), reply.open());
    }
  }
}
