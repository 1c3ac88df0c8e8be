package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.Asked;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that is not Discord's: of a web firewall, a proxy, a captive portal on the way. */
class ForeignPageTest extends Shared {
  private static final Wishes WISHES =
      new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.SHORT, Optional.empty());
  private static final Predicate<Asked> POST = a -> a.is("POST", "/channels/*/messages");
  private static final Predicate<Asked> READ = a -> a.is("GET", "/channels/*/messages");
  private static final String PAGE = "<html><body>Please log in to this network</body></html>";

  @ParameterizedTest
  @ValueSource(
      ints = {200, 202, 301, 302, 307, 308, 400, 401, 403, 404, 405, 407, 410, 413, 451, 499})
  void pausesNothingAndLosesNothing(int status) {
    assertArrivesAfter(Fault.answer(status, "text/html", PAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "403 | {'error':'blocked'}",
        "403 | {'message':'Forbidden'}",
        "403 | {'message':'Forbidden','code':403}",
        "403 | {'message':'Forbidden','code':'50013'}",
        "403 | {'message':{'text':'no'},'code':50013}",
        "401 | {'code':401,'message':'Authentication required'}",
        "404 | ['not found']",
        "404 | 'Not Found'",
        "404 | null",
        "403 | {'message':'cut",
        "400 | ''",
        "200 | {'ok':true}",
        "200 | []",
        "200 | {'id':'none'}"
      })
  void foreignJsonPausesNothingAndLosesNothing(int status, String body) {
    assertArrivesAfter(Fault.answer(status, "application/json", body.replace('\'', '"')));
  }

  @Test
  void aRefusalOfDiscordWithoutAKnownCodeIsTriedAgain() {
    assertArrivesAfter(Fault.error(404, 0, "404: Not Found"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403})
  void isNoSignThatDiscordAnswers(int status) {
    scene
        .discord
        .faults()
        .next(1, a -> a.method().equals("GET"), Fault.answer(status, "text/html", PAGE));
    assertThat(scene.bot.messenger().answers()).isFalse();
    assertThat(scene.bot.messenger().answers()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403, 404})
  void inPlaceOfAChannelsPastMakesNoCopy(int status) {
    lose();
    scene.clock.step(Duration.ofMinutes(10));
    scene.discord.faults().next(2, READ, Fault.answer(status, "text/html", PAGE));
    scene.runFor(Duration.ofMinutes(20), Duration.ofMinutes(1));
    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  private void assertArrivesAfter(Fault fault) {
    scene.subscribe(guild, alerts, WISHES);
    scene.discord.faults().next(1, POST, fault);
    say(1);
    scene.run();
    scene.discord.faults().clear();
    scene.bot.recheck();
    scene.runFor(Duration.ofHours(2), Duration.ofMinutes(5));
    assertThat(scene.standing(alerts).state()).isEqualTo(State.ACTIVE);
    assertThat(scene.messages(alerts)).as("the alert came in the end").hasSize(1);
    assertThat(scene.sign("Discord").text()).isEqualTo("absent");
  }
}
