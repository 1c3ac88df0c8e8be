package kpwatch.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.Shortened;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon the packaged program acknowledges a command in Discord while rounds run, an outage under
 * way: from the sending of the event to the acknowledgement, read and write commands in turn.
 */
@Tag("answers")
class AnswersBenchmark {
  private static final int ASKED = 1400;
  private static final int SPEED = 60;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void acknowledgements() throws Exception {
    try (FakeDiscord discord = new FakeDiscord()) {
      discord.limits().none();
      FakeGuild guild = discord.world().guild("Watchers");
      FakeChannel alerts = guild.text("alerts");
      FakeUser manager = discord.world().user("manager");
      guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
      try (Night night = Night.begin(folder, june(), SPEED, settings(discord))) {
        discord.await(
            () -> discord.commands().registered().containsKey("status"), SOON, "no commands");
        night.waitUntil(june().changes().get(0).at().plus(Duration.ofMinutes(5)));
        List<Long> millis = new ArrayList<>();
        List<String> commands =
            List.of("status", "why", "routes", "sites", "incidents", "health", "subscribe");
        for (int i = 0; i < ASKED; i++) {
          String command = commands.get(i % commands.size());
          var played = discord.people().slash(manager, alerts, command, Map.of());
          played.awaitAcknowledgement(SOON);
          millis.add(played.acknowledgedAfter().toMillis());
        }
        Collections.sort(millis);
        System.out.printf(
            "acknowledged, n = %d: median %d ms, p99 %d ms, max %d ms%n",
            ASKED, millis.get(ASKED / 2), millis.get(ASKED * 99 / 100), millis.get(ASKED - 1));
      }
    }
  }

  private static List<String> settings(FakeDiscord discord) {
    return List.of("discord.token = " + discord.token(), "discord.base-url = " + discord.baseUrl());
  }

  private static Scenario june() {
    return Shortened.of(
        ScenarioFile.read("kp-2025-06-07"),
        Duration.ofHours(10),
        Duration.ofMinutes(30),
        Duration.ofHours(8));
  }
}
