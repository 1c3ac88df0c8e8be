package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.storage.RoundOf;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message of an incident is kept up to date, as often as Discord likes. */
class CardsTest extends Shared {
  private Instant material;

  @BeforeEach
  void post() {
    say(1);
    scene.run();
    material = scene.clock.instant();
  }

  @Test
  void aCardIsEditedAndItsEditCallsNobody() {
    after(Duration.ofMinutes(1), "9 of 23 sites answer.");
    scene.run();

    StoredMessage card = card();
    assertThat(card.edits()).isEqualTo(1);
    assertThat(card.text()).contains("9 of 23 sites answer.");
    assertThat(card.allowedMentions().orElseThrow().path("parse").isEmpty()).isTrue();
    assertThat(card.allowedMentions().orElseThrow().path("parse").isArray()).isTrue();
  }

  @Test
  void aFreshCardIsEditedOnceAMinuteAndThenEveryTenMinutes() {
    for (int i = 0; i < 40; i++) {
      after(Duration.ofSeconds(30), "fact " + i);
      scene.run();
    }

    assertThat(card().edits()).isBetween(14, 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 403, 404})
  void aPageInPlaceOfTheAnswerToAnEditIsTriedAgain(int status) {
    scene
        .discord
        .faults()
        .next(
            1,
            a -> a.method().equals("PATCH"),
            Fault.answer(status, "text/html", "<html><body>Blocked</body></html>"));
    after(Duration.ofMinutes(2), "a fact");
    scene.runFor(Duration.ofMinutes(10), Duration.ofMinutes(1));

    assertThat(card().edits()).isEqualTo(1);
    assertThat(edits()).isEqualTo(2);
  }

  @Test
  void anOldCardIsEditedForWhatIsMaterialOnly() {
    after(Duration.ofMinutes(61), "as before");
    scene.run();
    assertThat(card().edits()).isZero();

    material = scene.clock.instant();
    after(Duration.ofMinutes(1), "another line was lost");
    scene.run();
    assertThat(card().edits()).isEqualTo(1);
  }

  @Test
  void aCardThatTakesNoMoreEditsIsLeftButPostingGoesOnAndTheEndIsTried() {
    scene.clock.step(Duration.ofMinutes(61));
    scene
        .discord
        .faults()
        .next(1, a -> a.method().equals("PATCH"), Fault.error(400, 30046, "Too many edits"));
    for (int i = 0; i < 8; i++) {
      material = scene.clock.instant().plusSeconds(1);
      after(Duration.ofMinutes(15), "fact " + i);
      scene.run();
    }
    assertThat(card().edits()).isZero();
    assertThat(edits()).isEqualTo(1);

    say(2);
    endIncident();
    scene.run();
    assertThat(ours()).hasSize(2);
    assertThat(card().edits()).isEqualTo(1);
    assertThat(card().content()).startsWith("● ENDED");
    scene.clock.step(Duration.ofHours(1));
    scene.run();
    assertThat(edits()).isEqualTo(2);
  }

  @Test
  void aFrozenCardWhoseEndIsRefusedTooIsLeft() {
    scene.clock.step(Duration.ofMinutes(61));
    scene
        .discord
        .faults()
        .next(2, a -> a.method().equals("PATCH"), Fault.error(400, 30046, "Too many edits"));
    endIncident();
    scene.runFor(Duration.ofHours(2), Duration.ofMinutes(15));

    assertThat(edits()).isEqualTo(1);
  }

  @Test
  void anEditThatDiscordForbidsIsNotRepeatedEachMinute() {
    scene
        .discord
        .faults()
        .next(9, a -> a.method().equals("PATCH"), Fault.error(403, 50001, "Missing Access"));
    for (int i = 0; i < 5; i++) {
      after(Duration.ofMinutes(2), "fact " + i);
      scene.run();
    }

    assertThat(edits()).isEqualTo(1);
  }

  @Test
  void aDeletedCardOfAnOpenIncidentIsPostedOnceMore() {
    scene.discord.delete(card());
    after(Duration.ofMinutes(2), "0 of 23 sites answer.");
    scene.run();
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(card().text()).contains("0 of 23 sites answer.");
    assertThat(card().silent()).isTrue();
    after(Duration.ofMinutes(2), "1 of 23 sites answers.");
    scene.run();
    assertThat(card().text()).contains("1 of 23 sites answers.");
  }

  @Test
  void aDeletedCardOfAnEndedIncidentStaysDeleted() {
    scene.discord.delete(card());
    endIncident();
    scene.run();
    scene.runFor(Duration.ofHours(1), Duration.ofMinutes(20));

    assertThat(ours()).isEmpty();
  }

  @Test
  void anEditWhoseAnswerIsLostIsDoneAgain() {
    scene.discord.faults().next(9, a -> a.method().equals("PATCH"), Fault.status(500));
    after(Duration.ofMinutes(2), "9 of 23 sites answer.");
    scene.run();
    scene.discord.faults().clear();
    scene.runFor(Duration.ofMinutes(4), Duration.ofMinutes(1));

    assertThat(card().text()).contains("9 of 23 sites answer.");
  }

  private void after(Duration time, String fact) {
    scene.clock.step(time);
    Instant now = scene.clock.instant();
    scene.store.commit(RoundOf.at(now).cards(News.card(code, now, material, false, fact)).round());
  }

  private void endIncident() {
    Instant now = scene.clock.instant().plusSeconds(1);
    scene.store.commit(RoundOf.at(now).cards(News.card(code, now, now, true, "Over.")).round());
    scene.clock.step(Duration.ofSeconds(2));
  }

  private StoredMessage card() {
    List<StoredMessage> ours = ours();
    assertThat(ours).isNotEmpty();
    return ours.get(0);
  }

  private long edits() {
    return scene.discord.requests().stream()
        .filter(a -> a.is("PATCH", "/channels/" + alerts.id() + "/messages/*"))
        .count();
  }
}
