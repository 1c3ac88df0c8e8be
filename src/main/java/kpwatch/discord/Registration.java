package kpwatch.discord;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import kpwatch.command.Desk;
import kpwatch.notify.PlatformNotes;
import kpwatch.supervision.FailureStreak;
import kpwatch.supervision.Supervisor;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the commands, only when the set has changed: there are 200 creations a day. An attempt
 * that fails is made again, with growing pauses, as long as its session lasts.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final String REGISTERED = "discord/commands";
  private static final String ITEM = "Discord command registration";
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final PlatformNotes notes;
  private final ScheduledExecutorService timer;
  private final Supervisor supervisor;
  private final Duration again;

  /**
   * @param again the first pause before another attempt; doubled each time
   */
  Registration(
      PlatformNotes notes, ScheduledExecutorService timer, Supervisor supervisor, Duration again) {
    this.notes = notes;
    this.timer = timer;
    this.supervisor = supervisor;
    this.again = again;
  }

  void register(JDA jda) {
    attempt(jda, new FailureStreak(), again);
  }

  private void attempt(JDA jda, FailureStreak failures, Duration pause) {
    List<SlashCommandData> commands = CommandShape.all(Desk.commands());
    CRC32 sum = new CRC32();
    commands.forEach(c -> sum.update(c.toData().toString().getBytes(StandardCharsets.UTF_8)));
    String hash = jda.getSelfUser().getApplicationId() + "/" + sum.getValue();
    if (notes.find(REGISTERED).equals(Optional.of(hash))) {
      return;
    }
    jda.updateCommands()
        .addCommands(commands)
        .queue(
            done -> guarded(() -> notes.keep(REGISTERED, hash)),
            failure -> guarded(() -> failed(jda, failures, pause, failure)));
  }

  private void failed(JDA jda, FailureStreak failures, Duration pause, Throwable failure) {
    if (over(jda)) {
      return;
    }
    if (failures.again()) {
      LOG.warn(
          "commands could not be registered and are tried again: {}",
          UntrustedText.log(failure.toString()));
    }
    Duration twice = pause.multipliedBy(2);
    Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    timer.schedule(
        () -> guarded(() -> attempt(jda, failures, next)), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean over(JDA jda) {
    JDA.Status status = jda.getStatus();
    return status == JDA.Status.SHUTTING_DOWN || status == JDA.Status.SHUTDOWN;
  }

  /** Neither the timer nor JDA would tell. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      supervisor.failed(ITEM, e);
    }
  }
}
