package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Issue 17, item 1: one update that cannot be read costs none of its neighbours. */
final class PollTextTest {
  private static String answer(String... updates) {
    return PollText.YES + ",\"result\":[" + String.join(",", updates) + "]}";
  }

  private static final String GOOD = "{\"update_id\":7,\"message\":{\"text\":\"]}\\\"{[\"}}";

  @Test
  void aNestTooDeepIsLeftOutWithItsId() {
    String deep = "{\"message\":" + "[".repeat(3_000) + "]".repeat(3_000) + ",\"update_id\" : 8}";
    PollText text = new PollText(answer(GOOD, deep, GOOD.replace("7", "9")));
    assertThat(text.whole())
        .extracting(Arrival::id)
        .extracting(Optional::orElseThrow)
        .containsExactly(7L, 8L, 9L);
    assertThat(text.whole())
        .extracting(a -> a.tree().isPresent())
        .containsExactly(true, false, true);
    assertThat(text.cut()).isEmpty();
  }

  @Test
  void anIdInsideAnotherObjectIsNoneOfTheUpdate() {
    String bad =
        "{\"a\":{\"update_id\":5},\"b\":\"\\\"update_id\\\":6\",\"update_id\":8,\"c\":tru}";
    assertThat(new PollText(answer(bad)).whole())
        .extracting(Arrival::id)
        .containsExactly(Optional.of(8L));
  }

  @Test
  void whatIsCutOffIsKnownByItsId() {
    String all = answer(GOOD, "{\"update_id\":8,\"message\":{\"text\":\"half");
    PollText text = new PollText(all.substring(0, all.length() - 5));
    assertThat(text.whole()).hasSize(1);
    assertThat(text.cut().flatMap(Arrival::id)).contains(8L);
  }

  @Test
  void aNumberThatIsCutOffIsNoId() {
    assertThat(
            new PollText(PollText.YES + ",\"result\":[{\"update_id\":12").cut().orElseThrow().id())
        .isEmpty();
  }

  @Test
  void idsAreThoseThatTelegramCouldMean() {
    for (String id :
        new String[] {"-7", "0", "2147483647", "1e3", "\"9\"", "99999999999", "null"}) {
      PollText text = new PollText(answer("{\"update_id\":" + id + "}"));
      assertThat(text.whole())
          .singleElement()
          .extracting(Arrival::id)
          .as(id)
          .isEqualTo(Optional.empty());
    }
  }

  @Test
  void anyTextIsReadToItsEnd() {
    String alphabet = "{}[]\",:\\ 17update_id" + "\u202e\ud83d";
    Random random = new Random(17);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text =
          new StringBuilder(random.nextBoolean() ? PollText.YES + ",\"result\":[" : "");
      for (int n = random.nextInt(200); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(new PollText(text.toString()).whole()).isNotNull();
    }
  }
}
