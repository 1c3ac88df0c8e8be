package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinksTest {
  @ParameterizedTest
  @CsvSource({
    "incident:KP-K7Q2, inc_KP-K7Q2",
    "why:KP-K7Q2, why_KP-K7Q2",
    "sites, sites",
    "status, status",
    "incidents, incidents"
  })
  void aLinkAsksWhatAButtonAsks(String button, String payload) {
    assertThat(Links.to("bot", button)).contains("https://t.me/bot?start=" + payload);
    assertThat(Links.asked(payload)).contains(button);
  }

  @Test
  void whatAsksNothingIsNoQuestion() {
    assertThat(Links.asked("")).isEmpty();
    assertThat(Links.asked("inc_")).isEmpty();
    assertThat(Links.asked("ref_of_somebody")).isEmpty();
    assertThat(Links.asked("inc_" + "A".repeat(60))).isEmpty();
    assertThat(Links.to("bot", "sites:2:some thing")).isEmpty();
    assertThat(Links.to("", "status")).isEmpty();
  }
}
