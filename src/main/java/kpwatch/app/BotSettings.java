package kpwatch.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.config.Problem;
import kpwatch.config.Settings;
import kpwatch.console.ConsoleSettings;
import kpwatch.discord.DiscordSettings;
import kpwatch.network.Network;
import kpwatch.probe.ProbeSettings;
import kpwatch.ripestat.RipeStatSettings;
import kpwatch.rislive.RisLiveSettings;
import kpwatch.storage.StorageSettings;
import kpwatch.subscription.ChannelRef;
import kpwatch.telegram.TelegramSettings;

/**
 * Every setting of the program, checked.
 *
 * @param origins where each value came from
 */
public record BotSettings(
    WatchSettings watch,
    RipeStatSettings ripestat,
    RisLiveSettings risLive,
    ProbeSettings probe,
    StorageSettings storage,
    ConsoleSettings console,
    DiscordSettings discord,
    TelegramSettings telegram,
    LogSettings log,
    OperatorSettings operator,
    AccessSettings access,
    Settings origins) {
  /**
   * @param config the path of {@code --config}; empty: the file in the working directory, if any
   * @throws SettingsRefused with all problems at once
   */
  public static BotSettings read(Optional<Path> config, Map<String, String> environment)
      throws SettingsRefused {
    return from(Settings.read(config, environment));
  }

  static BotSettings from(Settings settings) throws SettingsRefused {
    RipeStatSettings ripestat = RipeStatSettings.from(settings);
    BotSettings read =
        new BotSettings(
            WatchSettings.from(settings, ripestat.baseUrl()),
            ripestat,
            RisLiveSettings.from(settings),
            ProbeSettings.from(settings),
            StorageSettings.from(settings),
            ConsoleSettings.from(settings),
            DiscordSettings.from(settings),
            TelegramSettings.from(settings),
            LogSettings.from(settings),
            OperatorSettings.from(settings),
            AccessSettings.from(settings),
            settings);
    if (!settings.problems().isEmpty()) {
      throw new SettingsRefused(settings.problems(), settings.describe());
    }
    return read;
  }

  /** What the watched network, once it is read, forbids; empty if these settings may run. */
  public List<Problem> checked(Network network) {
    return probe.check(network, origins);
  }

  /** The effective settings as lines {@code key = value (origin)}, secrets masked. */
  public List<String> describe() {
    return origins.describe();
  }

  /** The channel that hears of our own troubles, if its platform is switched on. */
  Optional<ChannelRef> operatorChannel() {
    return operator.channel().filter(c -> runs(c.platform()));
  }

  private boolean runs(String platform) {
    return (platform.equals("discord") ? discord.token() : telegram.token()).isPresent();
  }

  /** What should be said at start: lines for the log, none of them an error. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>(origins.warnings());
    if (probe.contact().isEmpty()) {
      notices.add(
          "probe.contact is empty; set it to a mail address or URL, so that the operators of the"
              + " probed servers can reach you");
    }
    operator
        .channel()
        .filter(c -> !runs(c.platform()))
        .ifPresent(
            c ->
                notices.add(
                    "operator.channel hears nothing, since " + c.platform() + ".token is empty"));
    return List.copyOf(notices);
  }
}
