package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.notify.PlatformNotes;
import org.junit.jupiter.api.Test;

/** Who may use the bot, also after a group got another id, and how often others are told. */
class AccessListTest {
  private final Map<String, String> kept = new HashMap<>();
  private final PlatformNotes notes =
      new PlatformNotes() {
        @Override
        public Optional<String> find(String name) {
          return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void keep(String name, String value) {
          kept.put(name, value);
        }

        @Override
        public void replace(String name, String value) {
          keep(name, value);
        }
      };

  @Test
  void everybodyIsAllowedByAStar() {
    assertThat(list("*").allows("discord", "1")).isTrue();
    assertThat(list("*").named("discord")).isEmpty();
  }

  @Test
  void otherwiseOnlyWhoIsNamedOnThatPlatform() {
    Access access = list("discord:1", "telegram:-5");
    assertThat(access.allows("discord", "1")).isTrue();
    assertThat(access.allows("telegram", "-5")).isTrue();
    assertThat(access.allows("telegram", "1")).isFalse();
    assertThat(access.allows("discord", "-5")).isFalse();
    assertThat(access.allows("discord", "11")).isFalse();
    assertThat(access.named("telegram")).containsExactly("-5");
  }

  @Test
  void anAllowedGroupStaysSoUnderANewIdAlsoAfterARestart() {
    list("telegram:-5").moved("telegram", "-5", "-1005");
    assertThat(list("telegram:-5").allows("telegram", "-1005")).isTrue();
    assertThat(list("telegram:-5").allows("telegram", "-1006")).isFalse();
    assertThat(list("telegram:-7").allows("telegram", "-1005")).as("not named any more").isFalse();
  }

  @Test
  void aGroupThatIsNotAllowedGainsNothingByMoving() {
    Access access = list("telegram:-5");
    access.moved("telegram", "-6", "-1006");
    assertThat(access.allows("telegram", "-1006")).isFalse();
    assertThat(kept).isEmpty();
  }

  @Test
  void movesInACircleEnd() {
    kept.put("access/moved", "telegram:-1=telegram:-2 telegram:-2=telegram:-1 nonsense =");
    assertThat(list("telegram:-5").allows("telegram", "-1")).isFalse();
  }

  @Test
  void aChatIsToldOnceADayAndStrangersDoNotFillTheMemory() {
    DailyNotice notice = new DailyNotice();
    Instant now = Instant.parse("2026-03-02T03:00:00Z");
    assertThat(notice.due("-5", now)).isTrue();
    assertThat(notice.due("-5", now.plus(Duration.ofHours(23)))).isFalse();
    assertThat(notice.due("-6", now)).isTrue();
    assertThat(notice.due("-5", now.plus(Duration.ofHours(24)))).isTrue();
    for (int i = 0; i < 20_000; i++) {
      notice.due("stranger" + i, now);
    }
    assertThat(notice.due("-5", now.plus(Duration.ofHours(25)))).as("forgotten by then").isTrue();
  }

  private Access list(String... homes) {
    return new AccessList(List.of(homes), notes);
  }
}
