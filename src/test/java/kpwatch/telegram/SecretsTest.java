package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.config.Secret;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;

/** The token is in every address that is asked, and must be in nothing that is written. */
@Timeout(120)
final class SecretsTest {
  private static final List<String> LOGGERS = List.of("kpwatch", "org.telegram", "okhttp3");

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void noTroubleBringsTheTokenIntoALogAReasonOrHealth() {
    try (Scene scene = new Scene()) {
      LOGGERS.forEach(name -> logger(name).setLevel(Level.TRACE));
      Place chat = scene.subscribed();
      Map<String, Fault> faults =
          Map.of(
              "1", Fault.page(502),
              "2", Fault.reset(),
              "3", Fault.error(400, "Bad Request: " + scene.telegram.token()),
              "4", Fault.storedThenDropped(),
              "5", Fault.error(404, "Not Found: method not found"),
              "6", Fault.hang());
      int update = 0;
      for (Fault fault : faults.values()) {
        scene.telegram.faults().next("sendMessage", fault);
        scene.telegram.faults().next("getUpdates", fault);
        scene.say(News.updated(++update, scene.now()), chat);
        scene.runFor(java.time.Duration.ofSeconds(3));
        scene.poll();
      }
      scene.telegram.stop();
      scene.poll();
      scene.runFor(java.time.Duration.ofSeconds(3));

      String token = scene.telegram.token();
      assertThat(scene.deliveries().toString()).doesNotContain(token);
      assertThat(scene.bot.pulse().signs(scene.now()).toString()).doesNotContain(token);
      assertThat(scene.logged().toString()).doesNotContain(token);
      assertThat(scene.settings(token).toString()).doesNotContain(token).contains("****");
    } finally {
      LOGGERS.forEach(name -> logger(name).setLevel(null));
      logger("kpwatch").setLevel(Level.INFO);
    }
  }

  @Test
  void anAnswerThatFailsNamesNoAddress() {
    Wire wire = new Wire(Patience.usual(new Pause.Real()), 8);
    Secret token = new Secret("7000000001:AAFakeTokenOnlyForTestsOnLoopback000");
    for (String base :
        List.of("http://127.0.0.1:1", "http://nowhere.invalid", "https://127.0.0.1:1")) {
      var answer = new BotApi(token, URI.create(base), wire.sending()).call(new GetMe());
      assertThat(answer).isInstanceOf(Answer.Unsent.class);
      assertThat(answer.toString()).doesNotContain("AAFake").doesNotContain("127.0.0.1");
    }
    wire.close();
    assertThat(new TelegramSettings(Optional.of(token), URI.create("http://h"), 29).toString())
        .doesNotContain("AAFake");
  }
}
