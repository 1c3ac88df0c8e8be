package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.Desk;
import kpwatch.command.Spec;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  private static Options read(String command, String typed) {
    Spec spec =
        Desk.commands().stream().filter(s -> s.name().equals(command)).findFirst().orElseThrow();
    return Options.read(spec, typed);
  }

  @Test
  void aWordGoesToTheOptionThatItFits() {
    assertThat(read("subscribe", "  all @watch_kp SHORT "))
        .isEqualTo(
            new Options(
                Map.of("level", "all", "detail", "SHORT"), Optional.of("@watch_kp"), List.of()));
    assertThat(read("subscribe", "-1001234567890/17 major").channel())
        .contains("-1001234567890/17");
    assertThat(read("unsubscribe", "forget").values()).containsEntry("forget", "true");
    assertThat(read("incident", "K7Q2").values()).containsEntry("code", "K7Q2");
    assertThat(read("mute", "30 min").values()).containsEntry("for", "30 min");
    assertThat(read("subscribe", "").values()).isEmpty();
  }

  @Test
  void aNamedOptionTakesItsWord() {
    assertThat(read("subscribe", "quiet=22:00-07:00 zone=Europe/London level:all").values())
        .isEqualTo(Map.of("quiet", "22:00-07:00", "zone", "Europe/London", "level", "all"));
    assertThat(read("mute", "for=2 d").values()).containsEntry("for", "2 d");
  }

  /** Else {@code /unsubscribe channel:@other forget} would forget the chat where it is said. */
  @Test
  void aNamedChannelIsTheChannelOrIsSaidNotToBeUnderstood() {
    for (String named : List.of("channel:@watch_kp", "channel=@watch_kp")) {
      assertThat(read("unsubscribe", named + " forget").channel()).contains("@watch_kp");
      assertThat(read("unsubscribe", "forget " + named).unread()).isEmpty();
    }
    assertThat(read("mute", "8h channel:-1001234567890/17").channel())
        .contains("-1001234567890/17");
    for (String bad : List.of("channel:", "channel:alerts", "channel:12", "channel:@a@b")) {
      assertThat(read("unsubscribe", bad + " forget").unread()).containsExactly(bad);
    }
    assertThat(read("unsubscribe", "@one_kp channel:@two_kp").unread())
        .containsExactly("channel:@two_kp");
    assertThat(read("status", "channel:@watch_kp").unread()).containsExactly("channel:@watch_kp");
  }

  @Test
  void rolesAreNotOfThisPlatformAndWhatFitsNowhereIsSaid() {
    assertThat(read("status", "quickly now").unread()).containsExactly("quickly", "now");
    assertThat(read("subscribe", "mention=1 quiet=off x y").values()).doesNotContainKey("mention");
  }
}
